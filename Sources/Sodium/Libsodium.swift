internal import CSodium

/// Why a call of this library could not do what was asked.
///
/// One case for every authentication failure: there is no oracle between a wrong key and a forged text.
package enum SodiumError: Error, Equatable, Sendable {
    /// `sodium_init` failed, so that nothing in libsodium may be used.
    case unavailable
    /// A key, nonce, seed or salt does not have the length its primitive asks for.
    case badLength
    /// A text is not in its one canonical form, or its checksum does not match.
    case malformed
    /// The key is wrong or the box was changed; which of the two cannot be told.
    case cannotOpen
    /// Argon2 costs outside the range the caller allows.
    case costOutOfRange
    /// Argon2 could not get the memory it asks for.
    case outOfMemory
}

/// The library as a whole.
package enum Libsodium {
    /// Makes libsodium ready: must be called once before anything else, and may be called again.
    ///
    /// Wraps `sodium_init`. Throws `unavailable`.
    package static func start() throws(SodiumError) {
        guard sodium_init() >= 0 else { throw .unavailable }
    }
}

/// Ends the process when a call of libsodium failed that cannot fail once all lengths are checked.
///
/// Going on would mean working with the zeros that its output buffer held before, as a key perhaps.
func mustSucceed(_ status: Int32) {
    precondition(status == 0, "libsodium refused lengths that were checked")
}

/// Compares in a time that depends on the lengths alone.
///
/// Wraps `sodium_memcmp`. Different lengths are unequal.
package func constantTimeEquals(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    return unsafe a.withPointer { left, count in
        unsafe b.withPointer { right, _ in unsafe sodium_memcmp(left, right, count) == 0 }
    }
}
