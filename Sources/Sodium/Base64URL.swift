internal import CSodium

/// Base64 with the URL-safe alphabet and no padding (RFC 4648 section 5): the form for what people paste.
///
/// libsodium's codec takes the same time for every text of a length, and refuses one that is not canonical.
enum Base64URL {
    private static let variant = Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING)

    /// How many characters `count` bytes become.
    static func length(of count: Int) -> Int { (count * 4 + 2) / 3 }

    /// How much capacity ``append(_:to:)`` needs for `count` bytes: their characters and a NUL byte.
    static func room(for count: Int) -> Int { length(of: count) + 1 }

    /// Appends the text of `bytes`.
    ///
    /// libsodium writes a NUL byte behind the text, which needs room but is not counted.
    /// Wraps `sodium_bin2base64`.
    static func append(_ bytes: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        let room = room(for: bytes.count)
        precondition(output.freeCapacity >= room, "no room for the text and its NUL byte")
        unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            let target = unsafe UnsafeMutableRawPointer(start + filled).assumingMemoryBound(to: CChar.self)
            unsafe bytes.withPointer { bytes, count in
                _ = unsafe sodium_bin2base64(target, room, bytes, count, variant)
            }
            filled += room - 1
        }
    }

    /// The text of public bytes.
    static func encode(_ bytes: Span<UInt8>) -> String {
        let room = room(for: bytes.count)
        let text = [UInt8](capacity: room) { output in append(bytes, to: &output) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads exactly `count` bytes into guarded memory. Wraps `sodium_base642bin`.
    ///
    /// Throws `malformed` for any text but the canonical one.
    static func decode(_ text: Span<UInt8>, count: Int) throws(SodiumError) -> SecretBytes {
        guard text.count == length(of: count) else { throw .malformed }
        return try unsafe SecretBytes(count: count) { target throws(SodiumError) in
            var written = 0
            let status = unsafe text.withPointer { text, length in
                unsafe text.withMemoryRebound(to: CChar.self, capacity: length) { text in
                    unsafe sodium_base642bin(target, count, text, length, nil, &written, nil, variant)
                }
            }
            guard status == 0, written == count else { throw .malformed }
        }
    }
}
