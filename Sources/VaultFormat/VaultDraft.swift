package import CashoutsAPI
package import Sodium

/// The next state of a vault, made by a writer from the present one and sealed as a whole.
///
/// Boxes that did not change are carried over as ciphertext: a change to staging never decrypts production.
package struct VaultDraft: ~Copyable {
    /// To be changed freely, but for the slots and the boxes, which have methods of their own.
    package var metadata: VaultMetadata

    let id: VaultID
    /// The generation that will be sealed.
    package let generation: UInt64
    /// Who will sign.
    package internal(set) var signer: VerifyingKey
    var keys: KeyBundle
    var slots: [Slot]
    /// The boxes of the environments.
    var boxes: [BoxID: ClosedBox]

    /// Begins from an open vault. Throws `readOnly` for a reader's, and `commitmentMismatch` when this
    /// writer's keys are not those that the header commits to: they would be sealed to others from here on.
    ///
    /// - Parameter known: a generation that the next one must exceed too, besides the vault's own.
    package init(_ vault: consuming OpenVault, above known: UInt64 = 0) throws(VaultFormatError) {
        guard vault.role == .writer else { throw .readOnly }
        let header = vault.file.header
        let newest = max(header.generation, known)
        guard newest < VaultFile.generationLimit else { throw .defect }
        try vault.checkKeys()
        metadata = vault.metadata
        id = header.id
        generation = newest + 1
        signer = header.signer
        slots = header.slots
        boxes = [:]
        for (index, description) in header.boxes.enumerated() where description.id != .metadata {
            boxes[description.id] = ClosedBox(
                description: description, bytes: [UInt8](vault.file.box(at: index)))
        }
        keys = vault.keys
    }

    /// Begins a new vault: a random id and metadata key, generation 1, no slot yet.
    ///
    /// The first signer is made from the founder's identity and the vault's id. So a host that was stopped
    /// between putting the vault in place and remembering it can tell its own work from a vault that somebody
    /// else laid there and sealed to it: see ``VerifiedVault/wasFounded(by:)``.
    package init(founder: borrowing Identity) throws(VaultFormatError) {
        let id = VaultID.random()
        let seed = try VerifiedVault.firstSignerSeed(of: id, founder: founder)
        let metadataKey = SecretBytes(randomCount: 32)
        do { signer = try SigningKey(seed: seed.bytes).verifyingKey } catch { throw .defect }
        keys = KeyBundle(signerSeed: seed.bytes, metadataKey: metadataKey.bytes)
        self.id = id
        generation = 1
        slots = []
        boxes = [:]
        metadata = VaultMetadata(environments: [], slots: [], journal: Journal())
    }

    /// Adds an environment with a key of its own, which goes to the writers and to readers with all
    /// environments.
    package mutating func addEnvironment(
        _ name: EnvironmentName, kind: EnvironmentKind, baseURL: BaseURL, authentication: AuthenticationMode
    ) throws(VaultFormatError) {
        guard metadata[name] == nil else { throw .defect }
        let record = EnvironmentRecord(
            name: name, kind: kind, baseURL: baseURL, authentication: authentication, box: .random())
        keys = keys.adding(record.box)
        metadata.environments.append(record)
        try setCredentials(CredentialRecords(), of: record)
        try resealSlots { $0.scope.covers(name) }
    }

    /// Removes an environment, its secrets and its key.
    package mutating func removeEnvironment(_ name: EnvironmentName) throws(VaultFormatError) {
        guard let record = metadata[name] else { throw .defect }
        keys = keys.removing(record.box)
        boxes[record.box] = nil
        metadata.environments.removeAll { $0.name == name }
        let affected = Set(metadata.slots.filter { $0.scope.covers(name) }.map { $0.id })
        for index in metadata.slots.indices {
            if case .only(let names) = metadata.slots[index].scope {
                metadata.slots[index].scope = .only(names.filter { $0 != name })
            }
        }
        try resealSlots { affected.contains($0.id) }
    }

    /// The secrets of an environment as they are in the file, to be added to and put back.
    ///
    /// Throws `badBox`, also where they are not those of the versions that the metadata has: what a reader
    /// refuses is not carried on by a writer.
    package func credentials(
        of environment: EnvironmentRecord
    ) throws(VaultFormatError) -> CredentialRecords {
        guard let box = boxes[environment.box], let key = keys.key(of: environment.box) else { throw .badBox }
        let padded = try ClosedBox.open(box.bytes[...], as: box.description, key: key, in: id)
        let records = try CredentialRecords(padded: padded)
        let known = metadata.environments.first { $0.box == environment.box }
        guard records.versions == known?.versionsWithSecrets else { throw .badBox }
        return records
    }

    /// Seals the secrets of an environment. The record's versions must be set to match by the caller.
    package mutating func setCredentials(
        _ records: borrowing CredentialRecords, of environment: EnvironmentRecord
    ) throws(VaultFormatError) {
        boxes[environment.box] = try closed(records, as: environment.box)
    }

    private func closed(
        _ records: borrowing CredentialRecords, as box: BoxID
    ) throws(VaultFormatError) -> ClosedBox {
        guard let key = keys.key(of: box) else { throw .defect }
        return try ClosedBox.seal(records.text, as: box, key: key, in: id, generation: generation)
    }

    /// The fingerprint of a secret under this vault's key.
    package func fingerprint(of secret: Span<UInt8>) throws(VaultFormatError) -> Fingerprint {
        try OpenVault.fingerprint(of: secret, metadataKey: keys.metadataKey)
    }

    /// Adds a slot and seals to it what its role and scope give it. Throws `defect` for an environment that
    /// there is not, and for a name or a public key that another slot has, or a key that is both of the
    /// recipient's: no reader would take the file.
    @discardableResult
    package mutating func addSlot(
        _ recipient: Recipient, kind: SlotKind, name: String, role: SlotRole, scope: SlotScope
    ) throws(VaultFormatError) -> SlotID {
        let scope = try checked(scope)
        guard !name.isEmpty, !metadata.slots.contains(where: { $0.name == name }), !recipient.repeatsKey,
            !slots.contains(where: { $0.recipient.sharesKey(with: recipient) })
        else { throw .defect }
        let id = SlotID.random()
        let slot = try sealedSlot(id: id, role: role, kind: kind, recipient: recipient, scope: scope)
        metadata.slots.append(SlotRecord(id: id, name: name, scope: scope))
        metadata.slots.sort { $0.id < $1.id }
        slots.append(slot)
        slots.sort { $0.id < $1.id }
        return id
    }

    /// Gives a reader more environments. Throws `defect` for one that there is not, and for a slot that there
    /// is not.
    package mutating func setScope(_ scope: SlotScope, of id: SlotID) throws(VaultFormatError) {
        let scope = try checked(scope)
        guard let index = metadata.slots.firstIndex(where: { $0.id == id }) else { throw .defect }
        metadata.slots[index].scope = scope
        try resealSlots { $0.id == id }
    }

    /// The scope with each name once. A slot is given environments that there are: nobody knows what another
    /// name will mean one day.
    private func checked(_ scope: SlotScope) throws(VaultFormatError) -> SlotScope {
        guard case .only(let names) = scope else { return scope }
        var once: [EnvironmentName] = []
        for name in names where !once.contains(name) { once.append(name) }
        let scope = SlotScope.only(once)
        guard scope.isAmong(metadata.environments.map { $0.name }.sorted()) else { throw .defect }
        return scope
    }

    /// The slots as they will be in the header.
    package var slotHeaders: [Slot] { slots }

    /// Whether the keys at work are kept out of swap.
    package var isLocked: Bool { keys.isLocked }

    mutating func resealSlots(where affected: (SlotRecord) -> Bool) throws(VaultFormatError) {
        for index in slots.indices {
            let slot = slots[index]
            guard let record = metadata.slots.first(where: { $0.id == slot.id }) else { throw .defect }
            guard slot.role == .writer || affected(record) else { continue }
            slots[index] = try sealedSlot(
                id: slot.id, role: slot.role, kind: slot.kind, recipient: slot.recipient, scope: record.scope)
        }
    }

    private func sealedSlot(
        id slot: SlotID, role: SlotRole, kind: SlotKind, recipient: Recipient, scope: SlotScope
    ) throws(VaultFormatError) -> Slot {
        let granted = metadata.environments.filter { scope.covers($0.name) }.map { $0.box }
        let text = keys.text(for: slot, role: role, granted: granted, in: id)
        do {
            return Slot(
                id: slot, role: role, kind: kind, recipient: recipient,
                box: try SealedBox(sealing: text.bytes, to: recipient))
        } catch { throw .badSlot }
    }

    /// The whole file, signed. Throws `wouldBeTooLarge`.
    package consuming func sealed(at time: Timestamp) throws(VaultFormatError) -> [UInt8] {
        let text = metadata.encoded()
        var closed = [
            try ClosedBox.seal(
                text.span, as: .metadata, key: keys.metadataKey, in: id, generation: generation)
        ]
        closed += boxes.values.sorted { $0.description.id < $1.description.id }
        let header = VaultHeader(
            id: id, generation: generation, writtenAt: time, signer: signer, slots: slots,
            boxes: closed.map { $0.description })
        let firstLine = [UInt8]("\(VaultFile.magic)\(VaultFile.version)\n".utf8)
        var rest = header.encoded()
        for box in closed { rest += box.bytes }
        let digest = VaultFile.digest(of: firstLine.span, and: rest.span)
        guard let signature = try signature(of: digest) else { throw .readOnly }
        let frame = "digest \(Hexadecimal.encode(digest.span))\nsignature \(signature.hexadecimal)\n"
        let bytes = firstLine + [UInt8](frame.utf8) + rest
        guard bytes.count <= VaultFile.sizeLimit else { throw .wouldBeTooLarge }
        return bytes
    }

    private func signature(of digest: [UInt8]) throws(VaultFormatError) -> Signature? {
        do {
            return try keys.withSignerSeed { (seed: Span<UInt8>) throws(SodiumError) in
                let key = try SigningKey(seed: seed)
                return key.sign(label: VaultFile.signatureLabel, message: digest.span)
            }
        } catch { throw .defect }
    }
}
