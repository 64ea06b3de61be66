package import Arguments
import StrictJSON
package import SystemIO

/// What a verb may know of the process that it runs in.
package struct ToolContext {
    /// The one that runs, of those that an executable may be.
    package let tool: ToolDeclaration
    /// For `ProcessImage.replace`.
    package let startState: StartState
    /// `--json`; until the words are parsed, whether it is one of them before `--`.
    package internal(set) var json: Bool
    /// `--quiet`; false until the words are parsed. It changes nothing of what `--json` prints.
    package internal(set) var quiet: Bool
    /// All words after the tool's name.
    package let arguments: [ProcessArgument]
    /// For data that is secret or large; see `Report.Output.written`.
    package let output = ToolOutput()
    let warnings = Warnings()

    /// The words after the first `--` as they were given: they need not be UTF-8.
    package var trailingArguments: [[UInt8]] {
        arguments.drop { $0.text != "--" }.dropFirst().map(\.bytes)
    }

    /// A variable of the environment; one that is empty counts as not set.
    package func environment(_ name: String) -> String? {
        ProcessEnvironment.value(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Says something that the person should know and that changes nothing: on standard error at once, with
    /// `--json` as a member `warnings` of the document, with `--quiet` not at all.
    package func warn(_ message: String) {
        if json {
            warnings.kept.append(message)
        } else if !quiet {
            OutputWriter.standardError(Rendering.line(tool.name, "warning", message))
        }
    }

    /// Says what is about to be done: on standard error at once, with `--json` and `--quiet` not at all.
    /// - Parameter kind: one word that the line begins with, after the tool's name.
    package func tell(_ kind: String, _ message: String) {
        if !json, !quiet { OutputWriter.standardError(Rendering.line(tool.name, kind, message)) }
    }

    /// Prints text that a report would have begun with, when a later step has no report to add to it; with
    /// `--json` and `--quiet` nothing.
    package func show(_ text: [TextBlock]) throws(Diagnostic) {
        if !json, !quiet { try output.write(Rendering.text(text)) }
    }

    /// Brings out what `warn` kept for a document that will not be written: before an exec, and for
    /// `.written`.
    package func deliverWarnings() {
        guard !warnings.kept.isEmpty else { return }
        let document = JSONWriter.text(.object(Rendering.list("warnings", warnings.kept)))
        OutputWriter.standardError(document + "\n")
        warnings.kept = []
    }
}

/// Warnings that wait for the document.
final class Warnings {
    var kept: [String] = []
}
