internal import CSodium

/// What others need to seal something to an identity and to verify what it signs: two public keys.
package struct Recipient: Hashable, Sendable {
    /// X25519 (RFC 7748), 32 bytes: what is sealed to.
    package let sealingKey: [UInt8]
    /// Ed25519: verifies receipts and reports of the host.
    package let hostKey: VerifyingKey

    private static let prefix = "d24-recipient-1"
    private static let checksumCount = 4

    /// Takes both keys. Throws `badLength`.
    package init(sealingKey: [UInt8], hostKey: VerifyingKey) throws(SodiumError) {
        guard sealingKey.count == Int(crypto_box_PUBLICKEYBYTES) else { throw .badLength }
        self.sealingKey = sealingKey
        self.hostKey = hostKey
    }

    /// Whether the two keys are the same bytes, as no slot of a vault may have them (d24-vault(5), SLOT).
    package var repeatsKey: Bool { sealingKey == hostKey.bytes }

    /// Whether something can be sealed to it: a sealing key of small order, which no host makes, takes nothing.
    package var canBeSealedTo: Bool { (try? SealedBox(sealing: [0].span, to: self)) != nil }

    /// Whether any key is the other's too, of whichever kind, as no two slots of a vault may have it.
    package func sharesKey(with other: Recipient) -> Bool {
        let theirs = [other.sealingKey, other.hostKey.bytes]
        return theirs.contains(sealingKey) || theirs.contains(hostKey.bytes)
    }

    /// The string that is pasted: `d24-recipient-1` and 91 characters of base64url for
    /// sealing key ‖ host key ‖ the first 4 bytes of BLAKE2b-512(prefix ‖ both keys).
    package var text: String {
        let keys = sealingKey + hostKey.bytes
        return Self.prefix + Base64URL.encode((keys + Self.checksum(of: keys)).span)
    }

    /// Reads the string. Throws `malformed` for any slip of the finger: one wrong character in four thousand
    /// million passes the checksum by chance.
    package init(text: String) throws(SodiumError) {
        let bytes = [UInt8](text.utf8)
        let prefix = [UInt8](Self.prefix.utf8)
        guard bytes.starts(with: prefix) else { throw .malformed }
        let count = 2 * 32 + Self.checksumCount
        let decoded = try Base64URL.decode(bytes.span.extracting(prefix.count...), count: count)
        let keys = decoded.bytes.extracting(..<64).array
        guard decoded.equals((keys + Self.checksum(of: keys)).span) else { throw .malformed }
        sealingKey = [UInt8](keys[..<32])
        hostKey = try VerifyingKey(bytes: [UInt8](keys[32...]))
    }

    /// A checksum against slips, not against attackers: anyone can compute it.
    private static func checksum(of keys: [UInt8]) -> [UInt8] {
        [UInt8](Digest.of(([UInt8](prefix.utf8) + keys).span)[..<checksumCount])
    }
}
