import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-rotate status [ENV]`.
struct Status: Verb {
    static let name = "status"
    static let summary = "say where each environment stands, and what can be done now"
    static let discussion = """
        Shows versions with fingerprints and ages, the last verification and for how long
        it counts, promotions that went past a rule, and the commands that are legal now.
        Nothing is sent.
        """

    var environment: EnvironmentName?
    var maxAge = Interval(seconds: 90 * 86400)
    var validity = ValidityOption()
    var vault = VaultOptions()

    static let syntax: [Argument<Status>] = [
        .operand(\.environment, "ENV", "one environment instead of all"),
        .option(\.maxAge, "max-age", value: "TIME", "warn when the current keys are older"),
        .group(\.validity, ValidityOption.syntax),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let rules = try validity.rules()
        let session = try VaultSession.open(vault, in: context)
        var records = session.metadata.environments
        if let environment { records = [try session.environment(environment)] }
        let writes = session.vault.role == .writer
        var text: [TextBlock] = []
        var json: [JSONValue] = []
        for record in records {
            let shown = EnvironmentStatus(record: record, rules: rules, canWrite: writes)
            if !text.isEmpty { text.append(.line("")) }
            text += shown.text
            json.append(shown.json)
            if let current = record.version(in: .current),
                rules.now.seconds - current.created.seconds > Int64(maxAge.seconds)
            {
                let age = Age.text(rules.now.seconds - current.created.seconds)
                context.warn("the current keys of \(record.name.text) (\(current.name)) are \(age) old")
            }
            if let current = record.version(in: .current), let override = current.override {
                context.warn(
                    "\(current.name) of \(record.name.text) became current past a rule "
                        + "(\(override.rule.rawValue)): \(override.reason)")
            }
        }
        return Report(.data, text: text, json: ["environments": .array(json)])
    }
}

/// One environment as `status` shows it.
private struct EnvironmentStatus {
    let record: EnvironmentRecord
    let rules: VerificationRules
    let canWrite: Bool

    private var state: RotationState { RotationState(record, rules) }

    var text: [TextBlock] {
        let mode = "authentication \(record.authentication.rawValue)"
        let head = "\(record.name.text): \(record.kind.rawValue), \(record.baseURL.text), \(mode)"
        var text: [TextBlock] = [.line(head)]
        for version in record.versions.reversed() where version.state != .retired {
            text.append(.line("\(version.name) \(version.state.rawValue), \(age(version.created)) old"))
            text.append(.fields(rows(version)))
        }
        let retired = record.versions.filter { $0.state == .retired }.map { $0.name }
        if !retired.isEmpty { text.append(.line("retired: \(retired.joined(separator: " "))")) }
        text.append(.line("next:"))
        text.append(.table(rows: actions.map { ["  \($0.command)", note($0)] }))
        return text
    }

    private func note(_ action: NextAction) -> String {
        action.needsWriter && !canWrite ? "\(action.purpose) (on a writer)" : action.purpose
    }

    private var actions: [NextAction] { state.nextActions(for: record.name) }

    private func age(_ time: Timestamp) -> String { Age.text(rules.now.seconds - time.seconds) }

    private func rows(_ version: CredentialVersion) -> [(name: String, value: String)] {
        var rows = CredentialText.fingerprintRows(version)
        rows.append(("  since", version.changed.text))
        if let verification = version.verification {
            rows.append(("  verified", "\(verification.verdict), signature \(verification.signature)"))
            rows.append(
                (
                    "  evidence",
                    "\(evidence(verification)), from \(verification.host) at \(verification.time.text)"
                ))
            rows.append(("  counts", validity(version)))
        } else {
            rows.append(("  verified", "never"))
        }
        if let override = version.override {
            rows.append(
                ("  override", "\(override.rule.rawValue) at \(override.time.text): \(override.reason)"))
        }
        return rows
    }

    private func evidence(_ verification: Verification) -> String {
        guard let status = verification.httpStatus else { return "no answer" }
        return verification.code.map { "HTTP \(status) with code \($0)" } ?? "HTTP \(status) without a code"
    }

    private func validity(_ version: CredentialVersion) -> String {
        let standing = rules.standing(of: version.verification, in: record)
        if let left = rules.remaining(version.verification, in: record) {
            return "for \(Age.text(left)) more" + (standing == .unproven ? ", if accepted unproven" : "")
        }
        return "no: \(standing.problem ?? "")"
    }

    var json: JSONValue {
        let versions = record.versions.map { version -> JSONValue in
            guard case .object(var members) = CredentialText.json(version) else { return .null }
            let age = rules.now.seconds - version.created.seconds
            members.append(JSONMember("age_seconds", .integer(age)))
            members.append(
                JSONMember(
                    "counts_for_seconds",
                    rules.remaining(version.verification, in: record).map { .integer($0) } ?? .null))
            return .object(members)
        }
        return [
            "environment": .string(record.name.text), "kind": .string(record.kind.rawValue),
            "base_url": .string(record.baseURL.text),
            "authentication": .string(record.authentication.rawValue),
            "pending": .string(state.pending.rawValue), "versions": .array(versions),
            "next": .array(
                actions.map { action in
                    [
                        "command": .string(action.command), "purpose": .string(action.purpose),
                        "needs_writer": .bool(action.needsWriter),
                    ]
                }),
        ]
    }
}
