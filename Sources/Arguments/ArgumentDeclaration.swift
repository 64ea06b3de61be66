/// What help, completions and the drift tests know of one argument: its declaration without its binding.
package struct ArgumentDeclaration: Sendable, Equatable {
    /// How an argument is known on the command line.
    package enum Kind: Sendable, Equatable {
        /// `--name`, without a value.
        case flag
        /// `--name VALUE` or `--name=VALUE`.
        case option
        /// A word that is known by its place.
        case operand
        /// Every word after `--`, left as it is.
        case trailing
    }

    /// Tells which of the others are empty: an operand has no `name`, a flag no `placeholder`.
    package let kind: Kind
    /// The long name without its dashes; empty for operands and trailing words.
    package let name: String
    /// The letter after a single dash.
    package let short: Character?
    /// The placeholder of the value in capitals: `PATH`, `ENV`; empty for a flag.
    package let placeholder: String
    /// One sentence, in lower case, without a full stop.
    package let help: String
    /// Whether a line without it is refused; never for flags, always for trailing words.
    package let isRequired: Bool
    /// Whether it may come again, or takes all the words left; never for flags, always for trailing words.
    package let isRepeatable: Bool
    /// The closed set of values, or nothing.
    package let candidates: [String]
    /// What completion offers: those, or the usual words of an open set.
    package let suggestions: [String]
    /// The value that holds when nothing is given, as it would be typed.
    package internal(set) var defaultText: String?

    /// The argument as messages name it: `--file` or `ENV`.
    package var title: String { name.isEmpty ? placeholder : "--\(name)" }

    /// Whether the value is a file name; the placeholders `PATH…`, `FILE…` and `FOLDER…` say so.
    package var isFileName: Bool {
        ["PATH", "FILE", "FOLDER"].contains { placeholder.hasPrefix($0) }
    }

    /// Whether it is known by dashes, with a value or without.
    package var isOption: Bool { kind == .flag || kind == .option }
}
