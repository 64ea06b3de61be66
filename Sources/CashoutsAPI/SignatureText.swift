import Sodium

/// Why a text is not a signature or a control. No case carries a part of it.
package enum SignatureTextError: Error, Hashable, Sendable {
    /// Not 64 bytes but this many.
    case wrongLength(Int)
    case notHexadecimal
    /// A Payload-Signature is lower case; upper case is a notification's control.
    case upperCase
    /// A notification's control is upper case; lower case is a Payload-Signature.
    case lowerCase

    /// A predicate, lower case and without a full stop: "the signature …".
    package var message: String {
        switch self {
        case .wrongLength(let count): "has \(count) characters instead of 64"
        case .notHexadecimal: "has characters that are not hexadecimal digits"
        case .upperCase:
            "is upper case, as the control of a notification is; a Payload-Signature is lower case"
        case .lowerCase:
            "is lower case, as a Payload-Signature is; the control of a notification is upper case"
        }
    }
}

/// The 64 hexadecimal digits of an HMAC-SHA256 in the one case that is theirs.
enum SignatureText {
    enum LetterCase {
        case lower
        case upper
    }

    static func read(_ text: Span<UInt8>, _ letterCase: LetterCase) throws(SignatureTextError)
        -> AuthenticationCode
    {
        guard text.count == 64 else { throw .wrongLength(text.count) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var upper = false
        var lower = false
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = ASCII.hexadecimalValue(text[index]),
                let low = ASCII.hexadecimalValue(text[index + 1])
            else { throw .notHexadecimal }
            bytes.append(high << 4 | low)
        }
        for index in text.indices {
            upper = upper || ASCII.isUpperCaseLetter(text[index])
            lower = lower || ASCII.isLowerCaseLetter(text[index])
        }
        switch letterCase {
        case .lower: if upper { throw .upperCase }
        case .upper: if lower { throw .lowerCase }
        }
        do {
            return try AuthenticationCode(bytes: bytes)
        } catch {
            throw .wrongLength(text.count)
        }
    }
}
