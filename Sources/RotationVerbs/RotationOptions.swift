import Arguments
import HTTPTransport
import KeyRotation
import ToolSupport
import VaultFormat

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

/// The option of `verify` and `run`: how long to bear with D24, and with other writers.
struct PatienceOption: Sendable {
    var wait: Interval?

    static let syntax: [Argument<PatienceOption>] = [
        .option(\.wait, "wait", value: "TIME", "ask again while D24 cannot tell, and wait for other writers")
    ]

    /// For writing the vault.
    var writing: WaitOption {
        var option = WaitOption()
        option.wait = wait
        return option
    }

    /// Pings, and while that is inconclusive pings again until the time is over: after about 1 s, 2 s, 4 s
    /// and so on, 30 s at most. A refusal is an answer and is not asked for twice.
    func ping(
        _ version: CredentialVersion, of environment: EnvironmentRecord, control: ControlPolicy,
        _ deadline: DeadlineOption, in session: borrowing VaultSession, _ context: ToolContext
    ) throws(Diagnostic) -> SentPing {
        var backOff = BackOff(within: wait?.seconds ?? 0)
        while true {
            let ping = try session.ping(version, of: environment, control: control, deadline)
            guard ping.status == .couldNotTell, let pause = backOff.next() else { return ping }
            context.warn("\(ping.statement.message); asking again in \(pause.rounded) s")
            pause.rest()
        }
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
