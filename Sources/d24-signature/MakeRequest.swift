import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-signature request ENV FOLDER`.
struct MakeRequest: Verb {
    static let name = "request"
    static let summary = "write a signed status query for curl into a new folder"
    static let discussion = """
        The body is built once, signed as it is, and written as it is, with its headers and a
        configuration file for curl. The API Passphrase is among them: the folder is for you
        alone, and should be removed after use. Nothing is sent.
        """

    var environment = Required<EnvironmentName>()
    var folder = ""
    var externalID: String?
    var cashoutID: String?
    var credential = CredentialSelector.current
    var vault = VaultOptions()

    static let syntax: [Argument<MakeRequest>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.folder, "FOLDER", "the folder, which must not be there yet"),
        .option(\.externalID, "external-id", value: "ID", "ask about the cashout with this external_id"),
        .option(\.cashoutID, "cashout-id", value: "ID", "ask about the cashout with this cashout_id"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential signs"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let cashout = try cashout()
        let folder = try RequestFolder(folder)
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        guard
            session.metadata.hostConflict(of: record.name, kind: record.kind, baseURL: record.baseURL) == nil
        else {
            throw Diagnostic(
                .usage, "\(record.baseURL.host) is not a host for \(record.kind.rawValue)",
                hint: "mend it with 'd24-vault env set \(record.name.text)', --kind or --base-url")
        }
        let version = try record.version(credential)
        let secrets = try session.credentials(of: record)
        let query = try Self.query(cashout, version, record, secrets)
        try folder.write(query, to: record.baseURL)
        return report(folder, cashout, query.signature, version, record)
    }

    private func cashout() throws(Diagnostic) -> StatusQuery.CashoutName {
        switch (externalID, cashoutID) {
        case (.some, .some): throw .misuse("--external-id and --cashout-id exclude each other")
        case (""?, nil): throw .misuse("the external_id is empty")
        case (nil, ""?): throw .misuse("the cashout_id is empty")
        case (let name?, nil): return .externalID(name)
        case (nil, let name?): return .cashoutID(name)
        case (nil, nil):
            return .externalID(
                StatusQuery.externalID(random: RandomBytes.make(StatusQuery.randomByteCount)))
        }
    }

    private static func query(
        _ cashout: StatusQuery.CashoutName, _ version: CredentialVersion, _ record: EnvironmentRecord,
        _ secrets: borrowing CredentialRecords
    ) throws(Diagnostic) -> StatusQuery {
        guard let apiKey = secrets.value(of: .apiKey, in: version.number),
            let apiPassphrase = secrets.value(of: .apiPassphrase, in: version.number)
        else { throw Diagnostic(.damaged, "the secrets of \(version.name) are not in the vault") }
        return StatusQuery(
            apiKey: apiKey, apiPassphrase: apiPassphrase, apiSignature: try secrets.signingKey(of: version),
            cashout: cashout, authentication: record.authentication)
    }

    private func report(
        _ folder: RequestFolder, _ cashout: StatusQuery.CashoutName, _ signature: PayloadSignature,
        _ version: CredentialVersion, _ record: EnvironmentRecord
    ) -> Report {
        Report(
            text: [
                .line("made \(folder.path)"),
                .fields([
                    (RequestFolder.bodyName, "the body, which asks about \(cashout.member) \(cashout.text)"),
                    (
                        RequestFolder.headersName,
                        "its headers, signed with \(version.words) of \(record.name.text)"
                    ),
                    (RequestFolder.configurationName, "the rest for curl"),
                ]),
            ],
            json: [
                "environment": .string(record.name.text), "version": .string(version.name),
                "state": .string(version.state.rawValue), "folder": .string(folder.path),
                "body": .string(folder.file(RequestFolder.bodyName)),
                "headers": .string(folder.file(RequestFolder.headersName)),
                "curl_configuration": .string(folder.file(RequestFolder.configurationName)),
                "url": .string(record.baseURL.text + StatusQuery.path), cashout.member: .string(cashout.text),
                "signature": .string(signature.text),
            ],
            hints: [
                "send it with: curl -q --config \(PermissionFinding.quoted(folder.file(RequestFolder.configurationName)))",
                "API Key and API Passphrase are in these files: remove the folder after use",
            ])
    }
}
