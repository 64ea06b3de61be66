import Arguments
import StrictJSON
import ToolSupport

/// A made-up tool with a verb for each way in which a verb can end.
enum Sample {
    static let tool = Tool(
        name: "d24-sample", summary: "end in every way that there is",
        verbs: [Show.self, Add.self, Give.self, Fail.self, Pass.self])

    struct Show: Verb {
        static let name = "show"
        static let summary = "show a report with a foreign string in it"
        static let syntax: [Argument<Show>] = [
            .flag(\.negative, "no", "answer no"), .flag(\.warned, "warn", "say a warning first"),
        ]

        var negative = false
        var warned = false

        func run(in context: ToolContext) throws(Diagnostic) -> Report {
            if warned { context.warn("be careful with \u{1b}[31m") }
            return Report(
                status: negative ? .no : .success,
                text: [
                    .line("red \u{1b}[31m"), .fields([("name", "a\nb"), ("longer name", "c")]),
                    .table(header: ["one", "two"], rows: [["1", ""], ["12345", "2"]]),
                ],
                json: ["name": "a\nb", "list": [1, 2]], hints: ["then do this"])
        }
    }

    enum Kind: String, CaseIterable, ArgumentValue {
        case staging, production
    }

    struct Add: Verb {
        static let name = "env add"
        static let summary = "take options of every kind"
        static let syntax: [Argument<Add>] = [
            .operand(\.environment, "ENV", "the environment"),
            .option(\.kind, "kind", short: "k", value: "KIND", "what it is for"),
            .option(\.file, "file", value: "PATH", "where it is"),
            .operand(\.bodies, "FILE", "bodies"),
        ]

        var environment = ""
        var kind: Kind?
        var file: String?
        var bodies: [String] = []

        func run(in context: ToolContext) throws(Diagnostic) -> Report {
            guard kind != nil else { throw .misuse("--kind is not known", hint: "give --kind") }
            return Report(text: [.line("added")], json: ["changed": true])
        }
    }

    struct Give: Verb {
        static let name = "give"
        static let summary = "print data, or write it"
        static let syntax: [Argument<Give>] = [.flag(\.written, "written", "write it")]

        var written = false

        func run(in context: ToolContext) throws(Diagnostic) -> Report {
            guard written else { return Report(.data, text: [.line("data")], json: ["data": "data"]) }
            try context.output.write([0xFF, 0x00, 0x1B].span)
            context.warn("kept")
            return .written()
        }
    }

    struct Fail: Verb {
        static let name = "fail"
        static let summary = "fail with the status of this number"
        static let syntax: [Argument<Fail>] = [.operand(\.number, "NUMBER", "the status")]

        var number = 0

        func run(in context: ToolContext) throws(Diagnostic) -> Report {
            context.warn("about to fail")
            let status = ExitStatus(rawValue: Int32(number)) ?? .internalError
            throw Diagnostic(status, "failed at \u{9b}31m", hints: ["first", "second"])
        }
    }

    struct Pass: Verb {
        static let name = "pass"
        static let summary = "print the bytes of what follows --"
        static let syntax: [Argument<Pass>] = [.trailing(\.words, "WORD", "anything")]

        var words: [String] = []

        func run(in context: ToolContext) throws(Diagnostic) -> Report {
            for word in context.trailingArguments { try context.output.write(word.span) }
            return .written()
        }
    }
}
