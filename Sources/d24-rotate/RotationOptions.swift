import Arguments
import HTTPTransport
import KeyRotation
import ToolSupport

/// The option of every verb that uses the network.
struct DeadlineOption: Sendable {
    var deadline = Interval(seconds: 10)

    static let syntax: [Argument<DeadlineOption>] = [
        .option(\.deadline, "deadline", value: "TIME", "give up on D24 after this time")
    ]

    /// From now on. Throws a diagnostic of status `.usage` for no time at all.
    func start() throws(Diagnostic) -> Deadline {
        try check()
        return .after(seconds: Double(deadline.seconds))
    }

    func check() throws(Diagnostic) {
        guard deadline.seconds > 0 else { throw .misuse("--deadline needs a second at least") }
    }
}

/// The option of the verbs that judge verifications.
struct ValidityOption: Sendable {
    var validFor = Interval(seconds: Int(VerificationRules.usualValidity))

    static let syntax: [Argument<ValidityOption>] = [
        .option(\.validFor, "valid-for", value: "TIME", "how old a verification may be, 24h at most")
    ]

    /// The rules at this moment. Throws a diagnostic of status `.usage`.
    func rules() throws(Diagnostic) -> VerificationRules {
        guard validFor.seconds <= Int(VerificationRules.longestValidity) else {
            throw .misuse("--valid-for is 24h at most")
        }
        return VerificationRules(now: Now.timestamp, validity: Int64(validFor.seconds))
    }
}

/// Why somebody goes past a rule: kept in the vault and shown by `status`.
struct Reason: ArgumentValue, Equatable {
    let text: String

    static func parse(_ text: String) -> Reason? {
        let plain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard plain, (1...200).contains(text.utf8.count), text.contains(where: { !$0.isWhitespace }) else {
            return nil
        }
        return Reason(text: text)
    }

    static var expectation: String { "a reason of 200 bytes at most, for those who look at it later" }
    var argumentText: String { text }
}
