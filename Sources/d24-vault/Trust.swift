import Arguments
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault trust`.
struct Trust: Verb {
    static let name = "trust"
    static let summary = "say which signer or which generation of the vault to trust"
    static let discussion = """
        What is typed must come from another channel than the file: from the host that
        wrote it, read aloud or copied. There is no way to trust whatever is there.
        """

    var signer: String?
    var generation: Int?
    var printLine = false
    var vault: String?
    var confirmation = ConfirmOption()

    static let syntax: [Argument<Trust>] = [
        .option(\.signer, "signer", value: "KEY", "trust this signer from its first file on"),
        .option(
            \.generation, "generation", value: "N", "trust the file in place, which is older or diverged"),
        .flag(\.printLine, "print-line", "print the line that pins id and signer in an identity file"),
        .option(\.vault, "vault", value: "PATH", "the vault (D24_VAULT)"),
        .group(\.confirmation, ConfirmOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard [signer != nil, generation != nil, printLine].count(where: { $0 }) == 1 else {
            throw .misuse("give one of --signer KEY, --generation N and --print-line")
        }
        let paths = VaultPaths(vault: vault, identity: nil, variables: .ofProcess())
        let store = try VaultSession.store(paths)
        if printLine { return try Self.line(store) }
        if let signer {
            let key = try TypedSigner.key(signer)
            try confirmation.confirm("Trust the signer \(signer) for \(store.path)?")
            let before: TrustPin?
            do { before = try store.trust.ownPin() } catch { throw Diagnostic(error) }
            var report = try Self.report { () throws(VaultStoreError) in try store.trust(signer: key) }
            // Trusted it is by now: a pin that cannot be read again costs a hint, and is no failure.
            let after = (try? store.trust.ownPin()) ?? nil
            if let seen = before?.newest?.generation, let newest = after?.newest?.generation, newest < seen {
                context.warn(
                    "the vault in place is of generation \(newest), and \(seen) was seen here before: what was "
                        + "changed since is not in it")
            }
            // No file by that signer was seen yet.
            if after?.next == key {
                report.hints.append(
                    "the old signer is trusted until a vault by the new one was seen here: bring it, with "
                        + "'d24-vault receive'")
            }
            return report
        }
        guard let generation, generation > 0 else { throw .misuse("--generation is a number from 1 up") }
        try confirmation.confirm(
            "Trust generation \(generation) of \(store.path) and forget newer ones?")
        return try Self.report { () throws(VaultStoreError) in try store.trust(generation: UInt64(generation))
        }
    }

    private static func report(_ change: () throws(VaultStoreError) -> Bool) throws(Diagnostic) -> Report {
        do throws(VaultStoreError) {
            let changed = try change()
            return Report(
                text: [.line(changed ? "trusted" : "that is trusted already")],
                json: ["changed": .bool(changed)])
        } catch { throw Diagnostic(error) }
    }

    private static func line(_ store: VaultStore) throws(Diagnostic) -> Report {
        do throws(VaultStoreError) {
            let found = try store.inspect()
            guard found.isPinned else { throw .notPinned(found.vault.state, path: store.path) }
            let state = found.vault.state
            let line = TrustPin(id: state.id, signer: state.signer).line
            return Report(.data, text: [.line(line)], json: ["line": .string(line)])
        } catch { throw Diagnostic(error) }
    }
}
