package import Arguments
import StrictJSON

/// A command that can be run.
package protocol Verb: Command {
    /// Does what was asked for and says what came of it; a negative answer is a report of status `.no`.
    ///
    /// - Throws: a diagnostic where it could not be done or not be told.
    func run(in context: ToolContext) throws(Diagnostic) -> Report
}

extension CompletionsCommand: Verb {
    /// The script, as data that `--quiet` does not silence. Never throws.
    package func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let script = Completions.script(for: shell.value, context.tool)
        return Report(
            .data, text: [.verbatim(script)],
            json: ["shell": .string(shell.value.rawValue), "script": .string(script)])
    }
}
