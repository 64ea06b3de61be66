import StrictJSON

/// A JSON document with its tokens and the white space between them, byte by byte as they were written.
///
/// Changing one thing about it leaves everything else as it was, which parsing and writing does not.
struct JSONText {
    private indirect enum Node {
        /// A number, a word, or a string with its quotation marks.
        case scalar([UInt8])
        /// Elements with the white space around each; that of an empty array stands alone.
        case array([Element], empty: [UInt8])
        case object([Member], empty: [UInt8])
    }

    private struct Element {
        var before: [UInt8]
        var node: Node
        var after: [UInt8]
    }

    private struct Member {
        var before: [UInt8]
        var key: [UInt8]
        /// From the key to the value: white space, the colon, white space.
        var colon: [UInt8]
        var node: Node
        var after: [UInt8]
    }

    private var before: [UInt8]
    private var root: Node
    private var after: [UInt8]

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Reads a document that the strict reader takes, but for a byte-order mark before it, which goes where
    /// the white space before it goes.
    init(_ bytes: [UInt8]) throws(JSONError) {
        let mark = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark : []
        let document = Array(bytes.dropFirst(mark.count))
        _ = try JSONReader.read(document.span)
        var scanner = Scanner(bytes: document)
        before = mark + scanner.whiteSpace()
        root = scanner.node()
        after = scanner.whiteSpace()
    }

    /// The document as it is.
    var bytes: [UInt8] {
        var output = before
        Self.write(root, to: &output)
        return output + after
    }

    /// The one string that the document is, with its quotation marks; nil for another document.
    var string: [UInt8]? {
        if case .scalar(let token) = root, token.first == Self.quotationMark { token } else { nil }
    }

    /// The members of the document where it is an object: keys and values as they were written.
    var members: [(key: [UInt8], value: [UInt8])]? {
        guard case .object(let members, _) = root else { return nil }
        return members.map { member in
            var value: [UInt8] = []
            Self.write(member.node, to: &value)
            return (member.key, value)
        }
    }

    // MARK: with one thing changed

    /// With every string, keys too, as `change` makes it from what stands between the quotation marks.
    func mappingStrings(_ change: ([UInt8]) -> [UInt8]) -> [UInt8] {
        mapped { token in
            guard token.first == Self.quotationMark else { return token }
            return [Self.quotationMark] + change(Array(token.dropFirst().dropLast())) + [Self.quotationMark]
        }.bytes
    }

