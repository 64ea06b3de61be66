/// Lower-case hexadecimal, the one form for what people compare: ids, digests, public keys, nonces.
package enum Hexadecimal {
    /// Two lower-case digits for each byte. Not for secrets: the text stays behind in ordinary memory.
    package static func encode(_ bytes: Span<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the same digits to `text`.
    package static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
        text.append(addingCapacity: bytes.count * 2) { output in
            for index in bytes.indices {
                output.append(ASCIIDigits.hexadecimal(bytes[index] >> 4, upper: false))
                output.append(ASCIIDigits.hexadecimal(bytes[index], upper: false))
            }
        }
    }

    /// Reads an even number of lower-case digits and nothing else; `nil` for any other text.
    package static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var index = 0
        while index < text.count {
            let high = value(of: text[index])
            let low = value(of: text[index + 1])
            guard high | low < 16 else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }

    /// The same from a string.
    package static func decode(_ text: String) -> [UInt8]? {
        decode([UInt8](text.utf8).span)
    }

    /// 0 to 15; 255 for what is no digit. Which of the two ranges a digit is in cannot be foretold, so
    /// nothing branches on it: a vault of a thousand environments has 200,000 digits.
    private static func value(of digit: UInt8) -> UInt8 {
        let decimal = digit &- UInt8(ascii: "0")
        let letter = digit &- UInt8(ascii: "a")
        return decimal < 10 ? decimal : letter < 6 ? letter + 10 : 255
    }
}
