internal import CSodium

/// Secrets that were written as text, decoded from guarded memory into guarded memory.
package enum SecretText {
    /// The bytes of hexadecimal digits in either case, an even number of at least two; nil for any other
    /// text.
    /// Wraps `sodium_hex2bin`.
    package static func decodedHexadecimal(_ text: Span<UInt8>) -> SecretBytes? {
        guard text.count >= 2, text.count.isMultiple(of: 2) else { return nil }
        return unsafe decoded(text, count: text.count / 2) { target, room, text, length, written in
            unsafe sodium_hex2bin(target, room, text, length, nil, written, nil)
        }
    }

    /// The bytes of Base64 in either alphabet, padded or not; nil for any other text. Wraps
    /// `sodium_base642bin`.
    package static func decodedBase64(_ text: Span<UInt8>) -> SecretBytes? {
        let variants = [
            sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
            sodium_base64_VARIANT_URLSAFE, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
        ]
        for variant in variants {
            let secret = unsafe decoded(text, count: text.count / 4 * 3 + 3) {
                target, room, text, length, written in
                unsafe sodium_base642bin(target, room, text, length, nil, written, nil, Int32(variant))
            }
            switch consume secret {
            case .some(let secret) where secret.count > 0: return secret
            case _: continue
            }
        }
        return nil
    }

    private typealias Decoder = (
        UnsafeMutablePointer<UInt8>, Int, UnsafePointer<CChar>, Int, UnsafeMutablePointer<Int>
    ) -> Int32

    private static func decoded(_ text: Span<UInt8>, count: Int, _ decode: Decoder) -> SecretBytes? {
        var status: Int32 = -1
        let secret = SecretBytes(capacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
                guard let start = buffer.baseAddress else { return }
                var written = 0
                status = unsafe text.withPointer { text, length in
                    unsafe text.withMemoryRebound(to: CChar.self, capacity: length) { text in
                        unsafe decode(start, count, text, length, &written)
                    }
                }
                // The text must have been read to its end: without an end pointer both refuse what is left
                // over.
                filled = status == 0 ? written : 0
            }
        }
        if status == 0 { return secret }
        return nil
    }
}
