/// `application/x-www-form-urlencoded` from raw bytes (WHATWG URL, section 5.1), stricter where readers could
/// differ: bad escapes, raw control characters and semicolons, unnamed fields and a name given twice are
/// errors.
enum FormReader {
    static func read(_ body: Span<UInt8>) throws(NotificationError) -> [(name: [UInt8], value: [UInt8])] {
        var fields: [(name: [UInt8], value: [UInt8])] = []
        // A set, because 64 KiB can hold 20,000 names.
        var names: Set<[UInt8]> = []
        var start = 0
        while start < body.count {
            var end = start
            while end < body.count, body[end] != ASCII.ampersand { end += 1 }
            var equals = start
            while equals < end, body[equals] != ASCII.equals { equals += 1 }
            if end > start {
                let name = try decode(body, start..<equals)
                let value = try decode(body, min(equals + 1, end)..<end)
                guard !name.isEmpty else { throw .noName(offset: start) }
                guard names.insert(name).inserted else {
                    throw .duplicate(NotificationField(rawValue: String(decoding: name, as: UTF8.self)))
                }
                fields.append((name, value))
            }
            start = end + 1
        }
        return fields
    }

    /// A name as the most lenient reader has it: where a `%` has no digits behind it, it is itself.
    static func decodeLeniently(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap(ASCII.hexadecimalValue)
            if byte == ASCII.percent, digits.count == 2 {
                decoded.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte == ASCII.plus ? ASCII.space : byte)
            }
        }
        return decoded
    }

    /// `+` is a space and `%XX` a byte, with digits of either case; any other byte is itself.
    private static func decode(_ body: Span<UInt8>, _ range: Range<Int>) throws(NotificationError) -> [UInt8]
    {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            switch body[index] {
            case ASCII.plus:
                bytes.append(ASCII.space)
            case ASCII.percent:
                guard index + 2 < range.upperBound, let high = ASCII.hexadecimalValue(body[index + 1]),
                    let low = ASCII.hexadecimalValue(body[index + 2])
                else { throw .badEscape(offset: index) }
                bytes.append(high << 4 | low)
                index += 2
            case let byte:
                guard !ASCII.isControl(byte) else { throw .rawControl(offset: index) }
                guard byte != UInt8(ascii: ";") else { throw .rawSemicolon(offset: index) }
                bytes.append(byte)
            }
            index += 1
        }
        return bytes
    }
}
