import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-signature control ENV EXTERNAL-ID`.
struct Control: Verb {
    static let name = "control"
    static let summary = "print the control of an external_id, as notifications carry it"
    static let discussion = """
        The digest alone goes to standard output, without a newline unless --newline or a
        terminal reads it. Whoever has it can make a notification that looks authentic.
        """

    var environment = Required<EnvironmentName>()
    var externalID = ""
    var credential = CredentialSelector.current
    var output = DigestOutput()
    var vault = VaultOptions()

    static let syntax: [Argument<Control>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.externalID, "EXTERNAL-ID", "the cashout's external_id"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential"),
        .group(\.output, DigestOutput.syntax),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard !externalID.isEmpty else { throw .misuse("the external_id is empty") }
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let version = try record.version(credential)
        let secrets = try session.credentials(of: record)
        let key = try secrets.signingKey(of: version)
        let control = ControlString.of(externalID: Array(externalID.utf8).span, key: key)
        let characters = externalID.unicodeScalars.count
        if characters > 100 {
            context.warn(NotificationWarning.longExternalID(characters: characters).message)
        }
        let text = control.uppercaseHexadecimal
        return try output.report(
            text,
            json: [
                "environment": .string(record.name.text), "version": .string(version.name),
                "state": .string(version.state.rawValue), "external_id": .string(externalID),
                "control": .string(text),
            ], in: context)
    }
}
