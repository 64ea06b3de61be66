extension JSONReader {
    /// Reads a string from its opening to its closing quote.
    ///
    /// A string without escapes, as nearly all are, is one scan and one copy.
    @_lifetime(self: copy self)
    mutating func readString() throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlainBytes()
        if try currentByte() == UInt8(ascii: "\"") {
            let text = try text(in: start..<position)
            position += 1
            return text
        }
        return try readEscapedString(from: start)
    }

    /// Goes on to the next quote, backslash or control character.
    @_lifetime(self: copy self)
    private mutating func skipPlainBytes() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
            position += 1
        }
    }

    /// The rest of a string that has an escape at the present position; what came before it starts at
    /// `start`.
    ///
    /// Runs between escapes are checked one by one: an escape can never complete a broken UTF-8 sequence.
    @_lifetime(self: copy self)
    private mutating func readEscapedString(from start: Int) throws(JSONError) -> String {
        var result = try text(in: start..<position)
        while true {
            switch try currentByte() {
            case UInt8(ascii: "\""):
                position += 1
                return result
            case UInt8(ascii: "\\"):
                result.unicodeScalars.append(try readEscape())
            default:
                throw error(.controlCharacter)
            }
            let run = position
            skipPlainBytes()
            if run < position { result += try text(in: run..<position) }
        }
    }

    private func text(in range: Range<Int>) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw JSONError(reason: .notUTF8, offset: range.lowerBound + error.byteOffsets.lowerBound)
        }
    }

    /// Reads from a backslash on; two escapes where they are a surrogate pair.
    @_lifetime(self: copy self)
    private mutating func readEscape() throws(JSONError) -> Unicode.Scalar {
        let start = position
        position += 1
        switch try currentByte() {
        case UInt8(ascii: "\""): return simple("\"")
        case UInt8(ascii: "\\"): return simple("\\")
        case UInt8(ascii: "/"): return simple("/")
        case UInt8(ascii: "b"): return simple("\u{08}")
        case UInt8(ascii: "f"): return simple("\u{0C}")
        case UInt8(ascii: "n"): return simple("\n")
        case UInt8(ascii: "r"): return simple("\r")
        case UInt8(ascii: "t"): return simple("\t")
        case UInt8(ascii: "u"): return try readNumbered(from: start)
        default: throw error(.badEscape)
        }
    }

    @_lifetime(self: copy self)
    private mutating func simple(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        position += 1
        return scalar
    }

    /// Reads `\uXXXX`, or the two that are a pair, from the backslash on; the present position is that of
    /// the `u`.
    @_lifetime(self: copy self)
    private mutating func readNumbered(from start: Int) throws(JSONError) -> Unicode.Scalar {
        if let (scalar, length) = NumberedEscape.scalar(in: bytes, at: start) {
            position = start + length
            return scalar
        }
        guard NumberedEscape.unit(in: bytes, at: start) == nil else {
            throw JSONError(reason: .loneSurrogate, offset: start)
        }
        repeat { position += 1 } while Character(Unicode.Scalar(try currentByte())).isHexDigit
        throw error(.badEscape)
    }
}
