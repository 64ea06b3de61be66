/// A JSON number as decimal digits, exactly, and the ways in which writers spell its value.
struct DecimalText {
    private let isNegative: Bool
    /// Without zeros at either end; empty for zero.
    private var digits: [UInt8]
    /// The value is 0.digits × 10^point.
    private var point: Int
    /// Whether it was written with a fraction or an exponent.
    let isFloat: Bool

    private static let zero = UInt8(ascii: "0")
    private static let dot = UInt8(ascii: ".")

    /// Reads a number of JSON's grammar; nil for an exponent past six digits.
    init?(_ token: [UInt8]) {
        isNegative = token.first == UInt8(ascii: "-")
        let parts = token.drop { $0 == UInt8(ascii: "-") }.split(
            maxSplits: 1, omittingEmptySubsequences: false
        ) { $0 | 0x20 == UInt8(ascii: "e") }
        let mantissa = parts[0].split(separator: Self.dot, omittingEmptySubsequences: false)
        isFloat = parts.count > 1 || mantissa.count > 1
        var exponent = 0
        if parts.count > 1 {
            guard parts[1].count <= 7, let value = Int(String(decoding: parts[1], as: UTF8.self)) else {
                return nil
            }
            exponent = value
        }
        digits = Array(mantissa.joined())
        point = mantissa[0].count + exponent
        while digits.first == Self.zero {
            digits.removeFirst()
            point -= 1
        }
        while digits.last == Self.zero { digits.removeLast() }
        if digits.isEmpty { point = 1 }
    }

    /// As JavaScript: `100.10` is `100.1`, `100.00` is `100`.
    var shortest: [UInt8]? { plain(decimals: 0) }

    /// As Python and others write what they read as a float: `100.00` is `100.0`; an integer stays one.
    var shortestFloat: [UInt8]? { isFloat ? plain(decimals: 1) : nil }

    /// `100` as `100.0`.
    var integerAsFloat: [UInt8]? { isFloat ? nil : plain(decimals: 1) }

    /// `100` as `100.00`, `100.1` as `100.10`.
    var twoDecimals: [UInt8]? { plain(decimals: 2) }

    /// As Java's double: `10000000.00` is `1.0E7`.
    var scientific: [UInt8]? {
        guard !digits.isEmpty, point > 7 || point < -2 else { return plain(decimals: 1) }
        let fraction = digits.count > 1 ? Array(digits.dropFirst()) : [Self.zero]
        return sign + [digits[0], Self.dot] + fraction + Array("E\(point - 1)".utf8)
    }

    private var sign: [UInt8] { isNegative ? [UInt8(ascii: "-")] : [] }

    /// Without an exponent, with at least so many decimals; nil for what nobody writes out.
    private func plain(decimals: Int) -> [UInt8]? {
        guard (-20...40).contains(point) else { return nil }
        var whole = Array(digits.prefix(max(point, 0)))
        whole += repeatElement(Self.zero, count: max(point - whole.count, 0))
        if whole.isEmpty { whole = [Self.zero] }
        var fraction = Array(repeating: Self.zero, count: max(-point, 0)) + digits.dropFirst(max(point, 0))
        fraction += repeatElement(Self.zero, count: max(decimals - fraction.count, 0))
        return sign + whole + (fraction.isEmpty ? [] : [Self.dot] + fraction)
    }
}
