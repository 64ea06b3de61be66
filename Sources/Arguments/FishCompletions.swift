extension Completions {
    /// One `complete` a verb, option and place, with conditions that look at the words before the cursor.
    static func fish(_ tool: ToolDeclaration) -> String {
        let name = "_" + function(tool)
        var lines = ["# fish completion of \(tool.name)", ""] + fishConditions(name)
        lines += ["complete -c \(tool.name) -e", "complete -c \(tool.name) -f"]
        let start = "complete -c \(tool.name) -n "
        let top = start + fishQuoted("\(name)_at")
        lines += firstWords(tool).map { "\(top) -a \($0.word) -d \(fishQuoted($0.summary))" }
        lines += ToolDeclaration.options.map { "\(top) -l \($0.name.dropFirst(2)) -d \(fishQuoted($0.help))" }
        for group in groups(tool) {
            let condition = start + fishQuoted("\(name)_at \(group)")
            lines += secondWords(tool, after: group).map {
                "\(condition) -a \($0.word) -d \(fishQuoted($0.summary))"
            }
            lines.append("\(condition) -l help -d 'show this page'")
        }
        for command in tool.commands {
            let within = "\(name)_in \(command.name)"
            lines += command.options.map { option in
                let short = option.short.map { " -s \($0)" } ?? ""
                let value = option.kind == .option ? fishValue(option) : ""
                let help = fishQuoted(option.help)
                return "\(start)\(fishQuoted(within))\(short) -l \(option.name)\(value) -d \(help)"
            }
            lines += fishPlaces(command, name: name, within: within).map { start + $0 }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func fishPlaces(_ command: CommandDeclaration, name: String, within: String) -> [String] {
        let valued = command.options.filter { $0.kind == .option }.flatMap(\.spellings).joined(separator: ",")
        let places = command.operands.enumerated().compactMap { index, operand -> String? in
            guard operand.isFileName || !operand.suggestions.isEmpty else { return nil }
            let count = "(\(name)_operands \(command.words.count) \"\(valued)\")"
            let comparison = operand.isRepeatable ? "-ge" : "-eq"
            let condition = fishQuoted("\(within); and test \(count) \(comparison) \(index)")
            let words = fishQuoted(operand.suggestions.joined(separator: " "))
            return condition + (operand.isFileName ? " -F" : " -a \(words)")
        }
        let trailing = fishQuoted("\(within); and contains -- -- (commandline -opc)") + " -F"
        return places + (command.trailing == nil ? [] : [trailing])
    }

    private static func fishValue(_ option: ArgumentDeclaration) -> String {
        if option.isFileName { return " -r -F" }
        return option.suggestions.isEmpty
            ? " -x" : " -x -a \(fishQuoted(option.suggestions.joined(separator: " ")))"
    }

    /// In fish's single quotes, a backslash stands before quotes and backslashes.
    private static func fishQuoted(_ text: String) -> String { "'\(escaped(text, "'\\"))'" }

    private static func fishConditions(_ name: String) -> [String] {
        [
            "function \(name)_at -d 'the words before the cursor are just these'",
            "    set -l words (commandline -opc)[2..-1]",
            "    test \"$words\" = \"$argv\"",
            "end", "",
            "function \(name)_in -d 'the words before the cursor begin with these'",
            "    set -l words (commandline -opc)[2..-1]",
            "    set -l length (count $argv)",
            "    test (count $words) -ge $length; and test \"$words[1..$length]\" = \"$argv\"",
            "end", "",
            "function \(name)_operands -a skipped valued -d 'the number of operands before the cursor'",
            "    set -l words (commandline -opc)[2..-1]",
            "    set -l total 0",
            "    set -l isValue no",
            "    for word in $words[(math $skipped + 1)..-1]",
            "        if test $isValue = yes",
            "            set isValue no",
            "        else if contains -- $word (string split , -- $valued)",
            "            set isValue yes",
            "        else if test \"$word\" = -; or not string match -q -- '-*' \"$word\"",
            "            set total (math $total + 1)",
            "        end",
            "    end",
            "    echo $total",
            "end", "",
        ]
    }
}
