/// A type that one word of the command line can stand for.
///
/// An enum with `String` raw values conforms by saying so: its cases are the closed set that help shows and
/// completion offers.
package protocol ArgumentValue: Sendable {
    /// Reads one word; `nil` where the word is no such value. The word is never repeated in the message.
    static func parse(_ text: String) -> Self?

    /// What is expected, as it follows "expects": "a number of seconds such as 30s".
    static var expectation: String { get }

    /// The whole closed set of words, or nothing where the set is open.
    static var candidates: [String] { get }

    /// What completion offers: the closed set, or the usual words of an open one.
    static var suggestions: [String] { get }

    /// The word that `parse` would turn into this value; help shows it as the default. Empty shows nothing.
    var argumentText: String { get }
}

extension ArgumentValue {
    package static var candidates: [String] { [] }

    package static var suggestions: [String] { candidates }

    package var argumentText: String { "" }
}

extension ArgumentValue where Self: CaseIterable & RawRepresentable, RawValue == String {
    package static func parse(_ text: String) -> Self? { Self(rawValue: text) }

    package static var expectation: String { TextLayout.alternatives(candidates) }

    package static var candidates: [String] { allCases.map(\.rawValue) }

    package var argumentText: String { rawValue }
}

extension String: ArgumentValue {
    package static func parse(_ text: String) -> String? { text }

    package static var expectation: String { "text" }

    package var argumentText: String { self }
}

extension Int: ArgumentValue {
    /// Decimal digits with at most a minus sign before them.
    package static func parse(_ text: String) -> Int? {
        text.utf8.first == UInt8(ascii: "+") ? nil : Int(text)
    }

    package static var expectation: String { "a whole number" }

    package var argumentText: String { String(self) }
}
