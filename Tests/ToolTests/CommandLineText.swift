/// A command line of ours in a text.
struct CommandLineText: Equatable {
    var tool: String
    /// The words before the first option.
    var words: [String] = []
    var options: Set<String> = []
    var source = ""

    /// Finds the lines on which a tool is run, each with those that it goes on with after a `\`.
    static func commands(in text: String, tools: Set<String>) -> [CommandLineText] {
        var found: [CommandLineText] = []
        for line in text.replacing("\\\n", with: " ").split(separator: "\n") where isTyped(line) {
            var command: CommandLineText?
            for word in line.split(separator: " ").map(String.init) {
                if tools.contains(word) {
                    if let command { found.append(command) }
                    command = CommandLineText(tool: word, source: String(line))
                } else if ends.contains(word) {
                    if let command { found.append(command) }
                    command = nil
                } else if let option = word.wholeMatch(of: /(--[a-z0-9-]+)(?:=.*)?/) {
                    command?.options.insert(String(option.1))
                } else if command?.options.isEmpty == true, word.wholeMatch(of: /[a-z][a-z-]*/) != nil {
                    command?.words.append(word)
                }
            }
            if let command { found.append(command) }
        }
        return found
    }

    /// Where a command ends and a shell, or another command, begins.
    private static let ends: Set<String> = ["&&", "||", "|", ";", "<", ">", "--", "#", "3<"]

    /// Whether a line is one to be typed, perhaps after a prompt; messages begin with the tool and a colon.
    private static func isTyped(_ line: Substring) -> Bool {
        let typed = line.replacing(#/^ *(?:[a-z-]*[$\#] )?/#, with: "")
        return typed.firstMatch(of: #/^(?:ssh [a-z-]+ |[a-z-]+ \| )?d24-[a-z]+ /#) != nil
    }
}
