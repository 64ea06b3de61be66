/// Words into lines: the little that help pages need.
package enum TextLayout {
    /// The width of a help page: a terminal of 80 columns with the last one free.
    package static let width = 79

    /// `a`, `a or b`, `a, b or c`.
    static func alternatives(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }

    /// Fills lines up to the width; a longer word stands alone.
    package static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= width {
                line += " \(word)"
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Two columns: labels, and texts that wrap beside them or below a label that is too long.
    static func columns(_ rows: [(label: String, text: String)], labelWidth: Int = 24) -> [String] {
        let longest = rows.map(\.label.count).filter { $0 <= labelWidth }.max() ?? labelWidth
        let indent = 2 + longest + 2
        return rows.flatMap { row in
            var texts = wrap(row.text, width: width - indent)[...]
            var first = "  \(row.label)"
            if row.label.count <= longest, let text = texts.popFirst() {
                first += String(repeating: " ", count: indent - first.count) + text
            }
            return [first] + texts.map { String(repeating: " ", count: indent) + $0 }
        }
    }

    /// Paragraphs are filled; lines that begin with a space stay as they are.
    static func paragraphs(_ text: String) -> [String] {
        var lines: [String] = []
        var paragraph = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + [""] {
            if line.isEmpty || line.hasPrefix(" ") {
                lines += wrap(paragraph, width: width)
                paragraph = ""
                lines.append(line)
            } else {
                paragraph += "\(line) "
            }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
