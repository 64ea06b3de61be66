import Arguments
import CashoutsAPI
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault env list`.
struct EnvironmentList: Verb {
    static let name = "env list"
    static let summary = "list the environments of the vault"

    var vault = VaultOptions()

    static let syntax: [Argument<EnvironmentList>] = [.group(\.vault, VaultOptions.syntax)]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        let records = session.metadata.environments
        let rows = records.map { record in
            [
                record.name.text, record.kind.rawValue, record.baseURL.text, record.authentication.rawValue,
                record.version(in: .current)?.name ?? "-", record.version(in: .pending)?.name ?? "-",
            ]
        }
        let json = records.map { EnvironmentText.json($0, granted: session.vault.grants($0)) }
        return Report(
            .data,
            text: [
                .table(
                    header: ["name", "kind", "base url", "authentication", "current", "pending"], rows: rows)
            ],
            json: ["environments": .array(json)])
    }
}

/// `d24-vault env remove ENV`.
struct EnvironmentRemove: Verb {
    static let name = "env remove"
    static let summary = "remove an environment with its credentials"

    var environment = Required<EnvironmentName>()
    var vault = VaultOptions()
    var wait = WaitOption()
    var confirmation = ConfirmOption()

    static let syntax: [Argument<EnvironmentRemove>] = [
        .operand(\.environment, "ENV", "the environment"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
        .group(\.confirmation, ConfirmOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        let name = environment.value
        let record = try session.environment(name)
        try session.checkWritable()
        if !record.versions.isEmpty {
            try confirmation.confirm("Remove \(name.text) and erase its credentials?")
        }
        let path = session.store.path
        let change = try session.change(wait, replaced: .dropped) { draft throws(Diagnostic) in
            guard let present = draft.metadata[name] else { return nil }
            // What was put there while this one waited is not what somebody agreed to erase.
            guard present.versions.isEmpty || present.versions == record.versions else {
                throw Diagnostic(.conflict, "\(name.text) was changed by somebody else in between")
            }
            do throws(VaultFormatError) { try draft.removeEnvironment(name) } catch {
                throw Diagnostic(error, at: path)
            }
            return "env remove \(name.text)"
        }
        return Report(
            change,
            text: [
                .line(
                    change.changed
                        ? "removed \(name.text)" : "\(name.text) was removed by somebody else meanwhile")
            ],
            json: ["environment": .string(name.text)])
    }
}
