import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-signature sign ENV [FILE]`.
struct Sign: Verb {
    static let name = "sign"
    static let summary = "print the Payload-Signature of a body"
    static let discussion = """
        The bytes are signed as they are, from FILE or standard input: send the same ones.
        The digest alone goes to standard output, without a newline unless --newline or a
        terminal reads it.
        """

    var environment = Required<EnvironmentName>()
    var body: String?
    var credential = CredentialSelector.current
    var header = false
    var output = DigestOutput()
    var vault = VaultOptions()

    static let syntax: [Argument<Sign>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.body, "FILE", "the body instead of standard input"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential signs"),
        .flag(\.header, "header", "print the whole header: Payload-Signature: and the digest"),
        .group(\.output, DigestOutput.syntax),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let source = BodySource(body)
        try source.check(besides: vault)
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let version = try record.version(credential)
        let secrets = try session.credentials(of: record)
        var authenticator = MessageAuthenticator(key: try secrets.signingKey(of: version))
        var advice = SigningAdvice()
        var count = 0
        try source.read { chunk in
            authenticator.update(chunk)
            advice.update(chunk)
            count += chunk.count
        }
        let signature = PayloadSignature(authenticator.finalize()).text
        guard !advice.hasControlShape else { throw Self.controlShape }
        if advice.beginsWithByteOrderMark {
            context.warn("the body begins with a byte-order mark, which is signed and must be sent too")
        }
        if !advice.isUTF8 {
            context.warn("the body is not UTF-8, and D24 converts to UTF-8 before it checks a signature")
        }
        return try output.report(
            header ? "\(PayloadSignature.headerName): \(signature)" : signature,
            json: [
                "environment": .string(record.name.text), "version": .string(version.name),
                "state": .string(version.state.rawValue), "bytes": .integer(Int64(count)),
                "header": .string(PayloadSignature.headerName), "signature": .string(signature),
            ], in: context)
    }

    /// Whoever may have bodies signed could otherwise have himself made the control of any notification.
    private static var controlShape: Diagnostic {
        Diagnostic(
            .usage, "the body has the shape of a notification's control (Be4...Bo7), which is not signed",
            hint: "the control of an external_id is what 'd24-signature control' prints")
    }
}
