import Sodium

/// Base64 of a text in which the secret stands somewhere (RFC 4648, sections 4 and 5).
///
/// Three bytes become four digits, so there are three ways in which a secret may lie in them. Only those
/// digits count whose six bits are all the secret's: the others depend on what stands before it and behind
/// it.
struct Base64Form {
    /// The standard alphabet first: where no digit differs, that is the name of the form.
    static let all = [false, true].flatMap { urlSafe in
        (0..<3).map { Base64Form(urlSafe: urlSafe, alignment: $0) }
    }

    let urlSafe: Bool
    /// How many bytes stand before the secret, less those that fill whole groups of three: 0, 1 or 2.
    let alignment: Int

    /// How many bytes a value of `count` bytes becomes at most.
    static func room(for count: Int) -> Int { count * 4 / 3 + 1 }

    func append(_ value: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        let before = 8 * alignment
        let first = (before + 5) / 6
        let end = (before + 8 * value.count) / 6
        guard first < end else { return }
        for digit in first..<end {
            let bit = 6 * digit - before
            let index = bit / 8
            // The digit's last bit is the secret's, so that a next byte is there whenever one is needed.
            let next = index + 1 < value.count ? UInt32(value[index + 1]) : 0
            let pair = UInt32(value[index]) << 8 | next
            output.append(ASCIIDigits.base64(pair >> UInt32(10 - bit % 8), urlSafe: urlSafe))
        }
    }
}
