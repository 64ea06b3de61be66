internal import CSodium

/// HMAC-SHA256 (RFC 2104, RFC 4231) over a message that arrives in pieces, with a key of any length.
///
/// Wraps `crypto_auth_hmacsha256_init`, `_update`, `_final`. The state is as good as the key for forging, so
/// it lies in guarded memory.
@safe
package struct MessageAuthenticator: ~Copyable {
    private let memory: GuardedMemory

    private var state: UnsafeMutablePointer<crypto_auth_hmacsha256_state> {
        unsafe memory.start.assumingMemoryBound(to: crypto_auth_hmacsha256_state.self)
    }

    /// Starts a message under `key`.
    package init(key: Span<UInt8>) {
        memory = GuardedMemory(size: crypto_auth_hmacsha256_statebytes())
        let state = unsafe memory.start.bindMemory(to: crypto_auth_hmacsha256_state.self, capacity: 1)
        wipingStack {
            unsafe key.withPointer { key, count in
                unsafe mustSucceed(crypto_auth_hmacsha256_init(state, key, count))
            }
        }
    }

    /// Takes more of the message.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withPointer { bytes, count in
            unsafe mustSucceed(crypto_auth_hmacsha256_update(state, bytes, UInt64(count)))
        }
    }

    /// The code of everything taken.
    package consuming func finalize() -> AuthenticationCode {
        var code = [UInt8](repeating: 0, count: AuthenticationCode.byteCount)
        wipingStack { unsafe mustSucceed(crypto_auth_hmacsha256_final(state, &code)) }
        return AuthenticationCode(unchecked: code)
    }
}

/// A message authentication code of 32 bytes, compared in constant time on the raw bytes.
package struct AuthenticationCode: Equatable, Sendable {
    /// 32.
    package static let byteCount = 32

    /// The 32 bytes.
    package let bytes: [UInt8]

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Takes 32 bytes that somebody claims. Throws `badLength`.
    package init(bytes: [UInt8]) throws(SodiumError) {
        guard bytes.count == Self.byteCount else { throw .badLength }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    package var hexadecimal: String { Hexadecimal.encode(bytes.span) }

    /// 64 upper-case hexadecimal digits.
    package var uppercaseHexadecimal: String { hexadecimal.uppercased() }

    /// Compares in constant time. Wraps `sodium_memcmp`.
    package static func == (a: AuthenticationCode, b: AuthenticationCode) -> Bool {
        constantTimeEquals(a.bytes.span, b.bytes.span)
    }
}
