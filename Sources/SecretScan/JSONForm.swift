/// A string of JSON (RFC 8259, section 7), as one of its writers does it. A credential has no control characters.
struct JSONForm {
    /// What is escaped although nothing asks for it, beside quotation mark and backslash.
    enum Escaped: CaseIterable {
        case nothing
        /// `<`, `>` and `&`, as Go's `json.Marshal` does.
        case html
        /// These, `'`, `+` and the grave accent, and the quotation mark as a number too, as .NET does.
        case dotNET
    }

    static let all = [false, true].flatMap { asciiOnly in
        [false, true].flatMap { upper in
            [false, true].flatMap { slash in
                Escaped.allCases.map {
                    JSONForm(asciiOnly: asciiOnly, upper: upper, slash: slash, escaped: $0)
                }
            }
        }
    }

    /// Whether what is not ASCII is written as `\uXXXX`.
    let asciiOnly: Bool
    /// Whether the digits of `\uXXXX` are upper-case.
    let upper: Bool
    /// Whether `/` becomes `\/`, as PHP does.
    let slash: Bool
    let escaped: Escaped

    /// How many bytes a value of `count` bytes becomes at most.
    static func room(for count: Int) -> Int { 6 * count }

    /// Appends the string without its quotation marks. What is not UTF-8 has no form in JSON: nothing is appended.
    func append(_ value: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        guard let text = try? UTF8Span(validating: value) else { return }
        var scalars = text.makeUnicodeScalarIterator()
        while let scalar = scalars.next() { append(scalar, to: &output) }
    }

    private func append(_ scalar: Unicode.Scalar, to output: inout OutputSpan<UInt8>) {
        switch scalar {
        case _ where isNumbered(scalar):
            append(unit: UInt16(truncatingIfNeeded: scalar.value), to: &output)
        case "\"", "\\":
            output.append(UInt8(ascii: "\\"))
            output.append(UInt8(truncatingIfNeeded: scalar.value))
        case "/" where slash:
            output.append(UInt8(ascii: "\\"))
            output.append(UInt8(ascii: "/"))
        case _ where asciiOnly && !scalar.isASCII:
            // A pair of surrogates beyond U+FFFF.
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                append(unit: unit, to: &output)
            }
        case _:
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { output.append(byte) }
        }
    }

    /// Whether a character of ASCII is written as `\uXXXX`.
    private func isNumbered(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", "&": escaped != .nothing
        case "\"", "'", "+", "`": escaped == .dotNET
        default: false
        }
    }

    private func append(unit: UInt16, to output: inout OutputSpan<UInt8>) {
        output.append(UInt8(ascii: "\\"))
        output.append(UInt8(ascii: "u"))
        for shift in [12, 8, 4, 0] as [UInt16] {
            output.append(ASCIIDigits.hexadecimal(UInt8(truncatingIfNeeded: unit >> shift), upper: upper))
        }
    }
}
