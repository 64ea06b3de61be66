internal import CSodium

/// Who a host or a person is to a vault: one 32-byte seed, from which both key pairs are made.
///
/// The X25519 pair is what others seal to; the Ed25519 pair, the *host key*, signs receipts and reports.
package struct Identity: ~Copyable {
    /// 32.
    package static let seedCount = 32

    private static let sealingLabel = "d24-identity-1 sealing"
    private static let hostKeyLabel = "d24-identity-1 host key"

    let seed: SecretBytes
    let sealingSecret: SecretBytes

    /// Both public keys.
    package let recipient: Recipient

    /// Makes the key pairs from a seed of 32 bytes.
    ///
    /// Each pair comes from its own labelled subkey of the seed. Wraps `crypto_box_seed_keypair`,
    /// `crypto_sign_seed_keypair`. Throws `badLength`.
    package init(seed: consuming SecretBytes) throws(SodiumError) {
        let hostKey = try Self.hostKey(from: seed.bytes)
        let sealingSeed = try Subkey.derive(Self.sealingLabel, from: seed.bytes)
        var sealingKey = [UInt8](repeating: 0, count: Int(crypto_box_PUBLICKEYBYTES))
        let sealingSecret = unsafe SecretBytes(count: Int(crypto_box_SECRETKEYBYTES)) { target in
            wipingStack {
                unsafe sealingSeed.bytes.withPointer { seed, _ in
                    unsafe mustSucceed(crypto_box_seed_keypair(&sealingKey, target, seed))
                }
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

    /// Whether its secrets are kept out of swap.
    package var isLocked: Bool { seed.isLocked && sealingSecret.isLocked }

    /// The key that signs receipts and reports of this host.
    package func hostKey() throws(SodiumError) -> SigningKey {
        try Self.hostKey(from: seed.bytes)
    }

    private static func hostKey(from seed: Span<UInt8>) throws(SodiumError) -> SigningKey {
        let subkey = try Subkey.derive(Self.hostKeyLabel, from: seed)
        return try SigningKey(seed: subkey.bytes)
    }

    /// A 32-byte secret that only this identity can make, for one purpose.
    ///
    /// The labels of the identity's own keys and of its checksum are not to be had.
    package func subkey(_ label: String) throws(SodiumError) -> SecretBytes {
        let label = "d24-identity-1 \(label)"
        precondition(
            ![Self.sealingLabel, Self.hostKeyLabel, Self.checksumLabel].contains(label),
            "a label that the identity keeps for itself")
        return try Subkey.derive(label, from: seed.bytes)
    }

    /// Opens what was sealed to this identity. Wraps `crypto_box_seal_open`. Throws `cannotOpen`.
    package func open(_ box: SealedBox) throws(SodiumError) -> SecretBytes {
        try unsafe SecretBytes(count: box.bytes.count - SealedBox.overhead) { target throws(SodiumError) in
            let status = wipingStack {
                unsafe sealingSecret.bytes.withPointer { secret, _ in
                    unsafe crypto_box_seal_open(
                        target, box.bytes, UInt64(box.bytes.count), recipient.sealingKey, secret)
                }
            }
            guard status == 0 else { throw .cannotOpen }
        }
    }
}
