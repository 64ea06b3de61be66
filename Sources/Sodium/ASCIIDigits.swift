/// Digits made by arithmetic: an index into a table that is made from a secret would show in the cache.
package enum ASCIIDigits {
    /// The hexadecimal digit for the low four bits.
    package static func hexadecimal(_ value: UInt8, upper: Bool) -> UInt8 {
        let four = value & 15
        let letter: UInt8 = upper ? 0x41 - 10 : 0x61 - 10
        return select(four < 10, four &+ 0x30) | select(four >= 10, four &+ letter)
    }

    /// The digit of Base64 for the low six bits (RFC 4648, tables 1 and 2).
    package static func base64(_ value: UInt32, urlSafe: Bool) -> UInt8 {
        let six = UInt8(truncatingIfNeeded: value & 0x3F)
        return select(six < 26, six &+ 0x41)
            | select(six >= 26 && six < 52, six &+ (0x61 - 26))
            | select(six >= 52 && six < 62, six &- 4)
            | select(six == 62, urlSafe ? 0x2D : 0x2B)
            | select(six == 63, urlSafe ? 0x5F : 0x2F)
    }

    private static func select(_ condition: Bool, _ byte: UInt8) -> UInt8 { condition ? byte : 0 }
}
