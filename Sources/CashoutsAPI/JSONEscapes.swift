/// The escapes of JSON strings (RFC 8259, section 7), from guarded memory to guarded memory.
enum JSONEscapes {
    /// Appends the unescaped bytes of what stands between two quotation marks; false where an escape is
    /// unknown, cut short, or one half of a surrogate pair.
    static func unescape(_ raw: Span<UInt8>, into output: inout OutputSpan<UInt8>) -> Bool {
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            index += 1
            guard byte == ASCII.backslash else {
                output.append(byte)
                continue
            }
            guard index < raw.count else { return false }
            let letter = raw[index]
            index += 1
            switch letter {
            case ASCII.quotationMark, ASCII.backslash, UInt8(ascii: "/"): output.append(letter)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "n"): output.append(ASCII.lineFeed)
            case UInt8(ascii: "r"): output.append(ASCII.carriageReturn)
            case UInt8(ascii: "t"): output.append(ASCII.tab)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(raw, &index) else { return false }
                append(scalar, to: &output)
            case _: return false
            }
        }
        return true
    }

    /// The scalar of `XXXX`, or of `XXXX\uXXXX` where the first is a high surrogate; `index` stands after
    /// `\u`.
    private static func scalar(_ raw: Span<UInt8>, _ index: inout Int) -> UInt32? {
        guard let unit = unit(raw, &index) else { return nil }
        guard (0xD800...0xDFFF).contains(unit) else { return unit }
        guard unit < 0xDC00, index + 1 < raw.count, raw[index] == ASCII.backslash,
            raw[index + 1] == UInt8(ascii: "u")
        else { return nil }
        index += 2
        guard let low = self.unit(raw, &index), (0xDC00...0xDFFF).contains(low) else { return nil }
        return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }

    private static func unit(_ raw: Span<UInt8>, _ index: inout Int) -> UInt32? {
        guard index + 4 <= raw.count else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = ASCII.hexadecimalValue(raw[index]) else { return nil }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    /// UTF-8 of a scalar (RFC 3629, section 3).
    private static func append(_ scalar: UInt32, to output: inout OutputSpan<UInt8>) {
        let continuation = { (shift: UInt32) in UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift & 0x3F)) }
        switch scalar {
        case 0..<0x80:
            output.append(UInt8(truncatingIfNeeded: scalar))
        case 0x80..<0x800:
            output.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            output.append(continuation(0))
        case 0x800..<0x10000:
            output.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            output.append(continuation(6))
            output.append(continuation(0))
        case _:
            output.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            output.append(continuation(12))
            output.append(continuation(6))
            output.append(continuation(0))
        }
    }
}
