import StrictJSON

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
                let start = index - 2
                guard let escape = NumberedEscape.scalar(in: raw, at: start) else { return false }
                for byte in escape.scalar.utf8 { output.append(byte) }
                index = start + escape.length
            case _: return false
            }
        }
        return true
    }
}
