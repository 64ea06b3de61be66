internal import CSodium

/// Who a host or a person is to a vault: one 32-byte seed, from which both key pairs are made.
///
/// The X25519 pair is what others seal to; the Ed25519 pair, the *host key*, signs receipts and reports.
package struct Identity: ~Copyable {
    /// 32.
    package static let seedCount = 32

    private let seed: SecretBytes
    private let sealingSecret: SecretBytes

    /// Both public keys.
    package let recipient: Recipient

    /// Makes the key pairs from a seed of 32 bytes.
    ///
    /// Each pair comes from its own labelled subkey of the seed. Wraps `crypto_box_seed_keypair`,
    /// `crypto_sign_seed_keypair`. Throws `badLength`.
    package init(seed: consuming SecretBytes) throws(SodiumError) {
        let hostKey = try Self.hostKey(from: seed.bytes)
        let sealingSeed = try Subkey.derive("d24-identity-1 sealing", from: seed.bytes)
        var sealingKey = [UInt8](repeating: 0, count: Int(crypto_box_PUBLICKEYBYTES))
        let sealingSecret = unsafe SecretBytes(count: Int(crypto_box_SECRETKEYBYTES)) { target in
            unsafe sealingSeed.bytes.withPointer { seed, _ in
                _ = unsafe crypto_box_seed_keypair(&sealingKey, target, seed)
            }
        }
        recipient = try Recipient(sealingKey: sealingKey, hostKey: hostKey.verifyingKey)
        self.sealingSecret = sealingSecret
        self.seed = seed
    }

    /// A new identity from the system's random source.
    package static func generate() throws(SodiumError) -> Identity {
        try Identity(seed: SecretBytes(randomCount: seedCount))
    }

    /// The key that signs receipts and reports of this host.
    package func hostKey() throws(SodiumError) -> SigningKey {
        try Self.hostKey(from: seed.bytes)
    }

    private static func hostKey(from seed: Span<UInt8>) throws(SodiumError) -> SigningKey {
        let subkey = try Subkey.derive("d24-identity-1 host key", from: seed)
        return try SigningKey(seed: subkey.bytes)
    }

    /// A 32-byte secret that only this identity can make, for one purpose.
    package func subkey(_ label: String) throws(SodiumError) -> SecretBytes {
        try Subkey.derive("d24-identity-1 \(label)", from: seed.bytes)
    }

    /// Opens what was sealed to this identity. Wraps `crypto_box_seal_open`. Throws `cannotOpen`.
    package func open(_ box: SealedBox) throws(SodiumError) -> SecretBytes {
        try unsafe SecretBytes(count: box.bytes.count - SealedBox.overhead) { target throws(SodiumError) in
            let status = unsafe sealingSecret.bytes.withPointer { secret, _ in
                unsafe crypto_box_seal_open(
                    target, box.bytes, UInt64(box.bytes.count), recipient.sealingKey, secret)
            }
            guard status == 0 else { throw .cannotOpen }
        }
    }
}

/// The identity's line of text: `d24-identity-1 ` and 48 characters of base64url for seed ‖ checksum.
extension Identity {
    /// What the line begins with.
    package static let linePrefix = "d24-identity-1 "
    private static let checksumCount = 4
    private static let checksumLabel = "d24-identity-1 checksum"

    /// The line without a newline, in guarded memory, to be written to a file of mode 0600.
    package func line() throws(SodiumError) -> SecretBytes {
        let checksum = try Self.checksum(of: seed.bytes)
        let body = SecretBytes(capacity: Self.seedCount + Self.checksumCount) { output in
            for index in seed.bytes.indices { output.append(seed.bytes[index]) }
            for byte in checksum { output.append(byte) }
        }
        let prefix = [UInt8](Self.linePrefix.utf8)
        let length = Base64URL.length(of: body.count)
        // libsodium writes a NUL byte behind the text; it stays behind `count` in the guarded block.
        return SecretBytes(capacity: prefix.count + length + 1) { output in
            for byte in prefix { output.append(byte) }
            unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
                guard let start = buffer.baseAddress else { return }
                let target = unsafe UnsafeMutableRawPointer(start + filled).assumingMemoryBound(
                    to: CChar.self)
                unsafe body.bytes.withPointer { source, count in
                    _ = unsafe sodium_bin2base64(
                        target, length + 1, source, count, Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING))
                }
                filled += length
            }
        }
    }

    /// Reads the line, without a newline. Throws `malformed`.
    package init(line: Span<UInt8>) throws(SodiumError) {
        let prefix = [UInt8](Self.linePrefix.utf8)
        guard line.count > prefix.count,
            constantTimeEquals(line.extracting(..<prefix.count), prefix.span)
        else { throw .malformed }
        let decoded = try Base64URL.decode(
            line.extracting(prefix.count...), count: Self.seedCount + Self.checksumCount)
        let seed = decoded.bytes.extracting(..<Self.seedCount)
        let checksum = try Self.checksum(of: seed)
        guard constantTimeEquals(decoded.bytes.extracting(Self.seedCount...), checksum.span) else {
            throw .malformed
        }
        try self.init(seed: SecretBytes(copying: seed))
    }

    /// The first 4 bytes of a labelled subkey: tells a slip in the line, and nothing about the seed.
    private static func checksum(of seed: Span<UInt8>) throws(SodiumError) -> [UInt8] {
        let subkey = try Subkey.derive(checksumLabel, from: seed)
        return subkey.bytes.extracting(..<checksumCount).array
    }
}
