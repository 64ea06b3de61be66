internal import CSodium

/// BLAKE2b (RFC 7693), plain or keyed, all at once or in pieces.
@safe
package struct Digest: ~Copyable {
    private let memory: GuardedMemory
    private let count: Int

    /// Starts a digest of `count` bytes, 16 to 64. A key of 16 to 64 bytes makes it a message authentication code.
    ///
    /// Wraps `crypto_generichash_init`. Throws `badLength`.
    package init(count: Int, key: Span<UInt8>? = nil) throws(SodiumError) {
        guard (16...64).contains(count) else { throw .badLength }
        if let key, !(16...64).contains(key.count) { throw .badLength }
        // The state of a keyed digest is as good as its key, so it lies in guarded memory; 64-byte alignment
        // is what libsodium asks for, and a block that is a multiple of it ends on a page border.
        memory = GuardedMemory(size: (crypto_generichash_statebytes() + 63) / 64 * 64)
        self.count = count
        if let key {
            let state = unsafe OpaquePointer(memory.start)
            unsafe key.withPointer { key, keyCount in
                _ = unsafe crypto_generichash_init(state, key, keyCount, count)
            }
        } else {
            _ = unsafe crypto_generichash_init(OpaquePointer(memory.start), nil, 0, count)
        }
    }

    /// Takes more of the message. Wraps `crypto_generichash_update`.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withPointer { bytes, count in
            _ = unsafe crypto_generichash_update(OpaquePointer(memory.start), bytes, UInt64(count))
        }
    }

    /// The digest of everything taken. Wraps `crypto_generichash_final`.
    package consuming func finalize() -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        _ = unsafe crypto_generichash_final(OpaquePointer(memory.start), &output, count)
        return output
    }

    /// The digest of public bytes, `count` bytes long, 16 to 64. Wraps `crypto_generichash`.
    package static func of(_ bytes: Span<UInt8>, count: Int = 64) throws(SodiumError) -> [UInt8] {
        guard (16...64).contains(count) else { throw .badLength }
        var output = [UInt8](repeating: 0, count: count)
        unsafe bytes.withPointer { bytes, length in
            _ = unsafe crypto_generichash(&output, count, bytes, UInt64(length), nil, 0)
        }
        return output
    }
}
