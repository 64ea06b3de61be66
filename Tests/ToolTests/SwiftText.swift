/// A Swift source, parted into its code and its string literals; knows as much of the language as that takes.
struct SwiftText {
    struct Literal {
        var offset: Int
        /// The texts around the interpolations, those that are blank left out.
        var texts: [String]
    }

    /// The source with blanks for comments and for what is within literals; offsets are those of the source.
    private(set) var code: [UInt8]
    private(set) var literals: [Literal] = []
    private let source: [UInt8]
    private var at = 0

    init(_ text: String) {
        source = Array(text.utf8)
        code = source
        while at < source.count {
            if isHere("//") {
                blank(to: source[at...].firstIndex(of: UInt8(ascii: "\n")) ?? source.count)
            } else if let fence = fence() {
                readLiteral(fence)
            } else {
                at += 1
            }
        }
    }

    func line(of offset: Int) -> Int { 1 + source[..<offset].count { $0 == UInt8(ascii: "\n") } }

    /// From the first `open` at or behind an offset to the `close` that belongs to it.
    func block(from start: Int, _ open: Character, _ close: Character) -> Range<Int> {
        var depth = 0
        for offset in code[start...].indices {
            if code[offset] == open.asciiValue { depth += 1 }
            if code[offset] == close.asciiValue {
                depth -= 1
                if depth == 0 { return start..<offset }
            }
        }
        return start..<code.count
    }

    /// The rest of an argument of a call, up to its comma or the call's end.
    func argument(from start: Int) -> Range<Int> {
        var depth = 0
        for offset in code[start...].indices {
            switch code[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return start..<offset }
                depth -= 1
            case UInt8(ascii: ","): if depth == 0 { return start..<offset }
            default: break
            }
        }
        return start..<code.count
    }

    // MARK: reading

    /// What a literal begins with, if one begins here: its pounds and quotes.
    private func fence() -> (pounds: Int, quotes: Int)? {
        let pounds = source[at...].prefix { $0 == UInt8(ascii: "#") }.count
        let quotes = source[(at + pounds)...].prefix(3).prefix { $0 == UInt8(ascii: "\"") }.count
        return quotes == 0 ? nil : (pounds, quotes == 3 ? 3 : 1)
    }

    private mutating func readLiteral(_ fence: (pounds: Int, quotes: Int)) {
        let start = at
        let pounds = String(repeating: "#", count: fence.pounds)
        let end = String(repeating: "\"", count: fence.quotes) + pounds
        var (texts, text): ([[UInt8]], [UInt8]) = ([], [])
        at += fence.pounds + fence.quotes
        while at < source.count, !isHere(end) {
            if isHere("\\\(pounds)(") {
                at += 1 + fence.pounds
                skipInterpolation()
                texts.append(text)
                text = []
            } else if isHere("\\\(pounds)"), fence.pounds == 0 {
                // Escapes in messages are quotes, backslashes and ends of lines.
                if source[at + 1] != UInt8(ascii: "\n") { text.append(source[at + 1]) }
                at += 2
            } else {
                text.append(source[at])
                at += 1
            }
        }
        let stop = min(at + end.utf8.count, source.count)
        at = start
        blank(to: stop)
        let words = (texts + [text]).map { bytes in
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
        }
        literals.append(Literal(offset: start, texts: words.filter { !$0.isEmpty }))
    }

    /// Past the parentheses that begin here, with literals in them.
    private mutating func skipInterpolation() {
        var depth = 0
        repeat {
            if let fence = fence() {
                // A literal within one is part of what is put in; its own text is not looked at.
                let count = literals.count
                readLiteral(fence)
                literals.removeSubrange(count...)
                continue
            }
            if source[at] == UInt8(ascii: "(") { depth += 1 }
            if source[at] == UInt8(ascii: ")") { depth -= 1 }
            at += 1
        } while depth > 0 && at < source.count
    }

    private mutating func blank(to end: Int) {
        for offset in at..<end where code[offset] != UInt8(ascii: "\n") { code[offset] = UInt8(ascii: " ") }
        at = end
    }

    private func isHere(_ text: String) -> Bool { source[at...].starts(with: text.utf8) }
}
