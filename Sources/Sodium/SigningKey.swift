internal import CSodium

/// The public half of a signing key: Ed25519 (RFC 8032), 32 bytes.
package struct VerifyingKey: Hashable, Sendable {
    /// 32.
    package static let byteCount = Int(crypto_sign_PUBLICKEYBYTES)

    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Takes 32 bytes. Throws `badLength`.
    package init(bytes: [UInt8]) throws(SodiumError) {
        guard bytes.count == Self.byteCount else { throw .badLength }
        self.bytes = bytes
    }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// 64 lower-case hexadecimal digits: how a key is shown, compared and pinned.
    package var hexadecimal: String { Hexadecimal.encode(bytes.span) }

    /// Whether `signature` was made over label ‖ 0 ‖ message by this key's owner.
    ///
    /// Wraps `crypto_sign_verify_detached`, which refuses small-order keys and non-canonical signatures.
    package func verifies(_ signature: Signature, label: String, message: Span<UInt8>) -> Bool {
        verifies(signature, exactly: SigningKey.labelled(label, message))
    }

    /// Verifies bytes as they are: for the vectors of RFC 8032, which know no labels.
    func verifies(_ signature: Signature, exactly message: [UInt8]) -> Bool {
        unsafe crypto_sign_verify_detached(signature.bytes, message, UInt64(message.count), bytes) == 0
    }
}

/// An Ed25519 signature, 64 bytes.
package struct Signature: Hashable, Sendable {
    /// 64.
    package static let byteCount = Int(crypto_sign_BYTES)

    /// The 64 bytes.
    package let bytes: [UInt8]

    /// Takes 64 bytes. Throws `badLength`.
    package init(bytes: [UInt8]) throws(SodiumError) {
        guard bytes.count == Self.byteCount else { throw .badLength }
        self.bytes = bytes
    }

    /// 128 lower-case hexadecimal digits.
    package var hexadecimal: String { Hexadecimal.encode(bytes.span) }
}

/// The secret half of an Ed25519 key.
package struct SigningKey: ~Copyable {
    private let secret: SecretBytes

    /// What verifies this key's signatures.
    package let verifyingKey: VerifyingKey

    /// Expands a 32-byte seed. Wraps `crypto_sign_seed_keypair`. Throws `badLength`.
    package init(seed: Span<UInt8>) throws(SodiumError) {
        guard seed.count == Int(crypto_sign_SEEDBYTES) else { throw .badLength }
        var verifying = [UInt8](repeating: 0, count: VerifyingKey.byteCount)
        secret = unsafe SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) { target in
            wipingStack {
                unsafe seed.withPointer { seed, _ in
                    unsafe mustSucceed(crypto_sign_seed_keypair(&verifying, target, seed))
                }
            }
        }
        verifyingKey = VerifyingKey(unchecked: verifying)
    }

    /// Signs label ‖ 0 ‖ message, which is public: a copy of it stays behind. Wraps `crypto_sign_detached`.
    ///
    /// - Parameter label: names the use and its format version, so that a signature for one use can never be
    ///   shown as one for another.
    package func sign(label: String, message: Span<UInt8>) -> Signature {
        sign(exactly: Self.labelled(label, message))
    }

    /// Signs bytes as they are: for the vectors of RFC 8032, which know no labels.
    func sign(exactly bytes: [UInt8]) -> Signature {
        var signature = [UInt8](repeating: 0, count: Signature.byteCount)
        wipingStack {
            unsafe secret.bytes.withPointer { key, _ in
                unsafe mustSucceed(crypto_sign_detached(&signature, nil, bytes, UInt64(bytes.count), key))
            }
        }
        return Signature(unchecked: signature)
    }

    /// label ‖ 0 ‖ message: with the NUL byte, and none in a label, no label can be a prefix of another.
    fileprivate static func labelled(_ label: String, _ message: Span<UInt8>) -> [UInt8] {
        precondition(!label.utf8.contains(0), "a label with a NUL byte could stand for another one")
        var bytes = [UInt8](label.utf8)
        bytes.append(0)
        bytes.reserveCapacity(bytes.count + message.count)
        for index in message.indices { bytes.append(message[index]) }
        return bytes
    }
}

extension Signature {
    fileprivate init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}
