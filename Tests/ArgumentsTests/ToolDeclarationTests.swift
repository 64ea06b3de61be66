import Arguments
import Testing

@Suite("Choosing a verb")
struct ToolDeclarationTests {
    @Test(
        "the first words choose",
        arguments: [
            (["put", "stg"], .verb(index: 0, wordCount: 1)),
            (["env", "add", "prod"], .verb(index: 3, wordCount: 2)),
            (["env", "list"], .verb(index: 4, wordCount: 2)),
            (["completions"], .verb(index: 6, wordCount: 1)),
            (["--help"], .overview), (["-h", "put"], .overview), (["--version"], .version),
            (["env", "--help"], .group("env")), (["env", "-h"], .group("env")),
        ] as [([String], ToolDeclaration.Dispatch)])
    func dispatch(words: [String], expected: ToolDeclaration.Dispatch) throws {
        #expect(try Sample.tool.dispatch(words) == expected)
    }

    @Test(
        "what chooses nothing has its own error",
        arguments: [
            ([], .missingVerb),
            (["env"], .incompleteVerb("env", following: ["add", "list"], suggestion: nil)),
            (["env", "lst"], .incompleteVerb("env", following: ["add", "list"], suggestion: "env list")),
            (["env", "zebra"], .incompleteVerb("env", following: ["add", "list"], suggestion: nil)),
            (["ptu"], .unknownVerb(suggestion: "put")), (["pul", "x"], .unknownVerb(suggestion: "pull")),
            (["envlist"], .unknownVerb(suggestion: "env list")),
            (["evn", "list"], .unknownVerb(suggestion: "env list")),
            (["evn"], .unknownVerb(suggestion: "env")), (["comp"], .unknownVerb(suggestion: "completions")),
            (["zebra"], .unknownVerb(suggestion: nil)), ([""], .unknownVerb(suggestion: nil)),
            (["PUT"], .unknownVerb(suggestion: nil)), (["help"], .unknownVerb(suggestion: nil)),
            (["--json", "put"], .optionBeforeVerb("--json")), (["--kind=x"], .optionBeforeVerb("--kind")),
            (["--versoin"], .unknownOption("--versoin", suggestion: "--version")),
            (["--S3cret"], .unknownOption(nil, suggestion: nil)),
            (["-x"], .unknownOption(nil, suggestion: nil)),
            (["-"], .unknownOption(nil, suggestion: nil)), (["--"], .unknownOption(nil, suggestion: nil)),
        ] as [([String], UsageError)])
    func mistakes(words: [String], error: UsageError) {
        #expect(throws: error) { try Sample.tool.dispatch(words) }
    }

    @Test("a word as long as a file is not compared")
    func longWord() {
        #expect(throws: UsageError.unknownVerb(suggestion: nil)) {
            try Sample.tool.dispatch([String(repeating: "put", count: 100_000)])
        }
    }

    static let everyError: [UsageError] = [
        .missingVerb, .unknownVerb(suggestion: "put"),
        .incompleteVerb("env", following: ["add"], suggestion: nil),
        .optionBeforeVerb("--json"), .unknownOption(nil, suggestion: nil),
        .unknownOption("--x", suggestion: "--y"),
        .missingValue("--file"), .unexpectedValue("--yes"), .valueInCluster("-f"),
        .invalidValue("--wait", expectation: Interval.expectation), .repeatedOption("--file"),
        .missingArgument("ENV"), .missingArgument("--kind"), .missingTrailing("COMMAND"),
        .unexpectedOperand(trailing: nil), .unexpectedOperand(trailing: "COMMAND"), .notText(position: 3),
    ]

    @Test("messages are one line in lower case without a full stop", arguments: everyError)
    func wording(error: UsageError) {
        #expect(
            error.message.first?.isUppercase == false || error.message.hasPrefix("ENV")
                || error.message.hasPrefix("COMMAND"))
        #expect(!error.message.hasSuffix(".") && !error.message.contains("\n") && error.message.count < 80)
    }
}
