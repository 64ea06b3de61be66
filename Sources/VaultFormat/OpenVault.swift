package import Sodium

/// A vault opened by one identity: its metadata, and as many secrets as that identity's slot was given.
package struct OpenVault: ~Copyable {
    /// What was opened: the file, with a good signature.
    package let file: VerifiedVault
    /// Checked against the header: both tell of the same slots and the same boxes.
    package let metadata: VaultMetadata
    /// The slot that opened it.
    package let slot: Slot
    let keys: KeyBundle

    /// What the owner of ``slot`` may do, as the header and the sealed keys agree.
    package var role: SlotRole { slot.role }

    /// The name of the slot that opened it.
    package var slotName: String { metadata.slots.first { $0.id == slot.id }?.name ?? slot.id.text }

    /// Whether the keys of this slot are kept out of swap.
    package var isLocked: Bool { keys.isLocked }

    /// Whether this slot was given an environment.
    package func grants(_ environment: EnvironmentRecord) -> Bool {
        keys.key(of: environment.box) != nil
    }

    /// The secrets of an environment, in a locked buffer.
    ///
    /// Throws `environmentNotGranted`, `commitmentMismatch`, `badBox`.
    package func credentials(of environment: EnvironmentRecord) throws(VaultFormatError) -> CredentialRecords
    {
        guard let index = file.header.boxes.firstIndex(where: { $0.id == environment.box }) else {
            throw .badBox
        }
        guard let key = keys.key(of: environment.box) else { throw .environmentNotGranted }
        let padded = try ClosedBox.open(
            file.box(at: index), as: file.header.boxes[index], key: key, in: file.header.id)
        let records = try CredentialRecords(padded: padded)
        guard records.versions == environment.versionsWithSecrets else { throw .badBox }
        return records
    }

    /// Compares all keys of the bundle with the header's commitments. Throws `commitmentMismatch`.
    ///
    /// A reader's key is compared when its box is opened, which spares it a thousand environments it does not
    /// want. A writer's keys are all compared before it writes, since it seals them to others.
    func checkKeys() throws(VaultFormatError) {
        for description in file.header.boxes {
            guard let key = keys.key(of: description.id) else { continue }
            try ClosedBox.check(key, against: description)
        }
    }

    /// The fingerprint of a secret under this vault's key.
    package func fingerprint(of secret: Span<UInt8>) throws(VaultFormatError) -> Fingerprint {
        try Self.fingerprint(of: secret, metadataKey: keys.metadataKey)
    }

    /// BLAKE2b-128 of the secret, under a labelled subkey of the metadata key.
    static func fingerprint(
        of secret: Span<UInt8>, metadataKey: Span<UInt8>
    ) throws(VaultFormatError) -> Fingerprint {
        let key = try BoxKeys.fingerprint(metadataKey)
        do {
            var digest = try Digest(.bytes16, key: key.bytes)
            digest.update(secret)
            return Fingerprint(unchecked: digest.finalize())
        } catch { throw .defect }
    }
}

extension VerifiedVault {
    /// The slot of an identity.
    package func slot(of recipient: Recipient) -> Slot? {
        header.slots.first { $0.recipient == recipient }
    }

    /// Whether an unlock phrase could open it.
    package var hasPhraseSlot: Bool { header.slots.contains { $0.kind != .identity } }

    /// The identity that an unlock phrase stands for, after as many Argon2 runs as there are phrase slots
    /// before the right one. Throws `noPhraseSlot`, `wrongPhrase`, `phraseCostOutOfRange`, `outOfMemory`.
    package func identity(
        fromPhrase phrase: Span<UInt8>, within range: UnlockPhrase.CostRange = .product
    ) throws(VaultFormatError) -> Identity {
        var tried = false
        for slot in header.slots {
            guard case .phrase(let cost, let salt) = slot.kind else { continue }
            tried = true
            let identity = try Self.identity(fromPhrase: phrase, cost: cost, salt: salt, within: range)
            if identity.recipient == slot.recipient { return identity }
        }
        throw tried ? .wrongPhrase : .noPhraseSlot
    }

