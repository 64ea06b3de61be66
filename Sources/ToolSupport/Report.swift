package import StrictJSON
import VaultFormat
package import VaultStore

/// What a verb found or did: one value, rendered as text or as JSON.
///
/// The two renderings say the same. Keys of the JSON are `snake_case` and are only ever added to.
package struct Report: Sendable {
    /// What standard output gets.
    package enum Output: Sendable {
        /// Talk about what was done; `--quiet` silences it.
        case summary
        /// What was asked for, as a signature is; printed with `--quiet` too.
        case data
        /// The verb has written its data through `ToolContext.output`, because it is secret or large. Text
        /// and JSON members are not printed.
        case written
    }

    /// `.no` is an answer and has a report; what has none is a `Diagnostic`.
    package var status: ExitStatus
    /// Whether `--quiet` silences the text, and whether there is anything left to print.
    package var output: Output
    /// In the order of printing; with `--json` none of it is printed.
    package var text: [TextBlock]
    /// The members of the one document.
    package var json: [JSONMember]
    /// What to do next: on standard error, unless `--quiet`; `hints` in JSON.
    package var hints: [String]
    /// What failed beside what there is to report, such as writing it to a file as well: said after it, and
    /// the exit status is its.
    package var failure: Diagnostic?

    /// - Parameter json: the members in their order; more can be appended to `json` later.
    package init(
        _ output: Output = .summary, status: ExitStatus = .success, text: [TextBlock],
        json: KeyValuePairs<String, JSONValue>, hints: [String] = []
    ) {
        self.status = status
        self.output = output
        self.text = text
        self.json = json.map { JSONMember($0.key, $0.value) }
        self.hints = hints
    }

    /// What became of the vault: whether it was changed, by `changed`, and the generation that is in place
    /// now.
    package init(
        _ change: VaultChange, text: [TextBlock], json: KeyValuePairs<String, JSONValue>, hints: [String] = []
    ) {
        self.init(text: text, json: json, hints: hints)
        self.json.insert(JSONMember("changed", .bool(change.changed)), at: 0)
        self.json.append(JSONMember("generation", .integer(Int64(change.after.generation))))
    }

    /// For data that the verb has already written through `ToolContext.output`.
    package static func written(status: ExitStatus = .success) -> Report {
        Report(.written, status: status, text: [], json: [:])
    }
}

/// A piece of a report's text. All but `verbatim` is escaped where it is shown, line ends too: strings from a
/// vault or a server may be put into it as they are.
package enum TextBlock: Sendable {
    case line(String)
    /// `name: value`, with the values below one another.
    case fields([(name: String, value: String)])
    /// Columns as wide as they must be; a header in lower case, or none.
    case table(header: [String] = [], rows: [[String]])
    /// Text that the program itself made and that may have several lines, such as a script; never a foreign
    /// string.
    case verbatim(String)
}
