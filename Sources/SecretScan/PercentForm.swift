import Sodium

/// Percent-encoding (RFC 3986, section 2.1), as one of its writers does it.
struct PercentForm {
    /// Which characters are left as they are, besides letters and digits.
    enum Kept: String, CaseIterable {
        /// RFC 3986's unreserved ones; Python's `quote_plus`, Go's `url.QueryEscape`, PHP's `rawurlencode`.
        case unreserved = "-._~"
        /// Python's `quote` and paths.
        case path = "-._~/"
        /// JavaScript's `encodeURIComponent`.
        case component = "-._~!'()*"
        /// JavaScript's `encodeURI`.
        case uri = "-._~!'()*;,/?:@&=+$#"
        /// HTML forms, Java's `URLEncoder`.
        case form = "-._*"
        /// PHP's `urlencode`.
        case php = "-._"
    }

    static let all = [false, true].flatMap { upper in
        Kept.allCases.flatMap { kept in
            [false, true].map { PercentForm(kept: kept, upper: upper, plusForSpace: $0) }
        } + [PercentForm(kept: nil, upper: upper, plusForSpace: false)]
    }

    /// nil escapes every byte, letters and digits too.
    let kept: Kept?
    /// Whether digits are upper-case.
    let upper: Bool
    let plusForSpace: Bool

    /// How many bytes a value of `count` bytes becomes at most.
    static func room(for count: Int) -> Int { 3 * count }

    func append(_ value: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        for index in value.indices {
            let byte = value[index]
            if plusForSpace, byte == UInt8(ascii: " ") {
                output.append(UInt8(ascii: "+"))
            } else if keeps(byte) {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "%"))
                output.append(ASCIIDigits.hexadecimal(byte >> 4, upper: upper))
                output.append(ASCIIDigits.hexadecimal(byte, upper: upper))
            }
        }
    }

    private func keeps(_ byte: UInt8) -> Bool {
        guard let kept else { return false }
        return switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case _: kept.rawValue.utf8.contains(byte)
        }
    }
}
