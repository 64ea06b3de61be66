import Sodium
import SystemIO

/// A part of a text with what JSON's escapes stand for in their place (RFC 8259, section 7).
///
/// Which characters are written as `\uXXXX` differs from one writer to the next: `=`, `&` and `<` here, all that is not
/// ASCII there. So a secret is not looked for in all its spellings, but in what they all stand for. Only parts around
/// such a number are read so: without one, the few spellings that there are were looked for.
struct UnescapedText: ~Copyable {
    /// `\uXXXX`.
    private static let numberLength = 6

    /// It may hold a secret.
    let bytes: SecretBuffer
    /// For each byte and for the end: where in the whole text it stands, or its escape begins.
    private let places: [Int]
    /// For each byte and for the end: how many numbers stand before it.
    private let numbers: [Int]

    /// The parts of a text that reach so many bytes to either side of each number, in their order; those that touch are
    /// one.
    static func parts(of text: Span<UInt8>, reach: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var position = 0
        while let backslash = text.firstIndex(of: UInt8(ascii: "\\"), from: position) {
            position = backslash + 1
            guard unit(in: text, at: backslash) != nil else { continue }
            let end = min(backslash + numberLength + reach, text.count)
            if let last = parts.last, backslash < last.upperBound {
                parts[parts.count - 1] = last.lowerBound..<end
            } else {
                parts.append(max(backslash - reach, 0)..<end)
            }
        }
        return parts
    }

    /// Reads a part of a text.
    init(_ part: Range<Int>, of text: Span<UInt8>) {
        // No escape is shorter than what it stands for.
        var bytes = SecretBuffer(capacity: part.count)
        var places: [Int] = []
        var numbers: [Int] = []
        places.reserveCapacity(part.count + 1)
        numbers.reserveCapacity(part.count + 1)
        var position = part.lowerBound
        var count = 0
        bytes.append { output in
            while position < part.upperBound {
                let number = Self.scalar(in: text, at: position)
                let simple = Self.simple(in: text, at: position)
                if let number {
                    for byte in UTF8.encode(number.scalar) ?? UTF8.encodedReplacementCharacter {
                        output.append(byte)
                    }
                } else {
                    output.append(simple ?? text[position])
                }
                // A character of several bytes begins where its escape does.
                while places.count < output.count {
                    places.append(position)
                    numbers.append(count)
                }
                if number != nil { count += 1 }
                position += number?.length ?? (simple == nil ? 1 : 2)
            }
        }
        self.bytes = bytes
        self.places = places + [position]
        self.numbers = numbers + [count]
    }

    /// Where in the whole text so many bytes stand; nil where no number is among them.
    func place(of start: Int, length: Int) -> Range<Int>? {
        guard numbers[start + length] > numbers[start] else { return nil }
        return places[start]..<places[start + length]
    }

    /// The character of a number, or of two that are a pair; nil for half of one.
    private static func scalar(
        in text: Span<UInt8>, at position: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        guard let first = unit(in: text, at: position) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, numberLength) }
        guard UTF16.isLeadSurrogate(first), let second = unit(in: text, at: position + numberLength),
            UTF16.isTrailSurrogate(second)
        else { return nil }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        return Unicode.Scalar(value).map { ($0, 2 * numberLength) }
    }

    /// The number of a `\uXXXX` that stands there, with digits of either case.
    private static func unit(in text: Span<UInt8>, at position: Int) -> UInt16? {
        guard position + numberLength <= text.count, text[position] == UInt8(ascii: "\\"),
            text[position + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for index in position + 2..<position + numberLength {
            switch text[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(text[index] & 15)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                unit = unit << 4 | UInt16(text[index] & 15 + 9)
            case _: return nil
            }
        }
        return unit
    }

    /// The character of one of the short escapes that a credential can have.
    private static func simple(in text: Span<UInt8>, at position: Int) -> UInt8? {
        guard position + 1 < text.count, text[position] == UInt8(ascii: "\\") else { return nil }
        let byte = text[position + 1]
        return "\"\\/".utf8.contains(byte) ? byte : nil
    }
}
