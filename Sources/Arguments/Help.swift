/// Help pages, 79 columns wide, made from the declarations.
package enum Help {
    /// The page of one verb: usage, summary, arguments, options, discussion.
    package static func page(tool: String, _ command: CommandDeclaration) -> String {
        var lines =
            usage(tool: tool, command) + [""] + TextLayout.wrap(command.summary, width: TextLayout.width)
        let words = command.arguments.filter { !$0.isOption }
        if !words.isEmpty {
            lines += ["", "arguments:"] + TextLayout.columns(words.map { ($0.placeholder, description($0)) })
        }
        lines += ["", "options:"] + TextLayout.columns(command.options.map { (label($0), description($0)) })
        if !command.discussion.isEmpty {
            lines += [""] + TextLayout.paragraphs(command.discussion)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The page of the tool: its verbs, one line each.
    package static func overview(_ tool: ToolDeclaration) -> String {
        overview(tool, tool.commands, usage: "usage: \(tool.name) VERB [OPTIONS]", summary: tool.summary)
    }

    /// The verbs that begin with one word.
    package static func overview(_ tool: ToolDeclaration, group word: String) -> String {
        let commands = tool.commands.filter { $0.words.first == word }
        return overview(tool, commands, usage: "usage: \(tool.name) \(word) VERB [OPTIONS]", summary: nil)
    }

    private static func overview(
        _ tool: ToolDeclaration, _ commands: [CommandDeclaration], usage: String, summary: String?
    ) -> String {
        var lines = [usage, ""]
        if let summary { lines += TextLayout.wrap(summary, width: TextLayout.width) + [""] }
        lines += ["verbs:"] + TextLayout.columns(commands.map { ($0.name, $0.summary) })
        lines += ["", "options:"] + TextLayout.columns(ToolDeclaration.options.map { ($0.name, $0.help) })
        lines += ["", "'\(tool.name) VERB --help' shows the page of a verb."]
        return lines.joined(separator: "\n") + "\n"
    }

    /// `usage: d24-vault exec [OPTIONS] ENV -- COMMAND...`, folded if it must be.
    static func usage(tool: String, _ command: CommandDeclaration) -> [String] {
        let required = command.options.filter(\.isRequired).map { "\($0.title) \($0.placeholder)" }
        let operands = command.operands.map { operand in
            let name = operand.placeholder + (operand.isRepeatable ? "..." : "")
            return operand.isRequired ? name : "[\(name)]"
        }
        let trailing = command.trailing.map { ["-- \($0.placeholder)..."] } ?? []
        let start = "usage: \(tool) \(command.name)"
        let parts = ["[OPTIONS]"] + required + operands + trailing
        let indent = String(repeating: " ", count: min(start.count, 30) + 1)
        var lines = [start]
        for part in parts {
            if lines[lines.count - 1].count + 1 + part.count <= TextLayout.width {
                lines[lines.count - 1] += (lines[lines.count - 1] == indent ? "" : " ") + part
            } else {
                lines.append(indent + part)
            }
        }
        return lines
    }

    static func label(_ option: ArgumentDeclaration) -> String {
        let short = option.short.map { "-\($0), " } ?? ""
        return short + option.title + (option.kind == .option ? " \(option.placeholder)" : "")
    }

    /// The sentence, and in brackets the closed set, the default, and whether it may come again.
    static func description(_ argument: ArgumentDeclaration) -> String {
        var notes: [String] = []
        if !argument.candidates.isEmpty { notes.append(TextLayout.alternatives(argument.candidates)) }
        if let text = argument.defaultText { notes.append("default \(text)") }
        if argument.kind == .option && argument.isRequired { notes.append("required") }
        if argument.kind == .option && argument.isRepeatable { notes.append("repeatable") }
        return argument.help + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
    }
}
