import Arguments
import CashoutsAPI
import SignatureDiagnosis
import ToolSupport

/// `d24-signature diagnose ENV --signature TEXT [FILE]`.
struct Diagnose: Verb {
    static let name = "diagnose"
    static let summary = "find out why a signature does not match"
    static let discussion = """
        Tries the accidents that commonly happen to bodies, keys and digests, alone and in
        pairs, names the one that makes this signature, and says how to mend the signer.
        The status is 1 whatever is found: nothing is made valid by being explained.
        """

    var environment = Required<EnvironmentName>()
    var body: String?
    var signature: String?
    var notification = false
    var vault = VaultOptions()

    static let syntax: [Argument<Diagnose>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.body, "FILE", "the body instead of standard input"),
        .option(\.signature, "signature", value: "TEXT", "the signature that does not match"),
        .flag(
            \.notification, "notification",
            "the body is a notification's form, and its control does not match"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard (signature != nil) != notification else {
            throw .misuse("give either --signature or --notification")
        }
        let source = BodySource(body)
        try source.check(besides: vault)
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let keys = try CandidateKeys(for: record, in: session)
        guard let bytes = try source.readAll(limit: Diagnosis.limit) else {
            throw Diagnostic(.couldNotTell, "the body is larger than 64 KiB, and is not diagnosed")
        }
        let answer = DiagnosisAnswer(record, keys, in: session.metadata, notification: notification)
        let diagnosis: Diagnosis
        do { diagnosis = try diagnose(bytes) } catch {
            return answer.malformed(error.message, hint: error.hint)
        }
        let held = HeldSecrets(session)
        guard let explanation = diagnosis.explain(keys.all, secret: { held.secret($0) }) else {
            return answer.unexplained(diagnosis.bodyAccidents, json: diagnosis.jsonRefusal)
        }
        return answer.explained(explanation)
    }

    private func diagnose(_ bytes: [UInt8]) throws(NotDiagnosable) -> Diagnosis {
        guard notification else {
            let text = signature ?? ""
            guard let claimed = ClaimedDigest(text, expected: .lowerCase) else {
                throw .malformed("signature", text, expected: "64 lower-case hex digits")
            }
            return Diagnosis(request: bytes, claimed: claimed)
        }
        let form: Notification
        do { form = try Notification(form: bytes.span) } catch {
            let hint =
                switch error {
                case .json: "a JSON body has its signature in a header: give that with --signature"
                case .rawControl: "give the body alone"
                case _: error.hint
                }
            throw NotDiagnosable(message: error.message, hint: hint)
        }
        let text = String(decoding: form.control, as: UTF8.self)
        guard let claimed = ClaimedDigest(text, expected: .upperCase) else {
            throw .malformed("control", text, expected: "64 upper-case hex digits")
        }
        return Diagnosis(notification: form, body: bytes, claimed: claimed)
    }
}

/// Why there is nothing to search for.
private struct NotDiagnosable: Error {
    let message: String
    let hint: String

    static func malformed(_ what: String, _ text: String, expected: String) -> NotDiagnosable {
        do {
            _ = try PayloadSignature(claimed: text, anyCase: true)
        } catch {
            return NotDiagnosable(
                message: "the \(what) \(error.message)", hint: "a \(what) is \(expected) and nothing else")
        }
        return NotDiagnosable(message: "the \(what) is no digest", hint: "a \(what) is \(expected)")
    }
}
