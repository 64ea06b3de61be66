/// Writes a JSON document in UTF-8 with few escapes: quotes, backslashes, and the characters that steer a
/// terminal (C0, DEL, C1, line separators, direction marks), so that a document may be shown as it is.
package struct JSONWriter {
    /// How a document is laid out; escapes and the order of members are the same in both.
    package enum Style: Sendable {
        /// On one line, without spaces, without a final newline.
        case compact
        /// Two spaces a level and a final newline.
        case indented
    }

    private var output: [UInt8] = []
    private let style: Style

    /// The document as bytes. A `.number` whose text is not a JSON number is a defect of the program and
    /// traps.
    package static func write(_ value: JSONValue, style: Style = .compact) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.write(value, depth: 0)
        if style == .indented { writer.output.append(UInt8(ascii: "\n")) }
        return writer.output
    }

    /// The document as text.
    package static func text(_ value: JSONValue, style: Style = .compact) -> String {
        String(decoding: write(value, style: style), as: UTF8.self)
    }

    private init(style: Style) {
        self.style = style
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .number(let text):
            precondition(Self.isNumber(text), "the text of a JSON number is not one")
            append(text)
        case .string(let text): appendQuoted(text)
        case .array(let elements):
            appendList(elements, "[", "]", depth) { writer, element in writer.write(element, depth: depth + 1)
            }
        case .object(let members):
            appendList(members, "{", "}", depth) { writer, member in
                writer.appendQuoted(member.key)
                writer.append(writer.style == .indented ? ": " : ":")
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func appendList<Element>(
        _ elements: [Element], _ opening: String, _ closing: String, _ depth: Int,
        _ body: (inout JSONWriter, Element) -> Void
    ) {
        append(opening)
        for (index, element) in elements.enumerated() {
            if index > 0 { append(",") }
            breakLine(depth + 1)
            body(&self, element)
        }
        if !elements.isEmpty { breakLine(depth) }
        append(closing)
    }

    private mutating func breakLine(_ depth: Int) {
        guard style == .indented else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    private mutating func appendQuoted(_ text: String) {
        output.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({
            $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }) {
            output.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { append(scalar) }
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append("\\\"")
        case "\\": append("\\\\")
        case "\u{08}": append("\\b")
        case "\t": append("\\t")
        case "\n": append("\\n")
        case "\u{0C}": append("\\f")
        case "\r": append("\\r")
        case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{061C}", "\u{200E}"..."\u{200F}",
            "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
            let digits = String(scalar.value, radix: 16)
            append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        default:
            output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    /// A number by the reader's own grammar, with no white space around it.
    private static func isNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard !bytes.contains(where: { $0 <= 0x20 }) else { return false }
        switch try? JSONReader.read(bytes.span) {
        case .number?, .integer?: return true
        case .null?, .bool?, .string?, .array?, .object?, nil: return false
        }
    }
}
