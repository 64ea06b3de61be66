package import Sodium

/// HTTP Basic Auth (RFC 7617, with UTF-8) with API Key as the user and API Passphrase as the password.
package enum BasicAuthorization {
    /// `Authorization`.
    package static let headerName = "Authorization"

    /// `Basic ` and the base64 of `user:password`.
    ///
    /// A user with a colon cannot be told from the password (`CredentialWarning.colonInAPIKey`).
    package static func value(user: Span<UInt8>, password: Span<UInt8>) -> SecretBytes {
        let pair = SecretBytes(capacity: user.count + 1 + password.count) { output in
            output.append(copying: user)
            output.append(UInt8(ascii: ":"))
            output.append(copying: password)
        }
        let bytes = pair.bytes
        return SecretBytes(capacity: 6 + (bytes.count + 2) / 3 * 4) { output in
            output.append(utf8: "Basic ")
            appendBase64(bytes, to: &output)
        }
    }

    /// RFC 4648, section 4, with padding.
    private static func appendBase64(_ bytes: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let a = UInt32(bytes[index])
            let b = left > 1 ? UInt32(bytes[index + 1]) : 0
            let c = left > 2 ? UInt32(bytes[index + 2]) : 0
            let group = a << 16 | b << 8 | c
            output.append(digit(group >> 18))
            output.append(digit(group >> 12))
            output.append(left > 1 ? digit(group >> 6) : ASCII.equals)
            output.append(left > 2 ? digit(group) : ASCII.equals)
            index += 3
        }
    }

    private static func digit(_ value: UInt32) -> UInt8 { ASCIIDigits.base64(value, urlSafe: false) }
}
