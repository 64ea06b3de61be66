import Arguments
import TestSupport
import Testing
import ToolSupport

/// The scripts are read by the shells themselves, and asked what they would offer.
@Suite("Completion scripts in their shells")
struct CompletionScriptTests {
    static let environment = [
        "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "dumb", "LC_ALL": "C.UTF-8",
    ]

    static func script(_ shell: Shell) -> String { Completions.script(for: shell, Sample.tool.declaration) }

    /// Runs a shell on a folder that holds `script` and the files `body-one.json` and `body-two.json`.
    static func ask(_ shell: Shell, _ arguments: [String]) throws -> [String] {
        try withTemporaryFolder { folder in
            let write = "cd \"$1\" && printf %s \"$2\" > script && touch body-one.json body-two.json"
            _ = try run("/bin/sh", ["-c", write, "sh", folder, script(shell)], environment: environment)
            let result = try run(
                "/usr/bin/\(shell.rawValue)", arguments, environment: environment, folder: folder,
                deadline: 30)
            #expect(result.ending == .exited(0))
            #expect(result.errorText == "")
            return result.outputText.split(separator: "\n").map(String.init)
        }
    }

    @Test("the shells find no mistake in them", arguments: Shell.allCases)
    func syntax(shell: Shell) throws {
        #expect(try Self.ask(shell, ["-n", "script"]) == [])
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
        let program = """
            source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _d24_sample
            (( ${#COMPREPLY[@]} )) && printf '%s\\n' "${COMPREPLY[@]}"; exit 0
            """
        let answers = try Self.ask(.bash, ["--norc", "-c", program, "bash", "d24-sample"] + words)
        #expect(answers.filter { $0 != "--help" }.sorted() == offered)
    }

    @Test("bash splits words at the equals sign", arguments: [["="], ["=", "p"]])
    func bashEquals(after: [String]) throws {
        let program = """
            source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _d24_sample
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let words = ["d24-sample", "env", "add", "--kind"] + after
        let answers = try Self.ask(.bash, ["--norc", "-c", program, "bash"] + words)
        #expect(answers == (after.count == 1 ? ["staging", "production"] : ["production"]))
    }

    @Test("fish offers what the declarations say", arguments: lines)
    func fish(words: [String], offered: [String]) throws {
        let line = (["d24-sample"] + words).joined(separator: " ")
        let answers = try Self.ask(.fish, ["--no-config", "-c", "source ./script; complete -C '\(line)'"])
        let names = answers.map { String($0.prefix { $0 != "\t" }) }
        #expect(names.filter { $0 != "--help" }.sorted() == offered)
    }
}
