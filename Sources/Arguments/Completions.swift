/// Completion scripts, made from the declarations. They are static: completing never runs the tool.
package enum Completions {
    /// The whole script, to be sourced; that for zsh may be a file in `$fpath` instead.
    package static func script(for shell: Shell, _ tool: ToolDeclaration) -> String {
        switch shell {
        case .bash: bash(tool)
        case .zsh: zsh(tool)
        case .fish: fish(tool)
        }
    }

    /// The name of the shell function, or the start of it: `_d24_vault`.
    static func function(_ tool: ToolDeclaration) -> String {
        "_" + tool.name.split(separator: "-").joined(separator: "_")
    }

    /// One word for the shell, in single quotes whatever it holds. Right for bash and zsh.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// The text with a backslash before each of some characters.
    static func escaped(_ text: String, _ characters: String) -> String {
        String(text.flatMap { characters.contains($0) ? ["\\", $0] : [$0] })
    }

    /// The first words of the tool's verbs, each once, with the summary of those that are whole verbs.
    static func firstWords(_ tool: ToolDeclaration) -> [(word: String, summary: String)] {
        var seen: Set<String> = []
        return tool.commands.compactMap { command in
            guard seen.insert(command.words[0]).inserted else { return nil }
            let following = secondWords(tool, after: command.words[0]).map(\.word)
            let summary = following.isEmpty ? command.summary : following.joined(separator: ", ")
            return (command.words[0], summary)
        }
    }

    static func secondWords(_ tool: ToolDeclaration, after first: String) -> [(word: String, summary: String)]
    {
        tool.commands.filter { $0.words.count == 2 && $0.words[0] == first }.map { ($0.words[1], $0.summary) }
    }

    /// The first words of two-word verbs.
    static func groups(_ tool: ToolDeclaration) -> [String] {
        firstWords(tool).map(\.word).filter { !secondWords(tool, after: $0).isEmpty }
    }
}

extension ArgumentDeclaration {
    /// `-f` and `--file`, as far as there are.
    var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + [title] }
}
