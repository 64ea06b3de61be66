/// `\uXXXX` in a string of JSON, and the two that are a surrogate pair (RFC 8259, section 7), read in the
/// memory that the text lies in, since it may be secret.
package enum NumberedEscape {
    /// Of one, in bytes.
    package static let length = 6

    /// The character that is written at a position, and how many bytes that takes; nil where there is no such
    /// escape, or half of a pair.
    package static func scalar(
        in text: Span<UInt8>, at position: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        guard let first = unit(in: text, at: position) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, length) }
        guard UTF16.isLeadSurrogate(first), let second = unit(in: text, at: position + length),
            UTF16.isTrailSurrogate(second)
        else { return nil }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        return Unicode.Scalar(value).map { ($0, 2 * length) }
    }

    /// The number that is written at a position, with digits of either case; nil where there is none.
    package static func unit(in text: Span<UInt8>, at position: Int) -> UInt16? {
        guard position + length <= text.count, text[position] == UInt8(ascii: "\\"),
            text[position + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for index in position + 2..<position + length {
            switch text[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(text[index] & 15)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                unit = unit << 4 | UInt16(text[index] & 15 + 9)
            case _: return nil
            }
        }
        return unit
    }
}
