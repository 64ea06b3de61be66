import Foundation

/// A real shell that has read a completion script, in a folder with some files, and is asked what it offers.
///
/// The tool itself is a program that leaves a trace when it is run: completing must not run it.
package struct CompletionShell {
    package let tool: String
    package let script: String

    package init(_ tool: String, script: String) {
        self.tool = tool
        self.script = script
    }

    /// What bash's function offers for the last of these words, `--help` aside; sorted.
    package func bash(_ words: [String]) throws -> [String] {
        let function = "_" + tool.split(separator: "-").joined(separator: "_")
        let program = """
            source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); \(function)
            (( ${#COMPREPLY[@]} )) && printf '%s\\n' "${COMPREPLY[@]}"; exit 0
            """
        return try lines("bash", ["--norc", "-c", program, "bash", tool] + words)
    }

    /// What fish offers at the end of a command line of these words, `--help` aside; sorted.
    package func fish(_ words: [String]) throws -> [String] {
        let line = ([tool] + words).joined(separator: " ")
        return try lines("fish", ["--no-config", "-c", "source ./script; complete -C '\(line)'"])
    }

    /// What the shell says of the script without running it; nothing if it is well-formed.
    package func syntax(_ shell: String) throws -> [String] {
        try lines(shell, ["-n", "script"])
    }

    /// The words that the tool is run with when a person at bash's or zsh's terminal types these, and
    /// tabulators among them; nil if it is not run.
    package func typed(_ shell: String, _ keys: String) throws -> String? {
        let start = """
            PS1='ready: '
            \(shell == "zsh" ? "unsetopt beep prompt_sp; autoload -U compinit; compinit -u -D" : "bind 'set bell-style none'")
            source ./script
            \(tool)() { printf '[%s]\\n' "$*"; exit; }
            """
        return try inFolder { folder in
            try write(start, to: "\(folder)/.\(shell)rc")
            let arguments = ["zsh": ["-d", "-i"], "bash": ["--rcfile", ".bashrc", "-i"]][shell] ?? []
            let turn = TerminalTurn(expecting: "ready: ", typing: Array("\(tool) \(keys)\n".utf8))
            var environment = Self.environment
            environment["ZDOTDIR"] = folder
            let result = try run(
                "/usr/bin/\(shell)", arguments, environment: environment, folder: folder,
                terminal: TerminalUse(turns: [turn], descriptors: [0, 1, 2]), deadline: 30)
            let lines = result.terminalText.split(whereSeparator: \.isNewline)
            return lines.last { $0.hasPrefix("[") && $0.hasSuffix("]") }.map {
                String($0.dropFirst().dropLast())
            }
        }
    }

    private static let environment = [
        "PATH": ".:/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "dumb", "LC_ALL": "C.UTF-8",
    ]

    private func lines(_ shell: String, _ arguments: [String]) throws -> [String] {
        try inFolder { folder in
            let result = try run(
                "/usr/bin/\(shell)", arguments, environment: Self.environment, folder: folder, deadline: 30)
            guard result.ending == .exited(0), result.errors.isEmpty else { return [result.errorText] }
            // Fish has a tabulator and the help behind each word.
            let words = result.outputText.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
            return words.filter { $0 != "--help" }.sorted()
        }
    }

    private func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            try write(script, to: "\(folder)/script")
            for name in ["body-one.json", "body-two.json"] { try write("", to: "\(folder)/\(name)") }
            try write("#!/bin/sh\ntouch called\n", to: "\(folder)/\(tool)", mode: 0o700)
            let result = try body(folder)
            guard !FileManager.default.fileExists(atPath: "\(folder)/called") else { throw Called() }
            return result
        }
    }

    private func write(_ text: String, to path: String, mode: Int = 0o600) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// Completing ran the tool.
    package struct Called: Error {}
}
