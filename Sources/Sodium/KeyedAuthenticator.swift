internal import CSodium

/// HMAC-SHA256 of many messages under one key, which is prepared once (RFC 2104, section 4).
///
/// Wraps `crypto_auth_hmacsha256_init` once, `_update` and `_final` for each message. Its states are as good
/// as the key for forging, so they lie in guarded memory.
@safe
package struct KeyedAuthenticator: ~Copyable {
    /// Two states: as it is after the key, and the one at work.
    private let memory: GuardedMemory

    private var prepared: UnsafeMutablePointer<crypto_auth_hmacsha256_state> {
        unsafe memory.start.assumingMemoryBound(to: crypto_auth_hmacsha256_state.self)
    }

    /// Prepares `key`, of any length.
    package init(key: Span<UInt8>) {
        memory = GuardedMemory(size: 2 * MemoryLayout<crypto_auth_hmacsha256_state>.stride)
        let state = unsafe memory.start.bindMemory(to: crypto_auth_hmacsha256_state.self, capacity: 2)
        wipingStack {
            unsafe key.withPointer { key, count in
                unsafe mustSucceed(crypto_auth_hmacsha256_init(state, key, count))
            }
        }
    }

    /// The code of a message that is in memory.
    package mutating func code(of message: Span<UInt8>) -> AuthenticationCode {
        var code = [UInt8](repeating: 0, count: AuthenticationCode.byteCount)
        unsafe work(on: message, into: &code)
        return AuthenticationCode(unchecked: code)
    }

    /// Appends the code's 64 lower-case digits to `text`, without memory of its own for each message.
    package mutating func appendHexadecimal(of message: Span<UInt8>, to text: inout [UInt8]) {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: AuthenticationCode.byteCount) { code in
            guard let start = code.baseAddress else { return }
            unsafe work(on: message, into: start)
            unsafe Hexadecimal.append(
                Span(_unsafeStart: start, count: AuthenticationCode.byteCount), to: &text)
        }
    }

    private mutating func work(on message: Span<UInt8>, into code: UnsafeMutablePointer<UInt8>) {
        let state = unsafe prepared + 1
        unsafe state.update(from: prepared, count: 1)
        unsafe message.withPointer { bytes, count in
            unsafe mustSucceed(crypto_auth_hmacsha256_update(state, bytes, UInt64(count)))
        }
        unsafe mustSucceed(crypto_auth_hmacsha256_final(state, code))
    }

    deinit {
        // The messages' blocks went over the stack with what the key made of them; once for all is enough.
        wipingStack {}
    }
}
