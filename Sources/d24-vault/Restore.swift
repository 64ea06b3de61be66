import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault restore --previous`.
struct Restore: Verb {
    static let name = "restore"
    static let summary = "put back what the last write replaced"
    static let discussion = """
        Environments, versions and whitelists of the previous file come back as a new
        generation; slots, keys, signer and journal stay. When the vault itself is damaged
        or gone, slots and journal come from the previous file too. Writes that take
        something away from somebody leave no previous file.
        """

    var previous = false
    var vault = VaultOptions()
    var wait = WaitOption()
    var confirmation = ConfirmOption()

    static let syntax: [Argument<Restore>] = [
        .flag(\.previous, "previous", "from the file that the last write replaced"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
        .group(\.confirmation, ConfirmOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard previous else { throw .misuse("say what from: --previous") }
        let key = try UnlockKey.read(vault)
        let store = try VaultSession.store(vault, openedBy: key)
        let older = try Self.previous(store)
        let identity = try key.identity(for: older, at: store.previousPath, in: store)
        try vault.memory.check(identity.isLocked)
        let opened = try Self.opened(older, with: identity, in: store)
        try vault.memory.check(opened.isLocked)
        guard opened.role == .writer else { throw Diagnostic(.readOnly, at: store.path) }
        let from = older.state
        let slots = opened.metadata.slots.map { $0.name }.joined(separator: ", ")
        let isLost = try Self.isLost(store)
        try confirmation.confirm(
            "Put back generation \(from.generation) of \(store.path), written at \(from.writtenAt.text)"
                + (isLost ? ", with its slots (\(slots)), since the vault is damaged or gone?" : "?"))
        let restoration: Restoration
        do {
            restoration = try store.restore(older, with: identity, by: .thisHost, waiting: wait.duration)
        } catch { throw Diagnostic(error, hasPhrase: true, hasWait: true) }
        if restoration.vaultWasLost {
            context.warn(
                "the vault was damaged or gone, so its slots are those of generation \(from.generation) too: \(slots); "
                    + "take away what should not be there with 'd24-vault slot remove NAME'")
        }
        return Self.report(restoration, from: from, opened.metadata)
    }

    private static func report(
        _ restoration: Restoration, from: VaultState, _ metadata: VaultMetadata
    ) -> Report {
        let state = restoration.state
        var text: [TextBlock] = [
            .line(
                restoration.changed
                    ? "put back generation \(from.generation) of \(from.writtenAt.text), as generation "
                        + "\(state.generation)"
                    : "the environments are those of generation \(from.generation) already")
        ]
        if restoration.changed {
            text.append(
                .table(
                    header: ["environment", "current", "pending", "previous"],
                    rows: metadata.environments.map { record in
                        [record.name.text]
                            + [CredentialState.current, .pending, .previous].map {
                                record.version(in: $0)?.name ?? "-"
                            }
                    }))
        }
        return Report(
            text: text,
            json: [
                "changed": .bool(restoration.changed), "generation": .integer(Int64(state.generation)),
                "from_generation": .integer(Int64(from.generation)),
                "from_written": .string(from.writtenAt.text),
                "vault_was_lost": .bool(restoration.vaultWasLost),
            ],
            hints: restoration.changed && !restoration.vaultWasLost
                ? ["to undo it: 'd24-vault restore --previous' once more"] : [])
    }

    private static func previous(_ store: VaultStore) throws(Diagnostic) -> VerifiedVault {
        do { return try store.previous() } catch {
            guard case .pinDisagrees(let judgement, let state, _, _) = error else { throw Diagnostic(error) }
            let what: String
            switch judgement {
            case .older(let newest):
                what =
                    "is generation \(state.generation), and this host has seen \(newest.generation): it is not what "
                    + "the last write replaced"
            case .otherVault: what = "is of another vault"
            case .otherSigner:
                what = "is signed by \(state.signer.hexadecimal), which this host does not trust"
            case .diverged: what = "has the generation of the vault, and another content"
            case .agrees: throw Diagnostic(error)
            }
            throw Diagnostic(
                .rolledBack, "the previous file \(store.previousPath) \(what)",
                hint:
                    "it was put there by somebody: look at who may write that folder; the vault was not changed"
            )
        }
    }

    private static func opened(
        _ older: VerifiedVault, with identity: borrowing Identity, in store: VaultStore
    ) throws(Diagnostic) -> OpenVault {
        do { return try store.open(older, at: store.previousPath, with: identity) } catch {
            throw Diagnostic(error, hasPhrase: true)
        }
    }

    private static func isLost(_ store: VaultStore) throws(Diagnostic) -> Bool {
        do { return try store.isLost() } catch { throw Diagnostic(error) }
    }
}
