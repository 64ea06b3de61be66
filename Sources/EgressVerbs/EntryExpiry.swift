import Arguments
import VaultFormat

/// When an entry ends to count, as it is typed.
enum EntryExpiry: ArgumentValue, Equatable {
    case never
    case at(Timestamp)

    /// A date counts to its last second, as on a ticket: "expires 2026-12-31" is still good on that day.
    static func parse(_ text: String) -> EntryExpiry? {
        if text == "never" { return .never }
        return (Timestamp(text) ?? Timestamp(text + "T23:59:59Z")).map { .at($0) }
    }

    static let expectation = "a date such as 2026-12-31, a time such as 2026-12-31T12:00:00Z, or never"

    var time: Timestamp? {
        switch self {
        case .never: nil
        case .at(let time): time
        }
    }
}
