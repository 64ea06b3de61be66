internal import CSodium

/// Base64 with the URL-safe alphabet and no padding (RFC 4648 section 5): the form for what people paste.
///
/// libsodium's codec takes the same time for every text of a length, and refuses texts that are not canonical.
enum Base64URL {
    private static let variant = Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING)

    /// How many characters `count` bytes become.
    static func length(of count: Int) -> Int { (count * 4 + 2) / 3 }

    /// Writes the text of `bytes` without a final NUL byte.
    static func encode(_ bytes: Span<UInt8>) -> [UInt8] {
        let room = sodium_base64_encoded_len(bytes.count, variant)
        var text = [CChar](repeating: 0, count: room)
        unsafe bytes.withPointer { bytes, count in
            _ = unsafe sodium_bin2base64(&text, room, bytes, count, variant)
        }
        return text.dropLast().map { UInt8(bitPattern: $0) }
    }

    /// Reads exactly `count` bytes into guarded memory. Throws `malformed` for any text but the canonical one.
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
