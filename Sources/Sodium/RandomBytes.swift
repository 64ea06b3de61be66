internal import CSodium

/// Public random values: ids, nonces, salts.
package enum RandomBytes {
    /// `count` bytes from the system's random source. Wraps `randombytes_buf`.
    package static func make(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if let start = buffer.baseAddress { unsafe randombytes_buf(start, count) }
            filled = count
        }
    }
}
