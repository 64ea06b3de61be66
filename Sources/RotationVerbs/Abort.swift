import Arguments
import CashoutsAPI
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-rotate abort ENV`.
struct Abort: Verb {
    static let name = "abort"
    static let summary = "give a rotation up: erase the pending version"
    static let discussion = """
        What is current stays. Where nothing is pending, nothing is changed.
        """

    var environment = Required<EnvironmentName>()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<Abort>] = [
        .operand(\.environment, "ENV", "the environment"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        let name = environment.value
        let record = try session.environment(name)
        guard let pending = record.version(in: .pending) else {
            return report(
                "nothing is pending in \(name.text), and nothing was changed", nil, session.state, of: record)
        }
        try session.checkWritable()
        let path = session.store.path
        let change = try session.change(wait, replaced: .dropped) { draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            // Somebody may have promoted it meanwhile; another one that was staged since is theirs.
            guard let version = record.version(in: .pending), version.number == pending.number else {
                return nil
            }
            try draft.erase(version, of: record, allowed: true, at: path)
            return "abort \(name.text) \(version.name)"
        }
        guard change.changed else {
            throw Diagnostic(
                .conflict, "\(pending.name) of \(name.text) is not pending any more, and nothing was changed",
                hint: "see 'd24-rotate status \(name.text)'")
        }
        return report(
            "aborted \(pending.name) of \(name.text): its secrets are erased", pending, change.after,
            of: record)
    }

    private func report(
        _ line: String, _ aborted: CredentialVersion?, _ state: VaultState, of record: EnvironmentRecord
    ) -> Report {
        let current = record.version(in: .current)
        return Report(
            text: [.line(line), .line(current.map { "\($0.name) is current" } ?? "no version is current")],
            json: [
                "changed": .bool(aborted != nil), "environment": .string(record.name.text),
                "version": aborted.map { .string($0.name) } ?? .null,
                "current": current.map { .string($0.name) } ?? .null,
                "generation": .integer(Int64(state.generation)),
            ])
    }
}
