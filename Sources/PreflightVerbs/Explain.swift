import Arguments
import PreflightChecks
import StrictJSON
import ToolSupport

/// `d24-preflight explain ID`.
struct Explain: Verb {
    static let name = "explain"
    static let summary = "say what a check looks at, what it shows, and what to do"

    var id = Required<CheckID>()

    static let syntax: [Argument<Explain>] = [.operand(\.id, "ID", "the check")]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard let check = Check.all.first(where: { $0.id == id.value.text }) else {
            throw Diagnostic(
                .usage, "there is no such check", hint: Diagnostic.checkHint(Check.nearest(to: id.value.text))
            )
        }
        let page = ["\(check.id): \(check.summary)"] + check.paragraphs
        let text = page.map { TextLayout.wrap($0, width: TextLayout.width).joined(separator: "\n") + "\n" }
        var report = Report(.data, text: [.verbatim(text.joined(separator: "\n"))], json: [:])
        report.json =
            check.members + [
                JSONMember("looks_at", .string(check.explanation.looksAt)),
                JSONMember("evidence", .string(check.explanation.evidence)),
                JSONMember("to_do", .string(check.explanation.toDo)),
            ]
        return report
    }
}
