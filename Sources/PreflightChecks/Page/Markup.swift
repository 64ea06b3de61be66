/// A piece of an HTML page, which is well-formed XML too.
///
/// A string becomes markup in one way only, escaped, so nothing that a vault, a server or a file says can add
/// an element, an attribute or a script.
struct Markup {
    let html: String

    private init(html: String) { self.html = html }

    /// Text as it is read, in content and attributes alike.
    static func text(_ text: String) -> Markup { Markup(html: PageText.escaped(text)) }

    /// Text that somebody else wrote, within a line of ours: letters that run from right to left would else
    /// move ours.
    static func foreign(_ text: String) -> Markup { inline("bdi", [:], .text(text)) }

    /// What only the program writes, such as the style.
    static func verbatim(_ html: StaticString) -> Markup { Markup(html: "\(html)") }

    /// Several pieces in a row.
    static func group(_ content: [Markup]) -> Markup { Markup(html: content.map(\.html).joined()) }

    /// An element within a line.
    static func inline(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ content: Markup...
    ) -> Markup { element(name, attributes, content) }

    /// An element that ends its line, so that the source can be read and compared too.
    static func block(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ content: [Markup]
    ) -> Markup { Markup(html: element(name, attributes, content).html + "\n") }

    private static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ content: [Markup]
    ) -> Markup {
        let list = attributes.map { " \($0.key)=\"\(PageText.escaped($0.value))\"" }.joined()
        return Markup(html: "<\(name)\(list)>" + group(content).html + "</\(name)>")
    }
}

/// Strings on a page.
enum PageText {
    /// The string with the five characters that mean something to HTML or XML as references, and with what
    /// cannot be seen spelled out as ``visible(_:keepingLines:)`` does.
    static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        var result = ""
        for scalar in visible(text, keepingLines: keepingLines).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The bytes that ``escaped(_:keepingLines:)`` was given; nil where an ampersand begins something else.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        let references: [(text: [UInt8], byte: UInt8)] = [
            (Array("&amp;".utf8), UInt8(ascii: "&")), (Array("&lt;".utf8), UInt8(ascii: "<")),
            (Array("&gt;".utf8), UInt8(ascii: ">")), (Array("&quot;".utf8), UInt8(ascii: "\"")),
            (Array("&#39;".utf8), UInt8(ascii: "'")),
        ]
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.first {
            if byte == UInt8(ascii: "&") {
                guard let found = references.first(where: { rest.starts(with: $0.text) }) else { return nil }
                result.append(found.byte)
                rest = rest.dropFirst(found.text.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    /// The string with every character that cannot be seen, or that moves others about, as `\u{1b}`.
    static func visible(_ text: String, keepingLines: Bool = false) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isVisible(scalar) || (keepingLines && scalar == "\n") {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    /// Controls, what Unicode lets a program ignore (Default_Ignorable_Code_Point: direction marks,
    /// zero-width and tag characters, selectors), separators, private use and what is no character.
    ///
    /// Ranges, and not the categories of whatever Unicode the compiler came with: a page must come out the
    /// same, byte for byte, when a later version draws it again to compare.
    private static let hidden: [ClosedRange<UInt32>] = [
        0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x034F...0x034F, 0x061C...0x061C, 0x115F...0x1160,
        0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164,
        0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF0...0xFFFC,
        0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF, 0xF0000...0x10FFFF,
    ]

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value & 0xFFFE == 0xFFFE { return false }
        return !hidden.contains { $0.contains(scalar.value) }
    }
}
