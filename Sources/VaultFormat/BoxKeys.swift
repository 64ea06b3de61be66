internal import Sodium

/// What is made from the key of a box, one labelled subkey for each use.
enum BoxKeys {
    /// The key of the AEAD.
    static func encryption(_ key: Span<UInt8>) throws(VaultFormatError) -> SecretBytes {
        try subkey("d24-vault 1 encryption", key)
    }

    /// What the header shows of the key, 32 bytes: a box that opens under two keys would need two keys with
    /// one commitment, which is a collision of BLAKE2b.
    static func commitment(_ key: Span<UInt8>) throws(VaultFormatError) -> [UInt8] {
        do { return try Subkey.published("d24-vault 1 commitment", from: key) } catch { throw .defect }
    }

    /// The key of fingerprints, from the metadata key.
    static func fingerprint(_ key: Span<UInt8>) throws(VaultFormatError) -> SecretBytes {
        try subkey("d24-vault 1 fingerprint", key)
    }

    private static func subkey(_ label: String, _ key: Span<UInt8>) throws(VaultFormatError) -> SecretBytes {
        do { return try Subkey.derive(label, from: key) } catch { throw .defect }
    }
}
