import Arguments
import Testing

@Suite("Parsing a command line")
struct CommandLineParserTests {
    typealias Put = CommandLineParser<Sample.Put>

    static let putLines: [([String], String?, Bool, Bool)] = [
        (["stg"], nil, false, false),
        (["stg", "--file", "a"], "a", false, false),
        (["stg", "--file=a"], "a", false, false),
        (["stg", "--file=a=b"], "a=b", false, false),
        (["stg", "-f", "a"], "a", false, false),
        (["stg", "-ry"], nil, true, true),
        (["-ryf", "a", "stg"], "a", true, true),
        (["--file", "-", "stg"], "-", false, false),
        (["--file", "--yes", "stg"], "--yes", false, false),
        (["--yes", "--", "stg"], nil, false, true),
    ]

    @Test("every way to write an option is read", arguments: putLines)
    func optionForms(line: [String], file: String?, replace: Bool, yes: Bool) throws {
        let put = try Put.parse(line).command
        #expect(put.environment == "stg")
        #expect(put.file == file)
        #expect(put.replace == replace)
        #expect(put.yes == yes)
    }

    @Test("what is not given keeps its default")
    func defaults() throws {
        let put = try Put.parse(["stg"])
        #expect(put.command.access == Sample.VaultOptions())
        #expect(!put.common.json && !put.common.quiet && !put.common.help)
    }

    @Test("a shared group is bound through the property that holds it")
    func group() throws {
        let put = try Put.parse(["stg", "--vault", "v", "--wait=2m"]).command
        #expect(put.access.vault == "v")
        #expect(put.access.wait.seconds == 120)
    }

    @Test("the common options are there for every verb, anywhere before --")
    func common() throws {
        #expect(try Put.parse(["--json", "stg", "-q"]).common.json)
        #expect(try Put.parse(["--json", "stg", "-q"]).common.quiet)
        #expect(try Put.parse(["stg", "--json"]).common.json)
        #expect(try CommandLineParser<Sample.Run>.parse(["stg", "--", "--json"]).common.json == false)
    }

    @Test("--help ends parsing and wins over what is missing")
    func help() throws {
        #expect(try Put.parse(["--help"]).common.help)
        #expect(try Put.parse(["stg", "-h", "--nonsense"]).common.help)
        #expect(try CommandLineParser<Sample.Run>.parse(["-h"]).common.help)
    }

    @Test("a dash alone and words after -- are operands")
    func dashes() throws {
        #expect(try CommandLineParser<Sample.Pull>.parse(["-", "a"]).command.names == ["-", "a"])
        #expect(
            try CommandLineParser<Sample.Pull>.parse(["a", "--", "--b", "--"]).command.names == [
                "a", "--b", "--",
            ])
    }

    @Test("trailing words are left as they are")
    func trailing() throws {
        let run = try CommandLineParser<Sample.Run>.parse(
            ["--name", "a=b", "stg", "--name=c=d", "--", "ls", "--help", "--", "-x"]
        ).command
        #expect(run.environment == "stg")
        #expect(run.rename == ["a=b", "c=d"])
        #expect(run.command == ["ls", "--help", "--", "-x"])
    }

    @Test("a required value of a type without a default is there after parsing")
    func required() throws {
        let add = try CommandLineParser<Sample.EnvAdd>.parse(["prod", "--kind", "production", "-n", "-3"])
            .command
        #expect(add.kind.value == .production)
        #expect(add.count == -3)
    }

    static let wrongPuts: [([String], UsageError)] = [
        ([], .missingArgument("ENV")),
        (["stg", "--fil", "a"], .unknownOption("--fil", suggestion: "--file")),
        (["stg", "--fil=a"], .unknownOption("--fil", suggestion: "--file")),
        (["stg", "--hunter2"], .unknownOption(nil, suggestion: nil)),
        (["stg", "--Geheim"], .unknownOption(nil, suggestion: nil)),
        (["stg", "--zebra"], .unknownOption("--zebra", suggestion: nil)),
        (["stg", "--=x"], .unknownOption(nil, suggestion: nil)),
        (["stg", "-x"], .unknownOption(nil, suggestion: nil)),
        (["stg", "-file"], .unknownOption(nil, suggestion: "--file")),
        (["stg", "--file"], .missingValue("--file")),
        (["stg", "--file", "--", "a"], .missingValue("--file")),
        (["stg", "-f"], .missingValue("-f")),
        (["stg", "-fy", "a"], .valueInCluster("-f")),
        (["stg", "--yes=1"], .unexpectedValue("--yes")),
        (["stg", "--yes", "-y"], .repeatedOption("-y")),
        (["stg", "-f", "a", "--file", "a"], .repeatedOption("--file")),
        (["stg", "--file="], .invalidValue("--file", expectation: "a path")),
        (["stg", "--file", ""], .invalidValue("--file", expectation: "a path")),
        (["stg", "--wait", "soon"], .invalidValue("--wait", expectation: "a time such as 30s, 15m or 24h")),
        (["stg", "prod"], .unexpectedOperand(trailing: nil)),
        (["stg", "--", "prod"], .unexpectedOperand(trailing: nil)),
    ]

    @Test("every mistake has its own error", arguments: wrongPuts)
    func mistakes(line: [String], error: UsageError) {
        #expect(throws: error) { try Put.parse(line) }
    }

    @Test("mistakes of other verbs")
    func otherMistakes() {
        #expect(throws: UsageError.missingTrailing("COMMAND")) {
            try CommandLineParser<Sample.Run>.parse(["stg", "--"])
        }
        #expect(throws: UsageError.unexpectedOperand(trailing: "COMMAND")) {
            try CommandLineParser<Sample.Run>.parse(["stg", "./payouts"])
        }
        #expect(throws: UsageError.missingArgument("--kind")) {
            try CommandLineParser<Sample.EnvAdd>.parse(["prod"])
        }
        #expect(throws: UsageError.missingArgument("NAME")) { try CommandLineParser<Sample.Pull>.parse([]) }
        #expect(throws: UsageError.invalidValue("KIND", expectation: "staging or production")) {
            try CommandLineParser<Sample.Sign>.parse(["testing"])
        }
        #expect(throws: UsageError.invalidValue("-n", expectation: "a whole number")) {
            try CommandLineParser<Sample.EnvAdd>.parse(["prod", "-n", "+3"])
        }
    }

    static let secret = "S3ntinel-hunter"

    @Test(
        "no message or hint repeats a value",
        arguments: [
            [secret, secret], ["stg", "--\(secret)"], ["stg", "--fil=\(secret)"], ["stg", "-\(secret)"],
            ["stg", "--wait", secret], ["stg", "--wait=\(secret)"], ["stg", "--yes=\(secret)"],
            ["stg", "--", "a", secret], ["stg", "--file=\(secret)", "--file=\(secret)"],
        ])
    func silence(line: [String]) {
        do {
            _ = try Put.parse(line)
            Issue.record("no error for a wrong line")
        } catch {
            #expect(!"\(error.message) \(error.hint ?? "") \(error)".contains(Self.secret))
        }
    }
}
