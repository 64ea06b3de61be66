import CashoutsAPI
import Sodium

/// How a digest can be spelled wrongly.
package enum DigestAccident: String, CaseIterable, Sendable {
    case upperCase = "digest-upper-case"
    case lowerCase = "digest-lower-case"
    case mixedCase = "digest-mixed-case"
    case base64 = "digest-base64"
    case truncated = "digest-truncated"
    case prefixed = "digest-prefixed"
    case framed = "digest-framed"

    /// What is wrong with it.
    package var message: String {
        switch self {
        case .upperCase: "the digest is in upper case"
        case .lowerCase: "the digest is in lower case"
        case .mixedCase: "the digest has letters in upper and in lower case"
        case .base64: "the digest is in Base64"
        case .truncated: "the digest is cut short"
        case .prefixed: "there is a prefix before the digest, such as 0x or sha256="
        case .framed: "there are blanks, line ends or quotation marks around the digest"
        }
    }

    /// How the one that signs is mended.
    package var mend: String {
        switch self {
        case .upperCase: "write a Payload-Signature in lower-case hexadecimal"
        case .lowerCase: "write a notification's control in upper-case hexadecimal"
        case .mixedCase: "write a Payload-Signature in lower case, a notification's control in upper case"
        case .base64: "write the 32 bytes in hexadecimal: 64 digits"
        case .truncated: "write all 64 digits"
        case .prefixed, .framed: "write the 64 digits and nothing else"
        }
    }
}

/// What somebody gave for a digest, read as leniently as it takes to find out what was meant.
package struct ClaimedDigest: Sendable {
    /// The one case that letters should have.
    package enum Expected: Sendable {
        /// A `Payload-Signature`.
        case lowerCase
        /// A notification's control.
        case upperCase
    }

    /// In which ways it is not spelled as it should be.
    package let accidents: [DigestAccident]
    /// 64 lower-case digits, or as many as are left of them, 16 at least.
    private let digits: [UInt8]

    /// A digest in any spelling; nil for a text that cannot be one, such as fewer than 16 digits.
    package init?(_ text: String, expected: Expected) {
        var accidents: [DigestAccident] = []
        var rest = Array(text.utf8)[...]
        func dropFrame() {
            let isFrame = { (byte: UInt8) in
                byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            }
            let count = rest.count
            rest = rest.drop(while: isFrame)
            while let last = rest.last, isFrame(last) { rest.removeLast() }
            if rest.count != count, !accidents.contains(.framed) { accidents.append(.framed) }
        }
        dropFrame()
        let prefixes = [
            "\(PayloadSignature.headerName):", "control=", "hmac-sha256=", "sha256=", "sha256:", "0x",
        ]
        let known = prefixes.first { prefix in
            rest.count > prefix.utf8.count
                && zip(rest, prefix.lowercased().utf8).allSatisfy { byte, letter in
                    byte == letter || ((0x41...0x5A).contains(byte) && byte | 0x20 == letter)
                }
        }
        if let known {
            rest = rest.dropFirst(known.utf8.count)
            accidents.append(.prefixed)
            dropFrame()
        }
        guard let digits = Self.digits(Array(rest), expected, &accidents) else { return nil }
        self.digits = digits
        self.accidents = accidents
    }

    private static func digits(
        _ text: [UInt8], _ expected: Expected, _ accidents: inout [DigestAccident]
    ) -> [UInt8]? {
        let count = AuthenticationCode.byteCount * 2
        // One digit by itself is no byte: whoever cut the digest may have left half of one.
        let even = text.count.isMultiple(of: 2) ? text : text + [UInt8(ascii: "0")]
        if array(SecretText.decodedHexadecimal(even.span)) != nil {
            guard (16...count).contains(text.count) else { return nil }
            let hasUpper = text.contains { (0x41...0x46).contains($0) }
            let hasLower = text.contains { (0x61...0x66).contains($0) }
            switch (hasUpper, hasLower) {
            case (true, true): accidents.append(.mixedCase)
            case (true, false): if expected == .lowerCase { accidents.append(.upperCase) }
            case (false, true): if expected == .upperCase { accidents.append(.lowerCase) }
            case (false, false): break
            }
            if text.count < count { accidents.append(.truncated) }
            return text.map { (0x41...0x46).contains($0) ? $0 | 0x20 : $0 }
        }
        guard let bytes = array(SecretText.decodedBase64(text.span)),
            bytes.count == AuthenticationCode.byteCount
        else { return nil }
        accidents.append(.base64)
        return Array(Hexadecimal.encode(bytes.span).utf8)
    }

    /// A digest that somebody gave is no secret.
    private static func array(_ decoded: consuming SecretBytes?) -> [UInt8]? {
        switch consume decoded {
        case .some(let bytes): return bytes.bytes.array
        case .none: return nil
        }
    }

    /// Whether this is that code, or the beginning of it where it is cut short: 64 bits are no accident.
    func matches(_ code: AuthenticationCode) -> Bool {
        Hexadecimal.encode(code.bytes.span).utf8.starts(with: digits)
    }
}
