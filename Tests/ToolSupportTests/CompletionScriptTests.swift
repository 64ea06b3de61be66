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

    /// What is typed before a tabulator, and the words that the tool is then run with.
    static let typed: [(String, String)] = [
        ("sh", "show"), ("env a", "env add"), ("show --wa", "show --warn"),
        ("env add --kind=st", "env add --kind=staging"), ("env add -k st", "env add -k staging"),
        ("env add --file body-o", "env add --file body-one.json"),
        ("env add stg body-t", "env add stg body-two.json"), ("env add body-t", "env add body-t"),
        ("env add --json stg body-one.json body-t", "env add --json stg body-one.json body-two.json"),
        ("completions z", "completions zsh"), ("pass -- ls body-t", "pass -- ls body-two.json"),
    ]

    @Test("zsh completes what is typed at a terminal", arguments: typed)
    func zsh(typed: String, completed: String) throws {
        try withTemporaryFolder { folder in
            let start = """
                PS1='ready: '; unsetopt beep prompt_sp
                autoload -U compinit; compinit -u -D; source ./script
                d24-sample() { print -r -- "[$*]"; exit }
                """
            let write = """
                cd "$1" && printf %s "$2" > script && printf %s "$3" > .zshrc
                touch body-one.json body-two.json
                """
            let files = ["-c", write, "sh", folder, Self.script(.zsh), start]
            _ = try run("/bin/sh", files, environment: Self.environment)
            var environment = Self.environment
            environment["ZDOTDIR"] = folder
            let line = TerminalTurn(expecting: "ready: ", typing: Array("d24-sample \(typed)\t\n".utf8))
            let result = try run(
                "/usr/bin/zsh", ["-d", "-i"], environment: environment, folder: folder,
                terminal: TerminalUse(turns: [line], descriptors: [0, 1, 2]), deadline: 30)
            #expect(result.terminalText.contains("[\(completed)]"), "\(result.terminalText)")
        }
    }
}
