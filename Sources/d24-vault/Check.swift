import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault check`.
struct Check: Verb {
    static let name = "check"
    static let summary = "say whether vault, identity and pin are sound"
    static let discussion = """
        Changes nothing, and makes no pin. With --deep every environment that this
        identity was given is opened.
        """

    var deep = false
    var vault = VaultOptions()

    static let syntax: [Argument<Check>] = [
        .flag(\.deep, "deep", "open every environment too"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        // As --require-mlock looks, before anything is locked: this run may take less than others will.
        let canLockEnough = SecretMemory.canLockUsualNeed
        let session = try VaultSession.open(vault, in: context, looking: true)
        let state = session.state
        var rows: [(name: String, value: String)] = [
            ("vault", session.store.path), ("id", state.id.text), ("signer", state.signer.hexadecimal),
            ("generation", "\(state.generation), written \(state.writtenAt.text)"),
            ("pin", session.isPinned ? "agrees" : "not pinned"),
            ("for receive", "--signer \(state.typedSigner)"),
            ("slot", "\(session.vault.slotName), \(session.vault.role.rawValue)"),
        ]
        var opened: [JSONValue] = []
        var locked = canLockEnough && session.isLocked
        if deep {
            for record in session.metadata.environments where session.vault.grants(record) {
                let secrets = try session.credentials(of: record)
                locked = locked && secrets.isLocked
                opened.append(.string(record.name.text))
                rows.append(
                    (
                        record.name.text,
                        secrets.versions.isEmpty
                            ? "open, no credential"
                            : "open: " + secrets.versions.map { "v\($0)" }.joined(separator: ", ")
                    ))
            }
        }
        rows.append(("memory", locked ? "locked" : "not locked: it may reach the swap device"))
        if !session.isPinned {
            context.warn(
                "this host has no pin for the vault, so another or an older one would not be noticed")
        }
        if !locked { context.warn("secret memory cannot be locked: raise the limit with 'ulimit -l'") }
        return Report(
            .data, text: [.fields(rows)],
            json: [
                "vault": .string(session.store.path), "id": .string(state.id.text),
                "signer": .string(state.signer.hexadecimal), "generation": .integer(Int64(state.generation)),
                "written": .string(state.writtenAt.text), "pinned": .bool(session.isPinned),
                "slot": .string(session.vault.slotName), "role": .string(session.vault.role.rawValue),
                "opened": .array(opened), "memory_locked": .bool(locked),
            ])
    }
}