    /// With every number as `change` makes it.
    func mappingNumbers(_ change: ([UInt8]) -> [UInt8]) -> JSONText {
        mapped { token in
            guard let first = token.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
                return token
            }
            return change(token)
        }
    }

    /// With every string, keys too, written anew: `change` gets the text that it stands for and makes a token
    /// of it.
    func rewritingStrings(_ change: ([UInt8]) -> [UInt8]) -> JSONText {
        mapped { token in JSONStrings.decoded(token).map(change) ?? token }
    }

    /// With the members of every object in the order of their keys, and the white space where it was.
    func sortingKeys() -> [UInt8] {
        var copy = self
        copy.root = Self.sorted(root)
        return copy.bytes
    }

    /// Without white space but that of a style.
    func restyled(_ style: Style) -> [UInt8] {
        var output: [UInt8] = []
        Self.write(root, style, depth: 0, to: &output)
        return output
    }

    /// How a writer sets white space.
    struct Style {
        /// Between elements on one line.
        var separator = ","
        var colon = ":"
        /// For each level on lines of their own; nil for one line.
        var indent: String?
    }

    private func mapped(_ change: ([UInt8]) -> [UInt8]) -> JSONText {
        var copy = self
        copy.root = Self.mapped(root, change)
        return copy
    }

    private static func mapped(_ node: Node, _ change: ([UInt8]) -> [UInt8]) -> Node {
        switch node {
        case .scalar(let token): return .scalar(change(token))
        case .array(let elements, let empty):
            return .array(
                elements.map { Element(before: $0.before, node: mapped($0.node, change), after: $0.after) },
                empty: empty)
        case .object(let members, let empty):
            return .object(
                members.map { member in
                    var member = member
                    member.key = change(member.key)
                    member.node = mapped(member.node, change)
                    return member
                }, empty: empty)
        }
    }

    private static func sorted(_ node: Node) -> Node {
        switch node {
        case .scalar: return node
        case .array(let elements, let empty):
            return .array(
                elements.map { Element(before: $0.before, node: sorted($0.node), after: $0.after) },
                empty: empty)
        case .object(let members, let empty):
            // By what the keys stand for: the bytes of UTF-8 are in the order of the characters.
            let inOrder = members.map { (text: JSONStrings.decoded($0.key) ?? $0.key, member: $0) }
                .sorted { $0.text.lexicographicallyPrecedes($1.text) }.map(\.member)
            return .object(
                zip(members, inOrder).map { place, member in
                    Member(
                        before: place.before, key: member.key, colon: member.colon, node: sorted(member.node),
                        after: place.after)
                }, empty: empty)
        }
    }

    // MARK: writing

    private static let quotationMark = UInt8(ascii: "\"")

    private static func write(_ node: Node, to output: inout [UInt8]) {
        switch node {
        case .scalar(let token): output += token
        case .array(let elements, let empty):
            output.append(UInt8(ascii: "["))
            output += empty
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                output += element.before
                write(element.node, to: &output)
                output += element.after
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members, let empty):
            output.append(UInt8(ascii: "{"))
            output += empty
            for (index, member) in members.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                output += member.before + member.key + member.colon
                write(member.node, to: &output)
                output += member.after
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ node: Node, _ style: Style, depth: Int, to output: inout [UInt8]) {
        switch node {
        case .scalar(let token): output += token
        case .array(let elements, _):
            writeList(elements, "[", "]", style, depth, to: &output) { element, output in
                write(element.node, style, depth: depth + 1, to: &output)
            }
        case .object(let members, _):
            writeList(members, "{", "}", style, depth, to: &output) { member, output in
                output += member.key + Array(style.colon.utf8)
                write(member.node, style, depth: depth + 1, to: &output)
            }
        }
    }

    private static func writeList<Item>(
        _ items: [Item], _ opening: String, _ closing: String, _ style: Style, _ depth: Int,
        to output: inout [UInt8], _ body: (Item, inout [UInt8]) -> Void
    ) {
        output += Array(opening.utf8)
        func breakLine(_ depth: Int) {
            guard let indent = style.indent else { return }
            output.append(UInt8(ascii: "\n"))
            for _ in 0..<depth { output += Array(indent.utf8) }
        }
        for (index, item) in items.enumerated() {
            if index > 0 { output += Array((style.indent == nil ? style.separator : ",").utf8) }
            breakLine(depth + 1)
            body(item, &output)
        }
        if !items.isEmpty { breakLine(depth) }
        output += Array(closing.utf8)
    }

    // MARK: reading

    /// Walks over a document that is known to be well formed, at most 32 levels deep.
    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        mutating func take(while condition: (UInt8) -> Bool) -> [UInt8] {
            let start = position
            while position < bytes.count, condition(bytes[position]) { position += 1 }
            return Array(bytes[start..<position])
        }

        mutating func whiteSpace() -> [UInt8] { take { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

        mutating func node() -> Node {
            switch bytes[position] {
            case UInt8(ascii: "\""): return .scalar(string())
            case UInt8(ascii: "["):
                var elements: [Element] = []
                let empty = list(UInt8(ascii: "]")) { scanner, before in
                    let node = scanner.node()
                    elements.append(Element(before: before, node: node, after: scanner.whiteSpace()))
                }
                return .array(elements, empty: empty)
            case UInt8(ascii: "{"):
                var members: [Member] = []
                let empty = list(UInt8(ascii: "}")) { scanner, before in
                    let key = scanner.string()
                    var colon = scanner.whiteSpace()
                    colon.append(scanner.bytes[scanner.position])
                    scanner.position += 1
                    colon += scanner.whiteSpace()
                    let node = scanner.node()
                    members.append(
                        Member(
                            before: before, key: key, colon: colon, node: node, after: scanner.whiteSpace()))
                }
                return .object(members, empty: empty)
            case _: return .scalar(take { ![0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5D, 0x7D].contains($0) })
            }
        }

        /// The items up to the closing byte; answers the white space of an empty list.
        private mutating func list(
            _ closing: UInt8, _ item: (inout Scanner, [UInt8]) -> Void
        ) -> [UInt8] {
            position += 1
            let first = whiteSpace()
            guard bytes[position] != closing else {
                position += 1
                return first
            }
            item(&self, first)
            while bytes[position] != closing {
                // A comma.
                position += 1
                item(&self, whiteSpace())
            }
            position += 1
            return []
        }

        mutating func string() -> [UInt8] {
            let start = position
            position += 1
            while bytes[position] != UInt8(ascii: "\"") {
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            position += 1
            return Array(bytes[start..<position])
        }
    }
}
