internal import CSodium

/// BLAKE2b (RFC 7693): of public bytes at once or in two pieces, and under a key in any number of them.
@safe
package struct Digest: ~Copyable {
    /// How many bytes a digest has.
    package enum Length: Int, Sendable {
        case bytes16 = 16
        case bytes32 = 32
        case bytes64 = 64
    }

    private let memory: GuardedMemory
    private let length: Length

    /// Starts a digest under a key of 16 to 64 bytes, which makes it a message authentication code.
    ///
    /// Wraps `crypto_generichash_init`. Throws `badLength`.
    package init(_ length: Length, key: Span<UInt8>) throws(SodiumError) {
        guard (16...64).contains(key.count) else { throw .badLength }
        let memory = Self.stateMemory()
        wipingStack {
            unsafe key.withPointer { key, keyCount in
                unsafe mustSucceed(
                    crypto_generichash_init(OpaquePointer(memory.start), key, keyCount, length.rawValue))
            }
        }
        self.memory = memory
        self.length = length
    }

    /// The state of a keyed digest is as good as its key, so it lies in guarded memory; libsodium asks for an
    /// alignment of 64 bytes, and a guarded block whose size is a multiple of that has it.
    private static func stateMemory() -> GuardedMemory {
        GuardedMemory(size: (crypto_generichash_statebytes() + 63) / 64 * 64)
    }

    /// Takes more of the message. Wraps `crypto_generichash_update`.
    package mutating func update(_ bytes: Span<UInt8>) {
        wipingStack {
            unsafe bytes.withPointer { bytes, count in
                unsafe mustSucceed(
                    crypto_generichash_update(OpaquePointer(memory.start), bytes, UInt64(count)))
            }
        }
    }

    /// The digest of everything taken. Wraps `crypto_generichash_final`.
    package consuming func finalize() -> [UInt8] {
        var output = [UInt8](repeating: 0, count: length.rawValue)
        wipingStack {
            unsafe mustSucceed(
                crypto_generichash_final(OpaquePointer(memory.start), &output, length.rawValue))
        }
        return output
    }

    /// The digest of public bytes in two pieces. Wraps `crypto_generichash_init`, `_update`, `_final`.
    ///
    /// Its state tells nothing that the pieces do not, so it needs no guarded memory, which costs a dozen
    /// system calls.
    package static func of(_ first: Span<UInt8>, and second: Span<UInt8>) -> [UInt8] {
        let length = Length.bytes64.rawValue
        var output = [UInt8](repeating: 0, count: length)
        unsafe withUnsafeTemporaryAllocation(byteCount: crypto_generichash_statebytes(), alignment: 64) {
            memory in
            guard let start = memory.baseAddress else { preconditionFailure("no memory for a state") }
            let state = OpaquePointer(start)
            unsafe mustSucceed(crypto_generichash_init(state, nil, 0, length))
            unsafe first.withPointer { bytes, count in
                unsafe mustSucceed(crypto_generichash_update(state, bytes, UInt64(count)))
            }
            unsafe second.withPointer { bytes, count in
                unsafe mustSucceed(crypto_generichash_update(state, bytes, UInt64(count)))
            }
            unsafe mustSucceed(crypto_generichash_final(state, &output, length))
        }
        return output
    }

    /// The digest of public bytes in one call. Wraps `crypto_generichash`.
    package static func of(_ bytes: Span<UInt8>, _ length: Length = .bytes64) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: length.rawValue)
        unsafe bytes.withPointer { bytes, count in
            unsafe mustSucceed(
                crypto_generichash(&output, length.rawValue, bytes, UInt64(count), nil, 0))
        }
        return output
    }
}
