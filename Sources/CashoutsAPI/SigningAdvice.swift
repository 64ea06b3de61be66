/// What there is to say about a body that is being signed, noted while it streams by in bounded memory.
///
/// D24 converts what it receives to UTF-8 before it hashes, so other bytes and a byte-order mark are likely
/// to sign something else. A message `Be4…Bo7` is that of a notification's control: who signs it on request
/// hands out controls for external_ids of the asker's choice.
package struct SigningAdvice: Sendable {
    private var validator = UTF8Validator()
    /// The first three bytes and the last three, the latest lowest, and how many there were in all.
    private var head: UInt32 = 0
    private var tail: UInt32 = 0
    private var count = 0

    /// For a body of which nothing was seen yet.
    package init() {}

    /// Takes the next bytes of the body; chunks of any size, cut anywhere.
    package mutating func update(_ bytes: Span<UInt8>) {
        validator.update(bytes)
        for index in 0..<min(bytes.count, max(0, 3 - count)) { head = head << 8 | UInt32(bytes[index]) }
        for index in max(0, bytes.count - 3)..<bytes.count {
            tail = (tail << 8 | UInt32(bytes[index])) & 0xFFFFFF
        }
        count += bytes.count
    }

    private static func word(_ bytes: [UInt8]) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    /// Whether everything so far is UTF-8 and complete.
    package var isUTF8: Bool { validator.isValid }

    /// Whether the body begins with the byte-order mark of UTF-8.
    package var beginsWithByteOrderMark: Bool { count >= 3 && head == 0xEFBBBF }

    /// Whether the body begins with `Be4` and ends with `Bo7`, which cannot overlap.
    package var hasControlShape: Bool {
        count >= 6 && head == Self.word(ControlString.prefix) && tail == Self.word(ControlString.suffix)
    }
}
