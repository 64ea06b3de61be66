internal import CSodium

/// Keys for one purpose each, made from a key that itself encrypts and signs nothing.
package enum Subkey {
    /// A 32-byte subkey: BLAKE2b-256 of the label, keyed with `key` (32 bytes).
    ///
    /// A keyed BLAKE2b is a pseudo-random function (RFC 7693 section 1), so that subkeys with different
    /// labels tell nothing about each other or about `key`. Wraps `crypto_generichash`. Throws `badLength`.
    package static func derive(_ label: String, from key: Span<UInt8>) throws(SodiumError) -> SecretBytes {
        guard key.count == 32 else { throw .badLength }
        return unsafe SecretBytes(count: 32) { output in unsafe derive(label, from: key, to: output) }
    }

    /// The same 32 bytes in ordinary memory, where the label's purpose is to show them or a part of them: as
    /// what is compared with a key, never as a key.
    package static func published(_ label: String, from key: Span<UInt8>) throws(SodiumError) -> [UInt8] {
        guard key.count == 32 else { throw .badLength }
        var output = [UInt8](repeating: 0, count: 32)
        unsafe derive(label, from: key, to: &output)
        return output
    }

    private static func derive(
        _ label: String, from key: Span<UInt8>, to output: UnsafeMutablePointer<UInt8>
    ) {
        let label = [UInt8](label.utf8)
        wipingStack {
            unsafe key.withPointer { key, keyCount in
                unsafe mustSucceed(
                    crypto_generichash(output, 32, label, UInt64(label.count), key, keyCount))
            }
        }
    }
}
