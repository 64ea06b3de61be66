internal import Sodium

extension VaultDraft {
    /// Puts the environments of an older file back: their settings, whitelists, versions and secrets.
    ///
    /// Slots, keys, signer and journal stay as they are. An environment whose key this vault does not have
    /// any more gets a new one; one that the older file did not know goes, also out of what readers were
    /// given. Where the metadata key is another by now, fingerprints are computed again, and a retired
    /// version, whose secrets are erased, has none any more: under another key they would be equal to
    /// nothing. Throws `environmentNotGranted`, `badBox`, `commitmentMismatch` of the older file.
    package mutating func restoreEnvironments(of older: borrowing OpenVault) throws(VaultFormatError) {
        var restored = older.metadata.environments
        for record in metadata.environments where !restored.contains(where: { $0.box == record.box }) {
            keys = keys.removing(record.box)
            boxes[record.box] = nil
        }
        let isSameKey = constantTimeEquals(keys.metadataKey, older.keys.metadataKey)
        for index in restored.indices {
            let record = restored[index]
            let records = try older.credentials(of: record)
            if keys.key(of: record.box) == nil { keys = keys.adding(record.box) }
            try setCredentials(records, of: record)
            for number in record.versions.indices where !isSameKey {
                restored[index].versions[number].fingerprints = try Self.fingerprints(
                    of: record.versions[number], in: records, metadataKey: keys.metadataKey)
            }
        }
        metadata.environments = restored
        let names = Set(restored.map { $0.name })
        for index in metadata.slots.indices {
            if case .only(let listed) = metadata.slots[index].scope {
                metadata.slots[index].scope = .only(listed.filter { names.contains($0) })
            }
        }
        try resealSlots { _ in true }
    }
}
