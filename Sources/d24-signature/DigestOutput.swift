import Arguments
import StrictJSON
import ToolSupport

/// How a digest is printed: alone, so that a script can take it as it is, and with a newline for people.
struct DigestOutput: Sendable {
    var newline = false

    static let syntax: [Argument<DigestOutput>] = [
        .flag(\.newline, "newline", "end with a newline, as at a terminal")
    ]

    /// Writes `text`, or the document of `--json`.
    func report(
        _ text: String, json: KeyValuePairs<String, JSONValue>, in context: ToolContext
    ) throws(Diagnostic) -> Report {
        if context.json { return Report(.data, text: [], json: json) }
        try context.output.write(newline || context.output.isTerminal ? text + "\n" : text)
        return .written()
    }
}
