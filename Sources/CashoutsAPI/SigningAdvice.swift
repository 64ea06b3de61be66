/// What there is to say about a body that is being signed, noted while it streams by in bounded memory.
///
/// D24 converts what it receives to UTF-8 before it hashes, so other bytes and a byte-order mark are likely
/// to sign something else. A message `Be4…Bo7` is that of a notification's control: who signs it on request
/// hands out controls for external_ids of the asker's choice.
package struct SigningAdvice: Sendable {
    private var validator = UTF8Validator()
    private var head: [UInt8] = []
    private var tail: [UInt8] = []

    /// For a body of which nothing was seen yet.
    package init() {}

    /// Takes the next bytes of the body; chunks of any size, cut anywhere.
    package mutating func update(_ bytes: Span<UInt8>) {
        validator.update(bytes)
        for index in 0..<min(bytes.count, 3 - head.count) { head.append(bytes[index]) }
        if bytes.count >= 3 { tail.removeAll(keepingCapacity: true) }
        for index in max(0, bytes.count - 3)..<bytes.count { tail.append(bytes[index]) }
        if tail.count > 3 { tail.removeFirst(tail.count - 3) }
    }

    /// Whether everything so far is UTF-8 and complete.
    package var isUTF8: Bool { validator.isValid }

    /// Whether the body begins with the byte-order mark of UTF-8.
    package var beginsWithByteOrderMark: Bool { head == [0xEF, 0xBB, 0xBF] }

    /// Whether the body begins with `Be4` and ends with `Bo7`, which cannot overlap.
    package var hasControlShape: Bool {
        head == ControlString.prefix && tail == ControlString.suffix
    }
}
