extension JSONReader {
    /// Reads a number by RFC 8259's grammar; one that fits `Int64` exactly is an integer, others keep their
    /// text.
    @_lifetime(self: copy self)
    mutating func readNumber() throws(JSONError) -> JSONValue {
        let start = position
        let isNegative = try takes(UInt8(ascii: "-"))
        guard isDigit(try currentByte()) else { throw error(.unexpectedByte) }
        var value: Int64? = 0
        if try !takes(UInt8(ascii: "0")) {
            while position < bytes.count, isDigit(bytes[position]) {
                value = accumulate(value, bytes[position] - 0x30, negative: isNegative)
                position += 1
            }
        } else if isNegative {
            // Minus zero: an Int64 would lose its sign.
            value = nil
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            value = nil
            position += 1
            try readDigits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            value = nil
            position += 1
            if try !takes(UInt8(ascii: "+")) { _ = try takes(UInt8(ascii: "-")) }
            try readDigits()
        }
        if let value { return .integer(value) }
        var text = ""
        for index in start..<position { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        return .number(text)
    }

    /// Negative numbers are built downwards, since the least Int64 has no positive twin.
    private func accumulate(_ value: Int64?, _ digit: UInt8, negative: Bool) -> Int64? {
        guard let (product, tooLarge) = value?.multipliedReportingOverflow(by: 10), !tooLarge else {
            return nil
        }
        let (sum, overflow) =
            negative
            ? product.subtractingReportingOverflow(Int64(digit))
            : product.addingReportingOverflow(Int64(digit))
        return overflow ? nil : sum
    }

    /// One digit at least.
    @_lifetime(self: copy self)
    private mutating func readDigits() throws(JSONError) {
        guard isDigit(try currentByte()) else { throw error(.unexpectedByte) }
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
