/// One verb of a tool, as plain data: its properties hold the defaults, its syntax says how words change
/// them.
package protocol Command: Sendable {
    /// One or two words as they are typed after the tool's name: `put`, `env add`.
    static var name: String { get }

    /// One verb phrase in lower case without a full stop: "store the three fields of an environment".
    static var summary: String { get }

    /// Paragraphs for the end of the help page, parted by empty lines; lines that begin with a space
    /// (examples) are kept as they are. May be empty.
    static var discussion: String { get }

    /// The one table from which parsing, help, completions and the drift tests are made.
    static var syntax: [Argument<Self>] { get }

    /// With the defaults, and with nothing in what is required: how parsing begins.
    init()
}

extension Command {
    /// Empty: the help page ends with its options.
    package static var discussion: String { "" }
}

/// The options that every verb has.
package struct CommonOptions: Sendable, Equatable {
    /// The report is one JSON document, with warnings and hints in it; errors are JSON too.
    package var json = false
    /// Of text nothing but the data asked for, and errors: no summary, no warnings, no hints.
    package var quiet = false
    /// Where it is set no word after it was read; see `Invocation.common`.
    package var help = false

    /// Follows the syntax of the verb, so that help lists these last.
    package static let syntax: [Argument<CommonOptions>] = [
        .flag(\.json, "json", "print one JSON document, and errors as JSON"),
        .flag(\.quiet, "quiet", short: "q", "print nothing but errors and the data asked for"),
        .flag(\.help, "help", short: "h", "show this page"),
    ]
}

/// A command line that was understood: the command and the common options.
package struct Invocation<C: Command>: Sendable {
    /// Its properties keep their defaults where no word changed them.
    package var command = C()
    /// With `help` set, parsing ended there and the command is not complete.
    package var common = CommonOptions()

    // Not by key paths: these two would be made in every run, for each word that is taken.
    static var bindings: [Binding<Invocation<C>>] {
        var all: [Binding<Invocation<C>>] = []
        for binding in Binding.all(of: C.syntax) {
            all.append(
                Binding(
                    declaration: binding.declaration, assign: { binding.assign(&$0.command, $1) },
                    defaultText: { binding.defaultText($0.command) }))
        }
        for binding in Binding.all(of: CommonOptions.syntax) {
            all.append(
                Binding(
                    declaration: binding.declaration, assign: { binding.assign(&$0.common, $1) },
                    defaultText: { binding.defaultText($0.common) }))
        }
        return all
    }
}

/// A command without its type: what help, completions and tests read.
package struct CommandDeclaration: Sendable, Equatable {
    /// One or two words, parted by a blank: see `Command.name`.
    package let name: String
    /// Stands on the tool's page and on the verb's own: see `Command.summary`.
    package let summary: String
    /// Ends the verb's page; empty for none: see `Command.discussion`.
    package let discussion: String
    private let makeArguments: @Sendable () -> [ArgumentDeclaration]

    /// In the order of the syntax, the common options last.
    ///
    /// Made when they are asked for: a tool has some twenty verbs, and a run needs the declarations of one.
    /// Making all of them took half of the time of a whole process.
    package var arguments: [ArgumentDeclaration] { makeArguments() }

    /// Takes what the type says of itself; its defaults are those of `C()`.
    package init<C: Command>(_ type: C.Type) {
        name = C.name
        summary = C.summary
        discussion = C.discussion
        makeArguments = {
            let initial = Invocation<C>()
            return Invocation<C>.bindings.map { binding in
                var declaration = binding.declaration
                declaration.defaultText = binding.defaultText(initial)
                return declaration
            }
        }
    }

    /// Compares the arguments, and not the closures that make them.
    package static func == (a: CommandDeclaration, b: CommandDeclaration) -> Bool {
        a.name == b.name && a.summary == b.summary && a.discussion == b.discussion
            && a.arguments == b.arguments
    }

    /// The words of the name.
    package var words: [String] { name.split(separator: " ").map(String.init) }

    /// Flags and options with a value, the verb's own before the common ones.
    package var options: [ArgumentDeclaration] { arguments.filter(\.isOption) }

    /// In the order in which they are typed; the last may take several words.
    package var operands: [ArgumentDeclaration] { arguments.filter { $0.kind == .operand } }

    /// What it takes after `--`; nil where those words are operands like all others.
    package var trailing: ArgumentDeclaration? { arguments.first { $0.kind == .trailing } }
}
