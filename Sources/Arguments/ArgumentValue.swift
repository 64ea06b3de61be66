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
    /// Nothing: a type whose set is closed says so itself.
    package static var candidates: [String] { [] }

    /// The closed set; nothing where the set is open.
    package static var suggestions: [String] { candidates }

    /// Empty: help shows no default.
    package var argumentText: String { "" }
}

extension ArgumentValue where Self: CaseIterable & RawRepresentable, RawValue == String {
    /// Takes a raw value, letter for letter: no abbreviations, no capitals for small letters.
    package static func parse(_ text: String) -> Self? { Self(rawValue: text) }

    /// All the raw values: "bash, zsh or fish".
    package static var expectation: String { TextLayout.alternatives(candidates) }

    /// The raw values in the order of the cases.
    package static var candidates: [String] { allCases.map(\.rawValue) }

    /// The raw value, which `parse` takes back.
    package var argumentText: String { rawValue }
}

extension String: ArgumentValue {
    /// Takes every word as it is, the empty one too.
    package static func parse(_ text: String) -> String? { text }

    /// In no message, since no word is refused.
    package static var expectation: String { "text" }

    /// The text itself; an empty one shows no default.
    package var argumentText: String { self }
}

extension Int: ArgumentValue {
    /// Decimal digits with at most a minus sign before them.
    package static func parse(_ text: String) -> Int? {
        text.utf8.first == UInt8(ascii: "+") ? nil : Int(text)
    }

    /// Said of a number that does not fit 64 bits too.
    package static var expectation: String { "a whole number" }

    /// Decimal digits, with a minus sign for negative ones.
    package var argumentText: String { String(self) }
}
