import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-signature verify ENV --signature HEX [FILE]`.
struct Verify: Verb {
    static let name = "verify"
    static let summary = "say whether a Payload-Signature is that of a body"
    static let discussion = """
        The current, the pending and the previous version are accepted, in this order, and
        the one that matched is named. Status 1 is the answer no.
        """

    var environment = Required<EnvironmentName>()
    var body: String?
    var signature = Required<String>()
    var anyCase = false
    var vault = VaultOptions()

    static let syntax: [Argument<Verify>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.body, "FILE", "the body instead of standard input"),
        .option(\.signature, "signature", value: "HEX", "the signature: 64 lower-case hex digits"),
        .flag(\.anyCase, "any-case", "take upper-case digits too"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let source = BodySource(body)
        try source.check(besides: vault)
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let versions = try record.acceptedVersions()
        let secrets = try session.credentials(of: record)
        let claimed: PayloadSignature
        do { claimed = try PayloadSignature(claimed: signature.value, anyCase: anyCase) } catch {
            return malformed(error, record)
        }
        var authenticators = try AcceptedAuthenticators(versions, keys: secrets)
        var advice = SigningAdvice()
        try source.read { chunk in
            authenticators.update(chunk)
            advice.update(chunk)
        }
        // A control of another's choice would be a signature of this body, and is not one that 'sign' makes.
        guard !advice.hasControlShape else { return Self.controlShape(record) }
        for (version, code) in zip(versions, authenticators.finalize()) where code == claimed.code {
            return Self.valid(version, record)
        }
        return Self.invalid(versions, record)
    }

    private static func valid(_ version: CredentialVersion, _ record: EnvironmentRecord) -> Report {
        Report(
            text: [.line("valid: made with \(version.words) of \(record.name.text)")],
            json: [
                "valid": true, "environment": .string(record.name.text), "version": .string(version.name),
                "state": .string(version.state.rawValue),
            ])
    }

    private static func invalid(_ versions: [CredentialVersion], _ record: EnvironmentRecord) -> Report {
        let tried = versions.map(\.words).joined(separator: ", ")
        return Report(
            status: .no,
            text: [
                .line("invalid: no version of \(record.name.text) makes this signature of this body"),
                .line("tried: \(tried)"),
            ],
            json: [
                "valid": false, "environment": .string(record.name.text), "reason": "invalid",
                "tried": .array(versions.map { .string($0.name) }),
            ],
            hints: [
                "give the exact bytes that were signed: a final newline, or JSON that was parsed and written "
                    + "again, has another signature",
                "'d24-signature diagnose' tries what commonly goes wrong, with the same arguments",
            ])
    }

    /// Whoever has seen a notification has a right digest of its control's message.
    private static func controlShape(_ record: EnvironmentRecord) -> Report {
        let message =
            "the body has the shape of a notification's control (Be4...Bo7), which no Payload-Signature is made of"
        return Report(
            status: .no, text: [.line("refused: \(message)")],
            json: [
                "valid": false, "environment": .string(record.name.text), "reason": "control_shape",
                "message": .string(message),
            ],
            hints: ["'d24-signature notification' says whether the control of a notification is right"])
    }

    /// Nothing was compared; the answer is no under every key.
    private func malformed(_ error: SignatureTextError, _ record: EnvironmentRecord) -> Report {
        let digits = anyCase ? "64 hex digits" : "64 lower-case hex digits"
        var hints = ["a Payload-Signature is \(digits) and nothing else"]
        if error == .upperCase || error == .mixedCase {
            hints.append("--any-case takes it, where it came through something that changes letters")
        }
        return Report(
            status: .no, text: [.line("malformed: the signature \(error.message)")],
            json: [
                "valid": false, "environment": .string(record.name.text), "reason": "malformed",
                "message": .string("the signature \(error.message)"),
            ],
            hints: hints)
    }
}
