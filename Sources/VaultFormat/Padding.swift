internal import Sodium

/// Padding to steps of 1 KiB, so that a box's length tells little about what it holds.
///
/// ISO/IEC 7816-4: a byte 0x80 behind the text, then zeros; a text that fills its step gets one step more.
enum Padding {
    /// 1024.
    static let step = 1024

    /// How long a text of `count` bytes is with its padding.
    static func paddedCount(_ count: Int) -> Int { (count / step + 1) * step }

    /// A padded copy in guarded memory.
    static func pad(_ text: Span<UInt8>) -> SecretBytes {
        let padded = paddedCount(text.count)
        return SecretBytes(capacity: padded) { output in
            for index in text.indices { output.append(text[index]) }
            output.append(0x80)
            while output.count < padded { output.append(0) }
        }
    }

    /// How many bytes of `padded` are text. Throws `badBox` for padding that ``pad(_:)`` would not have made.
    static func textCount(_ padded: Span<UInt8>) throws(VaultFormatError) -> Int {
        var end = padded.count
        while end > 0, padded[end - 1] == 0 { end -= 1 }
        guard end > 0, padded[end - 1] == 0x80, paddedCount(end - 1) == padded.count else { throw .badBox }
        return end - 1
    }
}
