internal import CashoutsAPI
package import Sodium

/// Changes after which keys that somebody has kept open nothing that is written from here on.
extension VaultDraft {
    /// Gives the metadata and every environment a new key and seals all boxes and slots anew.
    ///
    /// Fingerprints are computed again, since their key comes from the metadata's; a retired version, whose
    /// secrets are erased, has none any more. Verifications stay with their versions.
    /// - Parameter newSigner: whether the vault gets a new signer too: whoever was a writer knows the seed of
    ///   the old one.
    /// Throws `badBox` when the secrets of a version are missing.
    package mutating func renewKeys(newSigner: Bool) throws(VaultFormatError) {
        let fresh = keys.renewed(signer: newSigner)
        try resealBoxes(under: fresh)
        keys = fresh
        guard let signer = try keys.verifyingKey() else { throw .readOnly }
        self.signer = signer
        try resealSlots { _ in true }
    }

    private mutating func resealBoxes(under fresh: borrowing KeyBundle) throws(VaultFormatError) {
        for index in metadata.environments.indices {
            let record = metadata.environments[index]
            let records = try credentials(of: record)
            guard let key = fresh.key(of: record.box) else { throw .defect }
            boxes[record.box] = try ClosedBox.seal(
                records.text, as: record.box, key: key, in: id, generation: generation)
            for number in record.versions.indices {
                metadata.environments[index].versions[number].fingerprints = try Self.fingerprints(
                    of: record.versions[number], in: records, metadataKey: fresh.metadataKey)
            }
        }
    }

    /// Takes a slot away and renews the keys that its owner had. Throws `defect` for a slot that there is
    /// not.
    ///
    /// The signer stays when a reader goes, and is renewed when a writer goes.
    package mutating func removeSlot(_ slot: SlotID) throws(VaultFormatError) {
        guard let index = slots.firstIndex(where: { $0.id == slot }) else { throw .defect }
        let removed = slots.remove(at: index)
        metadata.slots.removeAll { $0.id == slot }
        try renewKeys(newSigner: removed.role == .writer)
    }

    /// Gives a slot another owner, with the same name, role and environments, and renews the keys that the
    /// old one had. Throws `defect` for a slot that there is not.
    ///
    /// - Parameter newSigner: whether the signer is renewed too; a reader never had its seed.
    package mutating func replaceSlot(
        _ slot: SlotID, with recipient: Recipient, kind: SlotKind, newSigner: Bool
    ) throws(VaultFormatError) {
        guard let removed = slots.first(where: { $0.id == slot }),
            let record = metadata.slots.first(where: { $0.id == slot })
        else { throw .defect }
        slots.removeAll { $0.id == slot }
        metadata.slots.removeAll { $0.id == slot }
        try addSlot(recipient, kind: kind, name: record.name, role: removed.role, scope: record.scope)
        try renewKeys(newSigner: newSigner)
    }

    /// The fingerprints of a version's secrets; `nil` for a retired one, whose secrets are gone.
    static func fingerprints(
        of version: CredentialVersion, in records: borrowing CredentialRecords, metadataKey: Span<UInt8>
    ) throws(VaultFormatError) -> TripleFingerprint? {
        guard version.state != .retired else { return nil }
        guard let key = records.value(of: .apiKey, in: version.number),
            let passphrase = records.value(of: .apiPassphrase, in: version.number),
            let signature = records.value(of: .apiSignature, in: version.number)
        else { throw .badBox }
        return TripleFingerprint(
            apiKey: try OpenVault.fingerprint(of: key, metadataKey: metadataKey),
            apiPassphrase: try OpenVault.fingerprint(of: passphrase, metadataKey: metadataKey),
            apiSignature: try OpenVault.fingerprint(of: signature, metadataKey: metadataKey))
    }
}
