import Arguments
import TestSupport
import Testing
import ToolSupport

/// The scripts are read by the shells themselves, and asked what they would offer.
@Suite("Completion scripts in their shells")
struct CompletionScriptTests {
    static func shell(_ shell: Shell) -> CompletionShell {
        CompletionShell("d24-sample", script: Completions.script(for: shell, Sample.tool.declaration))
    }

    @Test("the shells find no mistake in them", arguments: Shell.allCases)
    func syntax(shell: Shell) throws {
        #expect(try Self.shell(shell).syntax(shell.rawValue) == [])
    }

    /// Words of a command line, the last one at the cursor, and what is offered there.
    static let lines: [([String], [String])] = [
        (["sh"], ["show"]), (["env", ""], ["add"]), (["env", "a"], ["add"]), (["show", "--no"], ["--no"]),
        (["show", "--nothing"], []), (["env", "add", "--ki"], ["--kind"]),
        (["env", "add", "--kind", ""], ["production", "staging"]), (["env", "add", "-k", "st"], ["staging"]),
        (["env", "add", "--file", "body-o"], ["body-one.json"]), (["env", "add", "body"], []),
        (["env", "add", "stg", "body-t"], ["body-two.json"]),
        (["env", "add", "stg", "body-one.json", "body"], ["body-one.json", "body-two.json"]),
        (["env", "add", "--kind", "staging", "stg", "body-t"], ["body-two.json"]),
        (["env", "add", "--kind", "staging", "body-t"], []), (["completions", ""], ["bash", "fish", "zsh"]),
        (["completions", "--json", "z"], ["zsh"]), (["pass", "--", "body-t"], ["body-two.json"]),
    ]

    @Test("bash offers what the declarations say", arguments: lines)
    func bash(words: [String], offered: [String]) throws {
        #expect(try Self.shell(.bash).bash(words) == offered)
    }

    @Test("bash splits words at the equals sign", arguments: [["="], ["=", "p"]])
    func bashEquals(after: [String]) throws {
        let answers = try Self.shell(.bash).bash(["env", "add", "--kind"] + after)
        #expect(answers == (after.count == 1 ? ["production", "staging"] : ["production"]))
    }

    @Test("fish offers what the declarations say", arguments: lines)
    func fish(words: [String], offered: [String]) throws {
        #expect(try Self.shell(.fish).fish(words) == offered)
    }

    /// What is typed before a tabulator, and the words that the tool is then run with.
    static let typed: [(String, String)] = [
        ("sh", "show"), ("env a", "env add"), ("show --wa", "show --warn"),
        ("env add --kind=st", "env add --kind=staging"), ("env add -k st", "env add -k staging"),
        ("env add --file body-o", "env add --file body-one.json"),
        ("env add stg body-t", "env add stg body-two.json"), ("env add body-t", "env add body-t"),
        ("env add --json stg body-one.json body-t", "env add --json stg body-one.json body-two.json"),
        ("completions z", "completions zsh"), ("pass -- ls body-t", "pass -- ls body-two.json"),
    ]

    @Test("bash and zsh complete what is typed at a terminal", arguments: typed, [Shell.bash, .zsh])
    func terminal(line: (String, String), shell: Shell) throws {
        #expect(try Self.shell(shell).typed(shell.rawValue, line.0 + "\t") == line.1)
    }
}