    private static func identity(
        fromPhrase phrase: Span<UInt8>, cost: UnlockPhrase.Cost, salt: [UInt8],
        within range: UnlockPhrase.CostRange
    ) throws(VaultFormatError) -> Identity {
        do {
            return try Identity(
                seed: UnlockPhrase.deriveSeed(from: phrase, salt: salt, cost: cost, within: range))
        } catch {
            switch error {
            case .costOutOfRange: throw .phraseCostOutOfRange
            case .outOfMemory: throw .outOfMemory
            case .unavailable, .badLength, .malformed, .cannotOpen: throw .defect
            }
        }
    }

    /// Opens the vault with an identity.
    ///
    /// Throws `noSlot` for a stranger, `badSlot`, `signerMismatch`, `commitmentMismatch`, `badBox`,
    /// `badMetadata`, `newerVersion`.
    package func open(with identity: borrowing Identity) throws(VaultFormatError) -> OpenVault {
        guard let slot = slot(of: identity.recipient) else { throw .noSlot }
        let text = try Self.text(of: slot, openedWith: identity)
        let keys = try KeyBundle(text, of: slot, in: header.id)
        let signer = try keys.verifyingKey()
        guard signer == nil || signer == header.signer else { throw .signerMismatch }
        let metadata = try metadata(openedWith: keys)
        try check(metadata, against: keys.boxes, of: slot)
        return OpenVault(file: self, metadata: metadata, slot: slot, keys: keys)
    }

    private func metadata(openedWith keys: borrowing KeyBundle) throws(VaultFormatError) -> VaultMetadata {
        let padded = try ClosedBox.open(
            box(at: 0), as: header.boxes[0], key: keys.metadataKey, in: header.id)
        let end = try Padding.textCount(padded.bytes)
        return try VaultMetadata(padded.bytes.extracting(..<end))
    }

    /// Whether this is the first state of a vault that `identity` began.
    package func wasFounded(by identity: borrowing Identity) throws(VaultFormatError) -> Bool {
        guard header.generation == 1 else { return false }
        let seed = try Self.firstSignerSeed(of: header.id, founder: identity)
        do { return try SigningKey(seed: seed.bytes).verifyingKey == header.signer } catch { throw .defect }
    }

    static func firstSignerSeed(
        of vault: VaultID, founder: borrowing Identity
    ) throws(VaultFormatError) -> SecretBytes {
        do { return try founder.subkey("first signer of \(vault.text)") } catch { throw .defect }
    }

    private static func text(
        of slot: Slot, openedWith identity: borrowing Identity
    ) throws(VaultFormatError) -> SecretBytes {
        do { return try identity.open(slot.box) } catch { throw .badSlot }
    }

    /// Header and metadata must tell of the same slots and boxes, and a slot must hold the keys it was given.
    private func check(_ metadata: VaultMetadata, against held: [BoxID], of slot: Slot)
        throws(VaultFormatError)
    {
        guard metadata.slots.map({ $0.id }) == header.slots.map({ $0.id }),
            let record = metadata.slots.first(where: { $0.id == slot.id })
        else { throw .badMetadata("metadata.slots") }
        let boxes = metadata.environments.map { $0.box }.sorted()
        guard boxes == header.boxes.dropFirst().map({ $0.id }) else {
            throw .badMetadata("metadata.environments")
        }
        let granted: [BoxID]
        switch (slot.role, record.scope) {
        case (.writer, _), (.reader, .all): granted = boxes
        case (.reader, .only(let names)):
            let names = names.sorted()
            granted = metadata.environments.filter { names.place(of: $0.name) != nil }.map { $0.box }.sorted()
        }
        guard held == granted else { throw .badSlot }
    }
}

extension KeyBundle {
    /// The public half of the signer whose seed a writer holds; `nil` for readers.
    func verifyingKey() throws(VaultFormatError) -> VerifyingKey? {
        do {
            return try withSignerSeed { (seed: Span<UInt8>) throws(SodiumError) in
                try SigningKey(seed: seed).verifyingKey
            }
        } catch { throw .defect }
    }
}
