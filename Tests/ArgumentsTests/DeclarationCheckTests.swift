import Arguments
import Testing

@Suite("Checking the declarations themselves")
struct DeclarationCheckTests {
    @Test("good declarations have no defects")
    func clean() {
        #expect(DeclarationCheck.defects(of: Sample.tool) == [])
    }

    struct Wrong: Command {
        static let name = "Wrong one of three"
        static let summary = "Do something. And more."
        static let discussion = "    " + String(repeating: "x", count: 80)
        static let syntax: [Argument<Wrong>] = [
            .option(\.optional, "same", short: "s", value: "PATH", "the first"),
            .flag(\.flag, "same", short: "s", "the second"),
            .flag(\.flag, "json", "a common option again"),
            .flag(\.flag, "Upper", ""),
            .flag(\.flag, "number", short: "1", "a digit for a letter"),
            .option(\.optional, "lower", value: "path", "the placeholder is in lower case"),
            .flag(\.flag, "long", String(repeating: "long ", count: 20) + "sentence"),
            .operand(\.words, "WORD", "takes all words"),
            .operand(\.optional, "REST", "never gets one"),
            .operand(\.required, "LAST", "required after an optional one"),
            .trailing(\.words, "COMMAND", "looks like the repeatable one"),
            .trailing(\.words, "AGAIN", "a second list"),
        ]

        var optional: String?
        var required = ""
        var words: [String] = []
        var flag = false
    }

    @Test(
        "every defect is found",
        arguments: [
            "a verb is one or two words", "the summary: one sentence",
            "the summary: sentences begin in lower case",
            "--same is there twice", "-s is there twice", "--json is there twice",
            "--Upper is no option name",
            "--Upper has no sentence", "--number has a short name", "--lower needs a placeholder",
            "--long: the sentence is over 79", "REST follows an operand that takes all words",
            "LAST is required and follows", "two lists of trailing words", "look alike", "over 79 columns:",
        ])
    func found(part: String) {
        let tool = ToolDeclaration(name: "t", summary: "be wrong", commands: [CommandDeclaration(Wrong.self)])
        #expect(DeclarationCheck.defects(of: tool).contains { $0.contains(part) })
    }

    struct Env: Command {
        static let name = "env"
        static let summary = "stand before its own group"
        static let syntax: [Argument<Env>] = []
    }

    @Test("verbs are unique, and none begins another")
    func verbs() {
        let add = CommandDeclaration(Sample.EnvAdd.self)
        let tool = ToolDeclaration(
            name: "t", summary: "be wrong", commands: [CommandDeclaration(Env.self), add, add])
        let defects = DeclarationCheck.defects(of: tool)
        #expect(defects.contains("the verb 'env add' is there twice"))
        #expect(defects.contains("'env add' begins with another verb"))
    }
}
