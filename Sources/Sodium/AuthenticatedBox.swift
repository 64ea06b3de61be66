internal import CSodium

/// Authenticated encryption with XChaCha20-Poly1305 (IETF): a box is the ciphertext and then a 16-byte tag.
///
/// The caller makes a nonce with ``RandomBytes`` for every box: random ones are safe at 24 bytes for any
/// number of boxes a vault can ever hold. Poly1305 does not commit to the key: who relies on that compares a
/// commitment first.
package enum AuthenticatedBox {
    /// 32.
    package static let keyCount = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    /// 24.
    package static let nonceCount = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    /// 16.
    package static let tagCount = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

    /// Seals a text. Wraps `crypto_aead_xchacha20poly1305_ietf_encrypt`. Throws `badLength`.
    ///
    /// - Parameter authenticating: context that is not stored in the box and must be the same when it is
    ///   opened.
    package static func seal(
        _ text: Span<UInt8>, authenticating context: Span<UInt8>, key: Span<UInt8>, nonce: Span<UInt8>
    ) throws(SodiumError) -> [UInt8] {
        guard key.count == keyCount, nonce.count == nonceCount else { throw .badLength }
        var box = [UInt8](repeating: 0, count: text.count + tagCount)
        wipingStack {
            unsafe text.withPointer { text, textCount in
                unsafe context.withPointer { context, contextCount in
                    unsafe key.withPointer { key, _ in
                        unsafe nonce.withPointer { nonce, _ in
                            unsafe mustSucceed(
                                crypto_aead_xchacha20poly1305_ietf_encrypt(
                                    &box, nil, text, UInt64(textCount), context, UInt64(contextCount), nil,
                                    nonce, key))
                        }
                    }
                }
            }
        }
        return box
    }

    /// Opens a box into guarded memory. Wraps `crypto_aead_xchacha20poly1305_ietf_decrypt`.
    ///
    /// Throws `cannotOpen` when key, nonce, context or box are not those it was sealed with, and `badLength`.
    package static func open(
        _ box: Span<UInt8>, authenticating context: Span<UInt8>, key: Span<UInt8>, nonce: Span<UInt8>
    ) throws(SodiumError) -> SecretBytes {
        guard key.count == keyCount, nonce.count == nonceCount else { throw .badLength }
        guard box.count >= tagCount else { throw .cannotOpen }
        return try unsafe SecretBytes(count: box.count - tagCount) { target throws(SodiumError) in
            let status = wipingStack {
                unsafe box.withPointer { box, boxCount in
                    unsafe context.withPointer { context, contextCount in
                        unsafe key.withPointer { key, _ in
                            unsafe nonce.withPointer { nonce, _ in
                                unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                                    target, nil, nil, box, UInt64(boxCount), context, UInt64(contextCount),
                                    nonce, key)
                            }
                        }
                    }
                }
            }
            guard status == 0 else { throw .cannotOpen }
        }
    }
}
