extension Completions {
    /// A function that chooses the verb and leaves the rest to `_arguments`. It may be sourced, or be a file
    /// `_d24-vault` in `$fpath`.
    static func zsh(_ tool: ToolDeclaration) -> String {
        let name = function(tool)
        var lines = [
            "#compdef \(tool.name)", "", "\(name)() {",
            "    local -a verbs",
            "    if (( CURRENT == 2 )); then",
        ]
        lines += zshVerbs(
            firstWords(tool) + ToolDeclaration.options.map { ($0.name, $0.help) }, indent: "        ")
        lines += ["        return", "    fi", "    case $words[2] in"]
        for group in groups(tool) {
            lines += ["        \(group))", "            if (( CURRENT == 3 )); then"]
            lines += zshVerbs(
                secondWords(tool, after: group) + [("--help", "show this page")], indent: "                ")
            lines += [
                "                return", "            fi", "            words[2]=\"$words[2] $words[3]\"",
                "            words[3]=()", "            (( CURRENT-- ))", "            ;;",
            ]
        }
        lines += [
            "    esac", "    local verb=$words[2]", "    shift words", "    (( CURRENT-- ))",
            "    case $verb in",
        ]
        for command in tool.commands {
            let specs = command.options.flatMap(zshOption) + zshPlaces(command)
            lines.append("        \(quoted(command.name)))")
            lines.append("            _arguments -s -S : \\")
            lines += specs.dropLast().map { "                \(quoted($0)) \\" }
            lines += specs.suffix(1).map { "                \(quoted($0))" }
            lines.append("            ;;")
        }
        lines += [
            "    esac", "}", "",
            "if [[ $funcstack[1] == _\(tool.name) ]]; then",
            "    \(name) \"$@\"", "else",
            "    compdef \(name) \(tool.name)", "fi",
            "",
        ]
        return lines.joined(separator: "\n")
    }

    private static func zshVerbs(_ verbs: [(word: String, summary: String)], indent: String) -> [String] {
        ["\(indent)verbs=("]
            + verbs.map { "\(indent)    \(quoted("\(escaped($0.word, ":")):\($0.summary)"))" }
            + ["\(indent))", "\(indent)_describe -t verbs verb verbs"]
    }

    /// One spec for each spelling; they exclude one another unless the option may come again.
    private static func zshOption(_ option: ArgumentDeclaration) -> [String] {
        let others = option.isRepeatable ? "*" : "(\(option.spellings.joined(separator: " ")))"
        return option.spellings.map { spelling in
            let assignment = option.kind == .option && spelling.hasPrefix("--") ? "=" : ""
            let value = option.kind == .option ? zshValue(option) : ""
            return "\(others)\(spelling)\(assignment)[\(escaped(option.help, "[]"))]\(value)"
        }
    }

    private static func zshPlaces(_ command: CommandDeclaration) -> [String] {
        let places = command.operands.enumerated().map { index, operand in
            (operand.isRepeatable ? "*" : "\(index + 1)") + zshValue(operand)
        }
        return places + (command.trailing.map { ["*:::\($0.placeholder):_normal"] } ?? [])
    }

    private static func zshValue(_ argument: ArgumentDeclaration) -> String {
        let action = argument.isFileName ? "_files" : "(\(argument.suggestions.joined(separator: " ")))"
        let nothing = !argument.isFileName && argument.suggestions.isEmpty
        return ":\(escaped(argument.placeholder, ":")):\(nothing ? " " : action)"
    }
}
