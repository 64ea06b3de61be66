import Arguments
import CashoutsAPI
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-vault show [ENV]`.
struct Show: Verb {
    static let name = "show"
    static let summary = "show environments, versions and fingerprints, but no secret"
    static let discussion = """
        Equal secrets have equal fingerprints, in all fields, versions and environments
        of a vault, so that a mistake in pasting is seen without showing a secret.
        """

    var environment: EnvironmentName?
    var vault = VaultOptions()

    static let syntax: [Argument<Show>] = [
        .operand(\.environment, "ENV", "one environment instead of all"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        var records = session.metadata.environments
        if let environment { records = [try session.environment(environment)] }
        var text: [TextBlock] = []
        for record in records {
            if !text.isEmpty { text.append(.line("")) }
            text.append(.line(record.name.text))
            text.append(.fields(EnvironmentText.rows(record, granted: session.vault.grants(record))))
            for version in record.versions.reversed() {
                text.append(.line("\(version.name) \(version.state.rawValue) since \(version.changed.text)"))
                text.append(.fields(CredentialText.rows(version)))
            }
        }
        let json = records.map { EnvironmentText.json($0, granted: session.vault.grants($0)) }
        return Report(.data, text: text, json: ["environments": .array(json)])
    }
}
