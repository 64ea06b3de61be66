internal import CSodium

/// A text sealed to a recipient by nobody in particular: anyone can make one, only the recipient opens it.
///
/// 32 bytes of an ephemeral public key, a 16-byte tag and the ciphertext. It does not say who sealed it; in a
/// vault the signature over the whole file does.
package struct SealedBox: Hashable, Sendable {
    /// 48: how much longer a box is than its text.
    package static let overhead = Int(crypto_box_PUBLICKEYBYTES + crypto_box_MACBYTES)

    /// The whole box.
    package let bytes: [UInt8]

    /// Takes a stored box. Throws `badLength` when it is too short to be one.
    package init(bytes: [UInt8]) throws(SodiumError) {
        guard bytes.count >= Self.overhead else { throw .badLength }
        self.bytes = bytes
    }

    /// Seals `text` to the recipient's X25519 key. Wraps `crypto_box_seal`.
    ///
    /// Throws `cannotOpen` when the key is of small order, to which nothing can be sealed.
    package init(sealing text: Span<UInt8>, to recipient: Recipient) throws(SodiumError) {
        var box = [UInt8](repeating: 0, count: text.count + Self.overhead)
        let status = wipingStack {
            unsafe text.withPointer { text, count in
                unsafe crypto_box_seal(&box, text, UInt64(count), recipient.sealingKey)
            }
        }
        guard status == 0 else { throw .cannotOpen }
        bytes = box
    }
}
