/// A JSON number as decimal digits, and the ways in which writers spell its value.
struct DecimalText {
    private let isNegative: Bool
    /// Without zeros at either end; empty for zero.
    private let digits: ArraySlice<UInt8>
    /// The value is 0.digits × 10^point.
    private let point: Int
    /// Whether it was written with a fraction or an exponent.
    private let isFloat: Bool

    private static let zero = UInt8(ascii: "0")
    private static let dot = UInt8(ascii: ".")

    /// Reads a number of JSON's grammar, exactly; nil for an exponent past six digits.
    init?(_ token: [UInt8]) {
        isNegative = token.first == UInt8(ascii: "-")
        var all: [UInt8] = []
        all.reserveCapacity(token.count)
        var whole: Int?
        var index = isNegative ? 1 : 0
        while index < token.count, token[index] | 0x20 != UInt8(ascii: "e") {
            if token[index] == Self.dot { whole = all.count } else { all.append(token[index]) }
            index += 1
        }
        isFloat = whole != nil || index < token.count
        var exponent = 0
        if index < token.count {
            let text = token[(index + 1)...]
            guard text.count <= 7, let value = Int(String(decoding: text, as: UTF8.self)) else { return nil }
            exponent = value
        }
        let first = all.firstIndex { $0 != Self.zero } ?? all.endIndex
        let last = all.lastIndex { $0 != Self.zero } ?? all.startIndex
        digits = first < all.endIndex ? all[first...last] : []
        point = digits.isEmpty ? 1 : (whole ?? all.count) + exponent - first
    }

    /// As short as it can be, without an exponent unless JavaScript writes one: `100.10` is `100.1`, `100.00`
    /// is `100`, `0.0000001` is `1e-7`. By ECMA-262, Number::toString.
    var shortest: [UInt8]? {
        if digits.isEmpty { return [Self.zero] }
        return -6 < point && point <= 21 ? plain(decimals: 0) : exponential(pointed: false, "e", plus: true)
    }

    /// As Python writes what it reads as a float: `100.00` is `100.0`, `0.00001` is `1e-05`; an integer stays
    /// one.
    var shortestFloat: [UInt8]? {
        guard isFloat else { return nil }
        return -4 < point && point <= 16
            ? plain(decimals: 1) : exponential(pointed: false, "e", plus: true, exponentDigits: 2)
    }

    /// As PHP writes it: a float without zeros at its end, `0.00001` as `1.0e-5`; an integer that fits stays
    /// one.
    var php: [UInt8]? {
        guard isFloat || point > 19 else { return nil }
        return -4 < point && point <= 17 ? plain(decimals: 0) : exponential(pointed: true, "e", plus: true)
    }

    /// `100` as `100.0`.
    var integerAsFloat: [UInt8]? { isFloat ? nil : plain(decimals: 1) }

    /// `100` as `100.00`, `100.1` as `100.10`.
    var twoDecimals: [UInt8]? { plain(decimals: 2) }

    /// As Java's double: `10000000.00` is `1.0E7`.
    var scientific: [UInt8]? {
        digits.isEmpty || (-2...7).contains(point)
            ? plain(decimals: 1) : exponential(pointed: true, "E", plus: false)
    }

    /// `100` as `1e2`, `100.5` as `1.005e2`.
    var exponents: [UInt8]? { exponential(pointed: false, "e", plus: false) }

    /// As Java's BigDecimal without the zeros at its end: `100` is `1E+2`, `100.10` is `100.1`.
    var bigDecimal: [UInt8]? {
        digits.isEmpty || (-5...digits.count).contains(point)
            ? plain(decimals: 0) : exponential(pointed: false, "E", plus: true)
    }

    /// What is left of it where it was kept as a double; nil past what one holds. Fifteen digits always
    /// survive that.
    var rounded: DecimalText? {
        if digits.count <= 15, (-290...290).contains(point) { return self }
        let text = String(decoding: [Self.zero, Self.dot] + digits, as: UTF8.self) + "e\(point)"
        guard let value = Double(text), value.isFinite else { return nil }
        let sign = isNegative ? "-" : ""
        guard let read = DecimalText(Array("\(sign)\(value)".utf8)) else { return nil }
        return DecimalText(isNegative: isNegative, digits: read.digits, point: read.point, isFloat: isFloat)
    }

    private init(isNegative: Bool, digits: ArraySlice<UInt8>, point: Int, isFloat: Bool) {
        self.isNegative = isNegative
        self.digits = digits
        self.point = point
        self.isFloat = isFloat
    }

    private var sign: [UInt8] { isNegative ? [UInt8(ascii: "-")] : [] }

    /// One digit before the point and an exponent. `pointed` writes `1.0` where there is one digit, `plus` a
    /// sign before every exponent.
    private func exponential(
        pointed: Bool, _ letter: String, plus: Bool, exponentDigits: Int = 1
    ) -> [UInt8]? {
        guard let first = digits.first else { return plain(decimals: 0) }
        var fraction = Array(digits.dropFirst())
        if fraction.isEmpty, pointed { fraction = [Self.zero] }
        let exponent = point - 1
        let number = String(exponent.magnitude)
        let zeros = String(repeating: "0", count: max(exponentDigits - number.count, 0))
        return sign + [first] + (fraction.isEmpty ? [] : [Self.dot] + fraction)
            + Array("\(letter)\(exponent < 0 ? "-" : plus ? "+" : "")\(zeros)\(number)".utf8)
    }

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
