import Sodium
import StrictJSON
import SystemIO

/// A part of a text with what JSON's escapes stand for in their place (RFC 8259, section 7).
///
/// Which characters are written as `\uXXXX` differs from one writer to the next: `=`, `&` and `<` here, all
/// that is not ASCII there. So a secret is not looked for in all its spellings, but in what they all stand
/// for. Only parts around such a number are read so: without one, the few spellings that there are were
/// looked for.
struct UnescapedText: ~Copyable {
    /// It may hold a secret.
    let bytes: SecretBuffer
    /// In their order.
    private let escapes: [Escape]
    /// Where the part begins in the whole text.
    private let start: Int

    private struct Escape {
        /// Where what it stands for begins in `bytes`, and where that ends.
        let start: Int
        let end: Int
        /// Where it begins in the whole text, and where it ends.
        let place: Int
        let placeEnd: Int
        let isNumber: Bool
    }

    /// The parts of a text that reach so many bytes to either side of each number, in their order; those that
    /// touch are one.
    static func parts(of text: Span<UInt8>, reach: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var position = 0
        while let backslash = text.firstIndex(of: UInt8(ascii: "\\"), from: position) {
            position = backslash + 1
            guard NumberedEscape.unit(in: text, at: backslash) != nil else { continue }
            let end = min(backslash + NumberedEscape.length + reach, text.count)
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
        var escapes: [Escape] = []
        var position = part.lowerBound
        bytes.append { output in
            while position < part.upperBound {
                let byte = text[position]
                guard byte == UInt8(ascii: "\\") else {
                    output.append(byte)
                    position += 1
                    continue
                }
                let start = output.count
                let place = position
                let number = NumberedEscape.scalar(in: text, at: position)
                if let number {
                    for byte in number.scalar.utf8 { output.append(byte) }
                    position += number.length
                } else if let simple = Self.simple(in: text, at: position) {
                    output.append(simple)
                    position += 2
                } else {
                    output.append(byte)
                    position += 1
                }
                escapes.append(
                    Escape(
                        start: start, end: output.count, place: place, placeEnd: position,
                        isNumber: number != nil))
            }
        }
        self.bytes = bytes
        self.escapes = escapes
        start = part.lowerBound
    }

    /// Where in the whole text so many bytes stand; nil where no number is among them.
    func place(of start: Int, length: Int) -> Range<Int>? {
        let end = start + length
        var index = firstEscape(endingBehind: start)
        while index < escapes.count, escapes[index].start < end, !escapes[index].isNumber { index += 1 }
        guard index < escapes.count, escapes[index].start < end else { return nil }
        return place(of: start)..<place(of: end)
    }

    /// Where in the whole text a byte stands, or the escape begins that it is from.
    private func place(of offset: Int) -> Int {
        let index = firstEscape(endingBehind: offset)
        if index < escapes.count, escapes[index].start <= offset { return escapes[index].place }
        guard index > 0 else { return start + offset }
        return escapes[index - 1].placeEnd + offset - escapes[index - 1].end
    }

    private func firstEscape(endingBehind offset: Int) -> Int {
        var low = 0
        var high = escapes.count
        while low < high {
            let middle = (low + high) / 2
            if escapes[middle].end > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The character of a short escape, whose backslash stands there: of one that a credential can have.
    private static func simple(in text: Span<UInt8>, at position: Int) -> UInt8? {
        guard position + 1 < text.count else { return nil }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return text[position + 1]
        case _: return nil
        }
    }
}
