import Arguments
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault slot phrase NAME`.
struct SlotPhrase: Verb {
    static let name = "slot phrase"
    static let summary = "replace the unlock phrase of a slot"
    static let discussion = """
        The old phrase goes and the new one comes in one write, which renews every key
        and leaves no older file beside the vault. The signer stays, since the person
        does; with --compromised it is renewed too, and what could be seen with the old
        phrase is listed.
        """

    var slotName = Required<String>()
    var compromised = false
    var phrase = PhraseOptions()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<SlotPhrase>] = [
        .operand(\.slotName, "NAME", "the slot, as 'd24-vault slot list' shows it"),
        .flag(\.compromised, "compromised", "somebody else may know the old phrase"),
        .group(\.phrase, PhraseOptions.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try phrase.check(besides: vault)
        let name = slotName.value
        let session = try VaultSession.open(vault, in: context)
        let (slot, record) = try session.slot(named: name)
        guard slot.kind != .identity else {
            throw Diagnostic(
                .usage, "\(name) is opened by an identity, and not by an unlock phrase",
                hint: "for a host with a new identity: 'd24-vault slot remove', then 'd24-vault slot add'")
        }
        try session.checkWritable()
        let exposure = Exposure(slot.role, record.scope, in: session.metadata)
        let new = try phrase.slot(replacing: slot)
        try vault.memory.check(new.identity.isLocked)
        let change: VaultChange
        do { change = try replace(slot, name, by: new, in: session) } catch {
            throw compromised ? exposure.told(with: error, by: "whoever knows the old phrase") : error
        }
        let signer = SignerChange(change: change)
        var text: [TextBlock] = [.line("\(name) has a new unlock phrase")]
        if compromised { text += exposure.text(by: "whoever knows the old one") }
        text += signer.text(feeding: "whoever knows the old phrase")
        return Report(
            change,
            text: text,
            json: [
                "name": .string(name), "seen": compromised ? exposure.json : .null,
                "new_signer": signer.json,
            ],
            hints: ["copies of the vault made before, such as backups, still open with the old phrase"])
    }

    private func replace(
        _ slot: Slot, _ name: String, by new: borrowing PhraseSlot, in session: borrowing VaultSession
    ) throws(Diagnostic) -> VaultChange {
        let path = session.store.path
        let owner = new.owner
        let newSigner = compromised && slot.role == .writer
        return try session.change(
            wait, replaced: .dropped, readBackBy: new.identity
        ) { draft throws(Diagnostic) in
            guard draft.slotHeaders.contains(where: { $0.id == slot.id }) else {
                throw Diagnostic(.conflict, "\(name) was removed in between, and nothing was changed")
            }
            do throws(VaultFormatError) {
                try draft.replaceSlot(slot.id, with: owner.recipient, kind: owner.kind, newSigner: newSigner)
            } catch { throw Diagnostic(error, at: path) }
            return "slot phrase \(name)" + (compromised ? " compromised" : "")
        }
    }
}
