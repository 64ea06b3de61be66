import Arguments
import PreflightChecks

/// The id of a check as it was typed, or a pattern of such; whether there is one is not said here.
struct CheckID: ArgumentValue {
    let text: String

    static func parse(_ text: String) -> CheckID? { CheckID(text: text) }

    static var expectation: String { "the id of a check" }

    static var suggestions: [String] { Check.all.map(\.id) }
}
