package import CashoutsAPI
package import Sodium

/// How a signer can come to another key than the API Signature it was given.
package enum KeyAccident: Hashable, Sendable {
    /// Another version of the same environment's credential than the current one.
    case otherVersion
    case otherEnvironment
    /// API Key or API Passphrase for API Signature.
    case otherField(CredentialField)
    case altered(KeyAlteration)

    /// The word for it in JSON.
    package var name: String {
        switch self {
        case .otherVersion: "other-version"
        case .otherEnvironment: "other-environment"
        case .otherField(let field): "\(field.rawValue)-as-key"
        case .altered(let alteration): alteration.rawValue
        }
    }

    /// How the one that signs is mended: of a notification that is D24.
    package func mend(notification: Bool) -> String {
        switch self {
        case .otherVersion where notification: "nothing, while the panel's key is changed or was not long ago"
        case .otherVersion: "give the signer the current API Signature, and restart it"
        case .otherEnvironment where notification:
            "let each environment of the panel notify a receiver of its own"
        case .otherEnvironment: "give the signer the API Signature of its own environment"
        case .otherField: "the key of the HMAC is API Signature, neither API Key nor API Passphrase"
        case .altered(let alteration): alteration.mend
        }
    }
}

/// What was done to the bytes of a key.
package enum KeyAlteration: String, CaseIterable, Sendable {
    case finalLineFeed = "key-final-lf"
    case finalCRLF = "key-final-crlf"
    case hexDecoded = "key-hex-decoded"
    case base64Decoded = "key-base64-decoded"
    case quoted = "key-quoted"

    /// A key with these accidents; nil where there is none, such as hexadecimal digits that are none.
    package static func key(from key: Span<UInt8>, after accidents: [KeyAccident]) -> SecretBytes? {
        var altered = SecretBytes(copying: key)
        for case .altered(let alteration) in accidents {
            switch alteration.key(from: altered.bytes) {
            case .some(let next): altered = next
            case .none: return nil
            }
        }
        return altered
    }

    /// What the key was, as the end of "with … as the key".
    package var message: String {
        switch self {
        case .finalLineFeed: "a final newline behind it"
        case .finalCRLF: "a final CR LF behind it"
        case .hexDecoded: "its hexadecimal digits decoded"
        case .base64Decoded: "its Base64 decoded"
        case .quoted: "quotation marks around it"
        }
    }

    /// How the one that signs is mended.
    package var mend: String {
        switch self {
        case .finalLineFeed, .finalCRLF: "cut the line end off where the key is read from its file"
        case .hexDecoded, .base64Decoded: "the key is the text of API Signature in UTF-8: do not decode it"
        case .quoted: "take the quotation marks off where the key is read"
        }
    }

    /// The altered key; nil where it is not there, such as hexadecimal digits that are none.
    package func key(from key: Span<UInt8>) -> SecretBytes? {
        switch self {
        case .finalLineFeed: Self.framed(key, before: [], after: [0x0A])
        case .finalCRLF: Self.framed(key, before: [], after: [0x0D, 0x0A])
        case .quoted: Self.framed(key, before: [0x22], after: [0x22])
        case .hexDecoded: SecretText.decodedHexadecimal(key)
        case .base64Decoded: SecretText.decodedBase64(key)
        }
    }

    private static func framed(_ key: Span<UInt8>, before: [UInt8], after: [UInt8]) -> SecretBytes {
        SecretBytes(capacity: before.count + key.count + after.count) { output in
            for byte in before { output.append(byte) }
            for index in key.indices { output.append(key[index]) }
            for byte in after { output.append(byte) }
        }
    }
}
