/// A tool as its declarations describe it, and how its first words choose a verb.
package struct ToolDeclaration: Sendable, Equatable {
    /// As it is called, `d24-vault`; the functions of completion scripts are named after it.
    package let name: String
    /// One phrase at the head of the overview, held to the same rules as a verb's.
    package let summary: String
    /// In the order of the overview, `completions` last.
    package let commands: [CommandDeclaration]

    /// Declares a tool; the verb `completions` is added.
    package init(name: String, summary: String, commands: [CommandDeclaration]) {
        self.name = name
        self.summary = summary
        self.commands = commands + [CommandDeclaration(CompletionsCommand.self)]
    }

    /// The options that a tool has without a verb.
    package static let options = [
        (name: "--help", help: "show this page"), (name: "--version", help: "show the version"),
    ]

    /// What the first words ask for.
    package enum Dispatch: Equatable, Sendable {
        /// `--help` alone.
        case overview
        /// `--version`.
        case version
        /// `env --help`: the verbs that begin with this word.
        case group(String)
        /// The command at this index, and how many words its name took.
        case verb(index: Int, wordCount: Int)
    }

    /// Chooses the verb; the words are those after the tool's name.
    package func dispatch(_ words: [String]) throws(UsageError) -> Dispatch {
        guard let first = words.first else { throw .missingVerb }
        if first == "--help" || first == "-h" { return .overview }
        if first == "--version" { return .version }
        if first.hasPrefix("-") { throw optionInsteadOfVerb(first) }
        for (index, command) in commands.enumerated() where words.starts(with: command.words) {
            return .verb(index: index, wordCount: command.words.count)
        }
        let following = commands.filter { $0.words.count == 2 && $0.words[0] == first }.map { $0.words[1] }
        guard following.isEmpty else {
            let second = words.dropFirst().first
            if second == "--help" || second == "-h" { return .group(first) }
            let near = second.flatMap { Suggestion.nearest(to: $0, among: following) }
            throw .incompleteVerb(first, following: following, suggestion: near.map { "\(first) \($0)" })
        }
        throw .unknownVerb(suggestion: suggestion(for: first, second: words.dropFirst().first))
    }

    private func suggestion(for first: String, second: String?) -> String? {
        let names = commands.map(\.name)
        if let second, let both = Suggestion.nearest(to: "\(first) \(second)", among: names.filter(hasSpace))
        {
            return both
        }
        return Suggestion.nearest(to: first, among: names)
            ?? Suggestion.nearest(to: first, among: commands.filter { hasSpace($0.name) }.map { $0.words[0] })
    }

    private func hasSpace(_ name: String) -> Bool { name.contains(" ") }

    private func optionInsteadOfVerb(_ word: String) -> UsageError {
        let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? ""
        if commands.contains(where: { $0.options.contains { $0.title == name } }) {
            return .optionBeforeVerb(name)
        }
        return .unknownOption(
            UsageError.presentable(name),
            suggestion: Suggestion.nearest(to: name, among: Self.options.map(\.name)))
    }
}

/// The shells for which completions are made.
package enum Shell: String, CaseIterable, ArgumentValue {
    case bash, zsh, fish
}

/// `completions SHELL`, a verb of every tool.
package struct CompletionsCommand: Command {
    /// Taken by this verb in every tool: `ToolDeclaration.init` adds it.
    package static let name = "completions"
    /// The same in every tool, for its overview and for the verb's page.
    package static let summary = "print the completion script of a shell"
    /// One operand, which has to be given: nobody guesses the shell.
    package static let syntax: [Argument<CompletionsCommand>] = [
        .operand(\.shell, "SHELL", "the shell that will read the script")
    ]

    /// The one that will read the script, which need not be the one that runs us.
    package var shell = Required<Shell>()

    /// Without a shell, as parsing begins.
    package init() {}
}
