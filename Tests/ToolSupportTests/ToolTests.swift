import Glibc
import StrictJSON
import SystemIO
import Testing
import ToolSupport

@Suite("A tool from its first line to its exit status")
struct ToolTests {
    struct Ended {
        let output: String
        let errors: String
    }

    /// Runs the sample tool in a process of its own.
    static func run(_ words: [String], _ status: ToolSupport.ExitStatus) async throws -> Ended {
        let code = status.rawValue
        let result = try await #require(
            processExitsWith: .exitCode(code), observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [words] in
            try ToolTests.begin()
            Sample.tool.main(words)
        }
        return Ended(output: text(result.standardOutputContent), errors: text(result.standardErrorContent))
    }

    /// The testing library hands over its own separator in place of an empty output, so none is left empty.
    static func begin() throws {
        try OutputWriter.standardOutput(">")
        OutputWriter.standardError(">")
    }

    static func text(_ bytes: [UInt8]) -> String {
        #expect(bytes.first == UInt8(ascii: ">"))
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    @Test("a report is text, escaped and aligned, and hints go to standard error")
    func text() async throws {
        let ended = try await Self.run(["show"], .success)
        #expect(
            ended.output == """
                red \\u{1b}[31m
                name:         a\\u{a}b
                longer name:  c
                one    two
                1
                12345  2

                """)
        #expect(ended.errors == "d24-sample: hint: then do this\n")
    }

    @Test("the same report is one JSON document, and standard error is silent")
    func json() async throws {
        let ended = try await Self.run(["show", "--json", "--warn"], .success)
        let document = try JSONReader.read(Array(ended.output.utf8).span)
        #expect(
            document == [
                "name": "a\nb", "list": [1, 2], "warnings": ["be careful with \u{1b}[31m"],
                "hints": ["then do this"],
            ])
        #expect(ended.errors == "")
    }

    @Test(
        "the status does not depend on the format",
        arguments: [[], ["--json"], ["--quiet"], ["--json", "-q"]])
    func status(options: [String]) async throws {
        _ = try await Self.run(["show", "--no"] + options, .no)
        _ = try await Self.run(["fail", "13"] + options, .rolledBack)
        _ = try await Self.run(["fail"] + options, .usage)
    }

    @Test("--quiet leaves nothing of a summary, its warnings and hints")
    func quiet() async throws {
        let ended = try await Self.run(["show", "--warn", "--quiet"], .success)
        #expect(ended.output == "" && ended.errors == "")
        #expect(try await Self.run(["give", "-q"], .success).output == "data\n")
    }

    @Test("--quiet and --json are what the parser finds: a letter among others, and no value of an option")
    func parsedOptions() async throws {
        #expect(try await Self.run(["env", "add", "stg", "-qk", "staging"], .success).output == "")
        let words = ["env", "add", "stg", "--kind=staging", "--file"]
        for value in ["--json", "--quiet", "-q"] {
            #expect(try await Self.run(words + [value], .success).output == "added\n")
        }
    }

    @Test("warnings are said at once and escaped")
    func warning() async throws {
        let ended = try await Self.run(["show", "--warn"], .success)
        #expect(ended.errors.hasPrefix("d24-sample: warning: be careful with \\u{1b}[31m\n"))
    }

    @Test("a diagnostic is an error line and its hints")
    func diagnostic() async throws {
        let ended = try await Self.run(["fail", "12"], .damaged)
        #expect(ended.output == "")
        #expect(
            ended.errors == """
                d24-sample: warning: about to fail
                d24-sample: error: failed at \\u{9b}31m
                d24-sample: hint: first
                d24-sample: hint: second

                """)
        #expect(try await Self.run(["fail", "12", "-q"], .damaged).errors.hasPrefix("d24-sample: error: "))
    }

    @Test("with --json a diagnostic is one object on standard error")
    func diagnosticInJSON() async throws {
        let ended = try await Self.run(["fail", "12", "--json"], .damaged)
        #expect(ended.output == "")
        #expect(ended.errors.split(separator: "\n").count == 1)
        #expect(!ended.errors.contains("\u{9b}"))
        let document = try JSONReader.read(Array(ended.errors.utf8).span)
        #expect(
            document == [
                "error": [
                    "status": 12, "name": "damaged", "message": "failed at \u{9b}31m", "hint": "first",
                    "hints": ["first", "second"],
                ],
                "warnings": ["about to fail"],
            ])
    }

    @Test(
        "a usage error is 2 and ends with the page that helps",
        arguments: [
            ([], "see 'd24-sample --help'"), (["shwo"], "see 'd24-sample --help'"),
            (["env"], "see 'd24-sample env --help'"), (["env", "ad"], "see 'd24-sample env --help'"),
            (["show", "--nonsense"], "see 'd24-sample show --help'"),
            (["env", "add"], "see 'd24-sample env add --help'"),
            (["env", "add", "stg"], "see 'd24-sample env add --help'"),
            (["pass", "x"], "see 'd24-sample pass --help'"),
        ])
    func usage(words: [String], hint: String) async throws {
        let ended = try await Self.run(words, .usage)
        #expect(ended.output == "")
        #expect(ended.errors.hasPrefix("d24-sample: error: "))
        #expect(ended.errors.hasSuffix("d24-sample: hint: \(hint)\n"))
    }

    @Test("a usage error is JSON where --json was typed, but not after --")
    func usageInJSON() async throws {
        let ended = try await Self.run(["env", "--json"], .usage)
        let error = try JSONReader.read(Array(ended.errors.utf8).span)["error"]
        #expect(error?["name"] == "usage")
        #expect(error?["message"] == "'env' needs one of: add")
        #expect(try await Self.run(["show", "--", "--json"], .usage).errors.hasPrefix("d24-sample: error: "))
    }

    @Test("help, version and completions are data on standard output")
    func builtIn() async throws {
        #expect(try await Self.run(["--help"], .success).output.contains("  env add "))
        #expect(
            try await Self.run(["env", "--help"], .success).output.hasPrefix("usage: d24-sample env VERB"))
        #expect(
            try await Self.run(["fail", "--help", "-q"], .success).output.hasPrefix("usage: d24-sample fail"))
        #expect(try await Self.run(["--version"], .success).output == "d24-sample \(Tool.version)\n")
        let version = try await Self.run(["--version", "--json"], .success).output
        #expect(try JSONReader.read(Array(version.utf8).span)["version"]?.stringValue == Tool.version)
        #expect(
            try await Self.run(["completions", "fish"], .success).output.contains("complete -c d24-sample"))
    }

    @Test("bytes that a verb writes arrive as they are, and the report adds nothing")
    func written() async throws {
        let result = try await #require(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            Sample.tool.main(["give", "--written", "--json"])
        }
        #expect(result.standardOutputContent == [0xFF, 0x00, 0x1B])
        #expect(String(decoding: result.standardErrorContent, as: UTF8.self) == "{\"warnings\":[\"kept\"]}\n")
    }

    static let bytes: [UInt8] = [0x53, 0x33, 0x6E, 0xFF]

    @Test("an argument that is not UTF-8 is a usage error that does not show it")
    func notText() async throws {
        let result = try await #require(processExitsWith: .exitCode(2), observing: [\.standardErrorContent]) {
            Sample.tool.main(bytes: [Array("show".utf8), ToolTests.bytes])
        }
        let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(errors.hasPrefix("d24-sample: error: argument 2 is not UTF-8 text\n"))
        #expect(!errors.contains("S3n"))
    }

    @Test("after -- it is passed on by a verb that takes anything, and refused by others")
    func bytesAfterDashes() async throws {
        let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            Sample.tool.main(bytes: [Array("pass".utf8), Array("--".utf8), ToolTests.bytes, Array("--".utf8)])
        }
        #expect(result.standardOutputContent == Self.bytes + Array("--".utf8))
        await #expect(processExitsWith: .exitCode(2)) {
            let line = ["env", "add", "--kind=staging", "--", "stg"].map { Array($0.utf8) }
            Sample.tool.main(bytes: line + [ToolTests.bytes])
        }
    }

    @Test(
        "a full disk is 17 with a message, whatever is printed",
        arguments: [["show"], ["--help"], ["give", "--json"]])
    func fullDisk(words: [String]) async throws {
        let result = try await #require(processExitsWith: .exitCode(17), observing: [\.standardErrorContent])
        {
            [words] in
            let full = try FileDescriptor.open("/dev/full", .write)
            dup2(full.rawValue, 1)
            Sample.tool.main(words)
        }
        let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(errors.contains("cannot write to standard output: no space left on device"))
    }

    @Test("a closed standard output is 17 with a message, and silence is no failure")
    func closedOutput() async throws {
        let result = try await #require(processExitsWith: .exitCode(17), observing: [\.standardErrorContent])
        {
            close(1)
            Sample.tool.main(["show"])
        }
        #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("cannot write"))
        await #expect(processExitsWith: .success) {
            close(1)
            Sample.tool.main(["show", "--quiet"])
        }
    }
}
