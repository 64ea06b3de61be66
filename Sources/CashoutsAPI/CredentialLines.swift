import Sodium

/// Lines `D24_API_KEY=…`: the value is literal to the end of the line and nothing in it is expanded.
///
/// Lines end with LF or CRLF. The CR of a CRLF is dropped, not refused: editors on Windows write it, and
/// since control characters are refused in values anyway, it cannot have been a part of one. Empty lines,
/// lines of spaces and tabs, and lines whose first byte is `#` are skipped.
enum CredentialLines {
    static func read(_ input: Span<UInt8>) throws(CredentialInputError) -> CredentialTriple {
        var fields = PartialCredential()
        var start = 0
        var number = 1
        while start < input.count {
            var end = start
            while end < input.count, input[end] != ASCII.lineFeed { end += 1 }
            let next = end + 1
            if end < input.count, end > start, input[end - 1] == ASCII.carriageReturn { end -= 1 }
            try readLine(input.extracting(start..<end), number, into: &fields)
            start = next
            number += 1
        }
        return try fields.complete()
    }

    private static func readLine(
        _ line: Span<UInt8>, _ number: Int, into fields: inout PartialCredential
    ) throws(CredentialInputError) {
        let text = trimmed(line)
        guard !text.isEmpty, line[0] != ASCII.numberSign else { return }
        guard text[0] != UInt8(ascii: "{") else { throw .braceNotFirst(line: number) }

        var equals = 0
        while equals < line.count, line[equals] != ASCII.equals { equals += 1 }
        guard equals < line.count else { throw .noEqualsSign(line: number) }
        let name = line.extracting(0..<equals)
        guard !beginsWithExport(text) else { throw .exportPrefix(line: number) }
        guard let field = field(named: trimmed(name)) else { throw .unknownName(line: number) }
        guard field.variableName.utf8.count == name.count else {
            throw .spaceAroundName(field, line: number)
        }
        guard !fields.has(field) else { throw .duplicate(field, line: number) }

        let value = line.extracting((equals + 1)..<line.count)
        guard !isQuoted(value) else { throw .quoted(field, line: number) }
        try fields.set(field, to: SecretBytes(copying: value), line: number)
    }

    private static func field(named name: Span<UInt8>) -> CredentialField? {
        CredentialField.allCases.first { begins(name, $0.variableName, andHasItsLength: true) }
    }

    private static func begins(
        _ bytes: Span<UInt8>, _ word: String, andHasItsLength exact: Bool = false
    ) -> Bool {
        let word = Array(word.utf8)
        guard exact ? bytes.count == word.count : bytes.count >= word.count else { return false }
        return word.indices.allSatisfy { bytes[$0] == word[$0] }
    }

    private static func beginsWithExport(_ text: Span<UInt8>) -> Bool {
        begins(text, "export ") || begins(text, "export\t")
    }

    private static func isQuoted(_ value: Span<UInt8>) -> Bool {
        guard value.count >= 2, value[0] == value[value.count - 1] else { return false }
        return value[0] == ASCII.quotationMark || value[0] == ASCII.apostrophe
    }

    /// Without spaces and tabs at either end.
    @_lifetime(copy bytes)
    private static func trimmed(_ bytes: Span<UInt8>) -> Span<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == ASCII.space || bytes[start] == ASCII.tab { start += 1 }
        while end > start, bytes[end - 1] == ASCII.space || bytes[end - 1] == ASCII.tab { end -= 1 }
        return bytes.extracting(start..<end)
    }
}
