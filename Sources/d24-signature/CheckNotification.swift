import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-signature notification ENV [FILE]`.
struct CheckNotification: Verb {
    static let name = "notification"
    static let summary = "say whether a notification's external_id is authentic"
    static let discussion = """
        Reads the body of D24's POST request as it was received, from FILE or standard input.
        Its control proves external_id and nothing else: ask the status endpoint what became
        of the cashout. Status 1 is the answer no.
        """

    var environment = Required<EnvironmentName>()
    var body: String?
    var vault = VaultOptions()

    static let syntax: [Argument<CheckNotification>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.body, "FILE", "the body instead of standard input"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let source = BodySource(body)
        try source.check(besides: vault)
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let versions = try record.acceptedVersions()
        let secrets = try session.credentials(of: record)
        guard let bytes = try source.readAll(limit: Notification.limit) else {
            return Self.refused(.tooLarge, record)
        }
        let notification: Notification
        do { notification = try Notification(form: bytes.span) } catch { return Self.refused(error, record) }
        for version in versions {
            switch notification.check(key: try secrets.signingKey(of: version)) {
            case .authentic:
                for warning in notification.warnings { context.warn(warning.message) }
                return Self.authentic(notification, version, record)
            case .different: continue
            case .malformed(let error): return Self.malformed(error, record)
            }
        }
        return Self.different(versions, record)
    }

    private static func authentic(
        _ notification: Notification, _ version: CredentialVersion, _ record: EnvironmentRecord
    ) -> Report {
        let fields = notification.fields.map { field in
            let name = String(decoding: field.name, as: UTF8.self)
            return (
                name: name, value: String(decoding: field.value, as: UTF8.self),
                isAuthentic: name == NotificationField.externalID.rawValue,
                isControl: name == NotificationField.control.rawValue
            )
        }
        let rows = fields.filter { !$0.isControl }.map { field in
            [field.name, field.isAuthentic ? "authentic" : "not authenticated", field.value]
        }
        return Report(
            text: [
                .line("external_id authentic; other fields not authenticated"),
                .line("control made with \(version.words) of \(record.name.text)"),
                .line("what became of the cashout is for the status endpoint to say"),
                .line(""),
                .table(header: ["field", "", "value"], rows: rows),
            ],
            json: [
                "authentic": true, "environment": .string(record.name.text), "version": .string(version.name),
                "state": .string(version.state.rawValue),
                "external_id": .string(String(decoding: notification.externalID, as: UTF8.self)),
                "fields": .array(
                    fields.map { field in
                        [
                            "name": .string(field.name), "value": .string(field.value),
                            "authentic": .bool(field.isAuthentic),
                        ]
                    }),
                "decided_by": "POST /v3/cashout/status",
            ])
    }

    private static func different(_ versions: [CredentialVersion], _ record: EnvironmentRecord) -> Report {
        let tried = versions.map(\.words).joined(separator: ", ")
        return no(
            "not authentic: no version of \(record.name.text) makes this control of this external_id",
            "control", record, tried: versions, more: [.line("tried: \(tried)")],
            hint: "take it for a forgery; a notification of another environment has another key")
    }

    private static func malformed(_ error: SignatureTextError, _ record: EnvironmentRecord) -> Report {
        no(
            "not authentic: the control \(error.message)", "malformed_control", record,
            hint: "a control is 64 upper-case hex digits and nothing else")
    }

    private static func refused(_ error: NotificationError, _ record: EnvironmentRecord) -> Report {
        no("not authentic: \(error.message)", error.reason, record, hint: error.hint)
    }

    /// Nothing of the body is shown: whoever sent it, it was not shown to be D24.
    private static func no(
        _ message: String, _ reason: String, _ record: EnvironmentRecord, tried: [CredentialVersion] = [],
        more: [TextBlock] = [], hint: String
    ) -> Report {
        Report(
            status: .no, text: [.line(message)] + more,
            json: [
                "authentic": false, "environment": .string(record.name.text), "reason": .string(reason),
                "message": .string(message), "tried": .array(tried.map { .string($0.name) }),
            ], hints: [hint])
    }
}

extension NotificationError {
    /// The word for it in JSON.
    fileprivate var reason: String {
        switch self {
        case .empty: "empty"
        case .tooLarge: "too_large"
        case .json: "json"
        case .badEscape: "bad_escape"
        case .noName: "no_name"
        case .duplicate: "duplicate"
        case .missing: "missing"
        case .emptyField: "empty_field"
        }
    }
}
