import Sodium

/// Why a text is not a signature or a control. No case carries a part of it.
package enum SignatureTextError: Error, Hashable, Sendable {
    /// Nothing at all.
    case empty
    /// A space, a tab or a line end anywhere in it.
    case whiteSpace
    /// `0x` in front of the digits.
    case prefixed
    /// Hexadecimal digits, but this many of the 64: who accepts a part of a digest has made forging easier.
    case truncated(Int)
    /// More than 64 bytes, this many.
    case tooLong(Int)
    case notHexadecimal
    /// A Payload-Signature is lower case; upper case is a notification's control.
    case upperCase
    /// A notification's control is upper case; lower case is a Payload-Signature.
    case lowerCase
    /// Letters of both cases: something on the way changed them.
    case mixedCase

    /// A predicate, lower case and without a full stop: "the signature …".
    package var message: String {
        switch self {
        case .empty: "is empty"
        case .whiteSpace: "has a space or a line end in it"
        case .prefixed: "begins with 0x, which is not a part of it"
        case .truncated(let count):
            "is cut short: it has \(count) of the 64 digits, and a part proves nothing"
        case .tooLong(let count): "has \(count) characters instead of 64"
        case .notHexadecimal: "has characters that are not hexadecimal digits"
        case .upperCase:
            "is upper case, as the control of a notification is; a Payload-Signature is lower case"
        case .lowerCase:
            "is lower case, as a Payload-Signature is; the control of a notification is upper case"
        case .mixedCase: "has letters in upper and in lower case"
        }
    }
}

/// The 64 hexadecimal digits of an HMAC-SHA256.
enum SignatureText {
    /// Which case the letters must have.
    enum LetterCase {
        case lower
        case upper
        /// Either, also mixed: asked for by somebody who knows that his source changes it.
        case any
    }

    static func read(_ text: Span<UInt8>, _ letterCase: LetterCase) throws(SignatureTextError)
        -> AuthenticationCode
    {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        var upper = false
        var lower = false
        for index in text.indices {
            if let value = ASCII.hexadecimalValue(text[index]) { digits.append(value) }
            upper = upper || ASCII.isUpperCaseLetter(text[index])
            lower = lower || ASCII.isLowerCaseLetter(text[index])
        }
        guard digits.count == 64, text.count == 64 else { throw refusal(of: text, digits: digits.count) }
        if letterCase != .any, upper, lower { throw .mixedCase }
        switch letterCase {
        case .lower: if upper { throw .upperCase }
        case .upper: if lower { throw .lowerCase }
        case .any: break
        }
        let bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        do {
            return try AuthenticationCode(bytes: bytes)
        } catch {
            // 32 bytes by the line above.
            throw .truncated(digits.count)
        }
    }

    /// Well-formed digits of another code: the last one is changed, and in lower case.
    static func withLastDigitChanged(_ text: String) -> String {
        var digits = Array(text.utf8)
        if let last = digits.indices.last, let value = ASCII.hexadecimalValue(digits[last]) {
            digits[last] = ASCII.hexadecimalDigit(value ^ 1)
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// What is wrong with a text that is not 64 digits, the likeliest slip first.
    private static func refusal(of text: Span<UInt8>, digits: Int) -> SignatureTextError {
        if text.isEmpty { return .empty }
        for index in text.indices {
            switch text[index] {
            case ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn: return .whiteSpace
            case _: continue
            }
        }
        if text.count >= 2, text[0] == 0x30, text[1] | 0x20 == 0x78 { return .prefixed }
        if digits == text.count, digits < 64 { return .truncated(digits) }
        return text.count > 64 ? .tooLong(text.count) : .notHexadecimal
    }
}
