/// What is wrong with a tool's declarations: nothing, when its tests are green.
package enum DeclarationCheck {
    /// One sentence a defect.
    package static func defects(of tool: ToolDeclaration) -> [String] {
        var defects =
            sentenceDefects(tool.summary, of: tool.name) + pageDefects(Help.overview(tool), of: tool.name)
        for name in duplicates(tool.commands.map(\.name)) {
            defects.append("the verb '\(name)' is there twice")
        }
        for command in tool.commands {
            if command.words.count == 2, tool.commands.contains(where: { $0.name == command.words[0] }) {
                defects.append("'\(command.name)' begins with another verb")
            }
            defects += commandDefects(command).map { "\(command.name): \($0)" }
            defects += pageDefects(Help.page(tool: tool.name, command), of: command.name)
        }
        return defects
    }

    private static func commandDefects(_ command: CommandDeclaration) -> [String] {
        var defects = sentenceDefects(command.summary, of: "the summary")
        if !(1...2).contains(command.words.count) || !command.words.allSatisfy(isName) {
            defects.append("a verb is one or two words of lower-case letters")
        }
        for argument in command.arguments {
            defects += sentenceDefects(argument.help, of: argument.title)
            if argument.isOption && !isName(argument.name) {
                defects.append("\(argument.title) is no option name")
            }
            if argument.kind != .flag && !isPlaceholder(argument.placeholder) {
                defects.append("\(argument.title) needs a placeholder in capitals")
            }
            if let short = argument.short, !(short.isASCII && short.isLetter) {
                defects.append("\(argument.title) has a short name that is no letter")
            }
        }
        let names = command.arguments.filter(\.isOption).map(\.title) + command.operands.map(\.title)
        for name in duplicates(names) { defects.append("\(name) is there twice") }
        for name in duplicates(command.options.compactMap(\.short).map(String.init)) {
            defects.append("-\(name) is there twice")
        }
        return defects + orderDefects(command)
    }

    /// A word's place must say what it is: required ones first, a repeatable one last, one list of trailing
    /// words.
    private static func orderDefects(_ command: CommandDeclaration) -> [String] {
        var defects: [String] = []
        for (earlier, later) in zip(command.operands, command.operands.dropFirst()) {
            if earlier.isRepeatable {
                defects.append("\(later.title) follows an operand that takes all words")
            }
            if !earlier.isRequired && later.isRequired {
                defects.append("\(later.title) is required and follows one that is not")
            }
        }
        if command.arguments.count(where: { $0.kind == .trailing }) > 1 {
            defects.append("there are two lists of trailing words")
        }
        if command.trailing != nil, command.operands.contains(where: \.isRepeatable) {
            defects.append("a repeatable operand and trailing words look alike")
        }
        return defects
    }

    private static func sentenceDefects(_ text: String, of title: String) -> [String] {
        var defects: [String] = []
        if text.isEmpty { return ["\(title) has no sentence"] }
        if text.count > TextLayout.width { defects.append("\(title): the sentence is over 79 columns") }
        if text.hasSuffix(".") || text.contains(". ") {
            defects.append("\(title): one sentence, no full stop")
        }
        if text.contains("\n") || text != text.trimmingSpaces {
            defects.append("\(title): stray white space")
        }
        let start = text.prefix(2)
        if start.first?.isUppercase == true, start.last?.isLowercase == true || start.last == " " {
            defects.append("\(title): sentences begin in lower case")
        }
        return defects
    }

    private static func pageDefects(_ page: String, of name: String) -> [String] {
        page.split(separator: "\n").filter { $0.count > TextLayout.width }.map {
            "\(name): over 79 columns: \($0)"
        }
    }

    private static func isName(_ text: String) -> Bool {
        let inside = text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        return inside && !text.isEmpty && !text.hasPrefix("-") && !text.hasSuffix("-")
    }

    private static func isPlaceholder(_ text: String) -> Bool {
        !text.isEmpty && !text.contains { $0.isLowercase || $0.isWhitespace }
    }

    private static func duplicates(_ names: [String]) -> [String] {
        Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}
