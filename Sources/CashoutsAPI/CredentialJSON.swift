import Sodium

/// One JSON object (RFC 8259) with exactly three keys and strings for values.
///
/// A reader of its own, because the values must go from the locked buffer to `SecretBytes`: a general reader
/// makes strings, which are never wiped.
struct CredentialJSON: ~Escapable {
    private let input: Span<UInt8>
    private var index = 0

    @_lifetime(copy input)
    init(_ input: Span<UInt8>) {
        self.input = input
    }

    mutating func read() throws(CredentialInputError) -> CredentialTriple {
        var fields = PartialCredential()
        try expect(UInt8(ascii: "{"))
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            index += 1
        } else {
            try readMember(into: &fields)
            while peek() == UInt8(ascii: ",") {
                index += 1
                skipSpace()
                try readMember(into: &fields)
            }
            try expect(UInt8(ascii: "}"))
        }
        skipSpace()
        guard index == input.count else { throw .textAfterJSON(line: line) }
        return try fields.complete()
    }

    private mutating func readMember(into fields: inout PartialCredential) throws(CredentialInputError) {
        let keyLine = line
        let key = try readString()
        guard let field = CredentialField.allCases.first(where: { key.equals(Array($0.jsonName.utf8).span) })
        else { throw .unknownKey(line: keyLine) }
        guard !fields.has(field) else { throw .duplicate(field, line: keyLine) }
        skipSpace()
        try expect(UInt8(ascii: ":"))
        skipSpace()
        guard let first = peek() else { throw .malformedJSON(line: line) }
        guard first == ASCII.quotationMark else { throw .notAString(field, line: line) }
        try fields.set(field, to: try readString(), line: line)
        skipSpace()
    }

    /// A string from its opening to its closing quotation mark, unescaped. It cannot hold a raw line end, so
    /// all of it stands in one line.
    private mutating func readString() throws(CredentialInputError) -> SecretBytes {
        try expect(ASCII.quotationMark)
        let start = index
        while let byte = peek(), byte != ASCII.quotationMark {
            guard byte >= 0x20 else { throw .malformedJSON(line: line) }
            index += byte == ASCII.backslash ? 2 : 1
        }
        guard index < input.count else { throw .malformedJSON(line: line) }
        let raw = input.extracting(start..<index)
        index += 1
        let line = line
        // Unescaping never makes anything longer.
        return try SecretBytes(capacity: raw.count) { output throws(CredentialInputError) in
            guard JSONEscapes.unescape(raw, into: &output) else { throw .badEscape(line: line) }
        }
    }

    private mutating func expect(_ byte: UInt8) throws(CredentialInputError) {
        guard peek() == byte else { throw .malformedJSON(line: line) }
        index += 1
    }

    private func peek() -> UInt8? { index < input.count ? input[index] : nil }

    private mutating func skipSpace() {
        while let byte = peek() {
            switch byte {
            case ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn: index += 1
            case _: return
            }
        }
    }

    /// The line of `index`, counted from 1.
    private var line: Int {
        var line = 1
        for position in 0..<min(index, input.count) where input[position] == ASCII.lineFeed { line += 1 }
        return line
    }
}
