import Arguments
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault slot remove NAME`.
struct SlotRemove: Verb {
    static let name = "slot remove"
    static let summary = "take a slot away, and renew every key that its owner had"
    static let discussion = """
        No older file stays beside the vault. When a writer goes the vault gets a new
        signer, which the other hosts must be told of. What the owner has seen is listed:
        those credentials must be replaced at D24.
        """

    var slotName = Required<String>()
    var readBackIdentity: String?
    var vault = VaultOptions()
    var wait = WaitOption()
    var confirmation = ConfirmOption()

    static let syntax: [Argument<SlotRemove>] = [
        .operand(\.slotName, "NAME", "the slot, as 'd24-vault slot list' shows it"),
        .option(
            \.readBackIdentity, "read-back-identity", value: "PATH",
            "another writer's, when the slot in use is removed"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
        .group(\.confirmation, ConfirmOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let name = slotName.value
        let session = try VaultSession.open(vault, in: context)
        let (slot, record) = try session.slot(named: name)
        try session.checkWritable()
        try checkAnotherWriter(than: slot, in: session)
        let exposure = Exposure(slot.role, record.scope, in: session.metadata)
        let change: VaultChange
        if let readBackIdentity {
            let witness = try witness(readBackIdentity, besides: slot, in: session)
            try confirm(slot)
            change = try remove(slot.id, name, exposure, from: session, readBackBy: witness)
        } else {
            guard slot.id != session.vault.slot.id else { throw Self.ownSlot(name) }
            try confirm(slot)
            change = try remove(slot.id, name, exposure, from: session, readBackBy: session.identity)
        }
        let signer = SignerChange(change: change)
        return Report(
            change,
            text: [
                .line(change.changed ? "removed \(name)" : "\(name) was removed by somebody else meanwhile")
            ]
                + exposure.text(by: name) + signer.text(feeding: name),
            json: [
                "name": .string(name), "seen": exposure.json, "new_signer": signer.json,
            ],
            hints: ["copies of the vault made before, such as backups, still open for \(name)"])
    }

    private func confirm(_ slot: Slot) throws(Diagnostic) {
        let signer = slot.role == .writer ? ", and give the vault a new signer" : ""
        try confirmation.confirm("Remove the slot \(slotName.value), a \(slot.role.rawValue)\(signer)?")
    }

    private func checkAnotherWriter(
        than slot: Slot, in session: borrowing VaultSession
    ) throws(Diagnostic) {
        let others = session.vault.file.header.slots.contains { $0.id != slot.id && $0.role == .writer }
        guard others else {
            throw Diagnostic(
                .usage, "\(slotName.value) is the last writer, without whom nobody could change the vault",
                hint: "add another first: 'd24-vault slot add RECIPIENT --name NAME --role writer'")
        }
    }

    private static func ownSlot(_ name: String) -> Diagnostic {
        .misuse(
            "\(name) is the slot in use, and nobody has shown that another writer opens the vault",
            hint: "run it on another writer, or give --read-back-identity PATH, the identity file of one")
    }

    /// The identity of another writer, which has to open the new file before it takes the place of the old
    /// one.
    private func witness(
        _ path: String, besides slot: Slot, in session: borrowing VaultSession
    ) throws(Diagnostic) -> Identity {
        let file: IdentityFile
        do {
            file = try IdentityInput.read(VaultPaths(vault: nil, identity: path, variables: .ofProcess()))
        } catch {
            // What is said of an identity that cannot be opened is of the one that opens the vault.
            guard error.status == .notFound || error.status == .inputOutput else { throw error }
            throw Diagnostic(
                error.status, error.message,
                hint: "give --read-back-identity the identity file of another writer")
        }
        let identity = file.takeIdentity()
        try vault.memory.check(identity.isLocked)
        guard let found = session.vault.file.slot(of: identity.recipient), found.id != slot.id,
            found.role == .writer
        else {
            throw Diagnostic(
                .wrongIdentity, "the identity at \(path) is not that of another writer",
                hint: "see 'd24-vault slot list'")
        }
        return identity
    }

    private func remove(
        _ id: SlotID, _ name: String, _ exposure: Exposure, from session: borrowing VaultSession,
        readBackBy witness: borrowing Identity
    ) throws(Diagnostic) -> VaultChange {
        do { return try remove(id, name, from: session, readBackBy: witness) } catch {
            throw exposure.told(with: error, by: name)
        }
    }

    private func remove(
        _ id: SlotID, _ name: String, from session: borrowing VaultSession,
        readBackBy witness: borrowing Identity
    ) throws(Diagnostic) -> VaultChange {
        let path = session.store.path
        return try session.change(wait, replaced: .dropped, readBackBy: witness) { draft throws(Diagnostic) in
            guard let slot = draft.slotHeaders.first(where: { $0.id == id }) else { return nil }
            // Somebody may have taken the other writers away while this one waited.
            guard draft.slotHeaders.contains(where: { $0.id != id && $0.role == .writer }) else {
                throw Diagnostic(.conflict, "\(name) has become the last writer, and nothing was changed")
            }
            do throws(VaultFormatError) { try draft.removeSlot(id) } catch {
                throw Diagnostic(error, at: path)
            }
            return "slot remove \(name) \(slot.role.rawValue)"
        }
    }
}
