package import Arguments
import Sodium
import SystemIO

/// A tool: its name and its verbs. An executable is one, or several under their names.
package struct Tool: Sendable {
    /// The version of all tools.
    package static let version = "0.1.0"

    /// Name, summary and verbs, `completions` last: what help, completions and the choice of a verb go by.
    package let declaration: ToolDeclaration
    private let verbs: [any Verb.Type]

    /// - Parameter verbs: in the order of the overview; `completions` is added.
    package init(name: String, summary: String, verbs: [any Verb.Type]) {
        declaration = ToolDeclaration(
            name: name, summary: summary, commands: verbs.map { CommandDeclaration($0) })
        self.verbs = verbs + [CompletionsCommand.self]
    }

    /// The whole life of the process.
    package func main() -> Never {
        LeashedProgram.serveIfAsked()
        start { ProcessArguments.read() }
    }

    /// The life of a process that is one of several tools: the one by whose name it was called, whatever the
    /// folder. Called by another name, it names those it goes by and ends with 2.
    ///
    /// - Parameter program: its own name, for that message.
    package static func main(program: String, asCalled tools: [Tool]) -> Never {
        LeashedProgram.serveIfAsked()
        let called = ProcessArguments.name?.text?.split(separator: "/").last
        if let tool = tools.first(where: { called == $0.declaration.name[...] }) { tool.main() }
        let names = tools.map(\.declaration.name).joined(separator: ", ")
        let refusal = Diagnostic(
            .usage, "this program is several tools, and acts as the one by whose name it is called",
            hints: ["call it by a link with one of these names: \(names)"])
        OutputWriter.standardError(Rendering.text(refusal, tool: program))
        ProcessEnd.now(refusal.status.rawValue)
    }

    /// The life of a process that serves no other program, with a command line from elsewhere, for tests.
    package func main(_ words: [String]) -> Never {
        main(bytes: words.map { Array($0.utf8) })
    }

    /// The same with words that need not be UTF-8.
    package func main(bytes words: [[UInt8]]) -> Never {
        start { words.map { ProcessArgument(bytes: $0) } }
    }

    /// Hardening comes before anything that could hold a secret, libsodium before anything that makes one.
    private func start(_ arguments: () -> [ProcessArgument]) -> Never {
        let startState = ProcessHardening.begin()
        var run = ToolRun(declaration, verbs, arguments(), startState)
        do {
            try Libsodium.start()
        } catch {
            ProcessEnd.now(run.fail(Diagnostic(.internalError, "libsodium cannot be used")).rawValue)
        }
        ProcessEnd.now(run.finish().rawValue)
    }
}
