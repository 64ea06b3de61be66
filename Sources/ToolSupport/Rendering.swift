import StrictJSON

/// Reports and diagnostics as the characters that are written. No I/O.
enum Rendering {
    static func text(_ blocks: [TextBlock]) -> String {
        blocks.map(text).joined()
    }

    private static func text(_ block: TextBlock) -> String {
        switch block {
        case .line(let line): TerminalText.escaped(line) + "\n"
        case .fields(let fields): table(fields.map { [$0.name + ":", $0.value] })
        case .table(let header, let rows): table((header.isEmpty ? [] : [header]) + rows)
        case .verbatim(let text): text.hasSuffix("\n") ? text : text + "\n"
        }
    }

    /// 64 columns: a longer cell does not widen its column. Many rows beside one long cell would be nothing
    /// but spaces.
    private static let cellLimit = 64

    private static func table(_ rows: [[String]]) -> String {
        let rows = rows.map { $0.map(TerminalText.escaped) }
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                if cell.count <= cellLimit { widths[column] = max(widths[column], cell.count) }
            }
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                // No spaces at the end of a line: nothing but empty cells may follow.
                if row[(column + 1)...].contains(where: { !$0.isEmpty }) {
                    line += String(repeating: " ", count: max(widths[column] - cell.count, 0) + 2)
                }
            }
            return line + "\n"
        }.joined()
    }

    /// The one document of `--json`.
    static func json(_ report: Report, warnings: [String]) -> [UInt8] {
        let notes = list("warnings", warnings) + list("hints", report.hints)
        return JSONWriter.write(.object(report.json + notes), style: .indented)
    }

    /// `d24-vault: error: …` and a line for each hint.
    static func text(_ diagnostic: Diagnostic, tool: String) -> String {
        line(tool, "error", diagnostic.message) + diagnostic.hints.map { line(tool, "hint", $0) }.joined()
    }

    /// One object on one line.
    static func json(_ diagnostic: Diagnostic, warnings: [String]) -> String {
        var members = [
            JSONMember("status", .integer(Int64(diagnostic.status.rawValue))),
            JSONMember("name", .string(diagnostic.status.name)),
            JSONMember("message", .string(diagnostic.message)),
        ]
        if let first = diagnostic.hints.first { members.append(JSONMember("hint", .string(first))) }
        if diagnostic.hints.count > 1 { members += list("hints", diagnostic.hints) }
        let error = JSONMember("error", .object(members))
        return JSONWriter.text(.object([error] + list("warnings", warnings))) + "\n"
    }

    /// One line on standard error.
    static func line(_ tool: String, _ kind: String, _ text: String) -> String {
        "\(tool): \(kind): \(TerminalText.escaped(text))\n"
    }

    /// A member that is only there when it holds something.
    static func list(_ key: String, _ texts: [String]) -> [JSONMember] {
        texts.isEmpty ? [] : [JSONMember(key, .array(texts.map { .string($0) }))]
    }
}
