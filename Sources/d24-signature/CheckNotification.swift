import Arguments
import CashoutsAPI
import ToolSupport

/// `d24-signature notification ENV [FILE]`.
struct CheckNotification: Verb {
    static let name = "notification"
    static let summary = "say whether a notification's external_id is authentic"
    static let discussion = """
        Reads the body of D24's POST request as it was received, from FILE or standard input;
        with --http the whole request. A control proves external_id and nothing else: ask the
        status endpoint what became of the cashout. Status 1 is the answer no.
        """

    var environment = Required<EnvironmentName>()
    var body: String?
    var http = false
    var vault = VaultOptions()

    static let syntax: [Argument<CheckNotification>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.body, "FILE", "the body instead of standard input"),
        .flag(\.http, "http", "read a whole HTTP request: request line, headers, body"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let source = BodySource(body)
        try source.check(besides: vault)
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let versions = try record.acceptedVersions()
        let secrets = try session.credentials(of: record)
        let answer = NotificationAnswer(record, versions)
        let limit = http ? NotificationRequest.limit : Notification.limit
        guard let bytes = try source.readAll(limit: limit) else { return answer.refused(.tooLarge) }

        let received: ReceivedNotification
        do { received = try Self.read(bytes, http: http) } catch { return answer.refused(error) }
        for version in versions {
            switch received.check(key: try secrets.signingKey(of: version)) {
            case .authentic:
                switch received {
                case .form(let notification):
                    for warning in notification.warnings { context.warn(warning.message) }
                    return answer.authentic(notification, version)
                case .json(let notification): return answer.authentic(notification, version)
                }
            case .different: continue
            case .malformed(let error): return answer.malformed(error, received)
            }
        }
        return answer.different(received)
    }

    private static func read(_ bytes: [UInt8], http: Bool) throws(NotificationError) -> ReceivedNotification {
        guard http else { return .form(try Notification(form: bytes.span)) }
        let request = try NotificationRequest(http: bytes.span)
        let body = bytes.span.extracting(request.body)
        switch request.content {
        case .form: return .form(try Notification(form: body, isExact: true))
        case .json(let signature): return .json(try SignedNotification(json: body, signature: signature))
        }
    }
}

/// A notification of either kind.
enum ReceivedNotification {
    case form(Notification)
    case json(SignedNotification)

    func check(key: Span<UInt8>) -> ControlCheck {
        switch self {
        case .form(let notification): notification.check(key: key)
        case .json(let notification): notification.check(key: key)
        }
    }

    /// What was to prove it, as a word.
    var proof: String {
        switch self {
        case .form: "control"
        case .json: "signature"
        }
    }
}
