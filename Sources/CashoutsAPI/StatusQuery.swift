package import Sodium

/// The signed ping: `POST /v3/cashout/status` for a cashout that cannot exist, the only request these tools
/// send to D24.
///
/// The body is built once, signed as it is, and sent as it is: a body that is parsed and written again has
/// another signature. Everything that holds a credential is a `SecretBytes`.
package struct StatusQuery: ~Copyable {
    /// `POST`: a `PUT` to the same path changes a cashout.
    package static let method = "POST"
    /// What follows the base URL.
    package static let path = "/v3/cashout/status"

    /// How many random bytes `externalID(random:)` should get: 16, so that no cashout has such a name.
    package static let randomByteCount = 16

    /// What the cashout is known by: either name is looked up.
    package enum CashoutName: Sendable, Equatable {
        /// The merchant's own name for it.
        case externalID(String)
        /// D24's number for it, sent as a string.
        case cashoutID(String)

        /// The member of the body, `external_id` or `cashout_id`.
        package var member: String {
            switch self {
            case .externalID: "external_id"
            case .cashoutID: "cashout_id"
            }
        }

        /// The name itself.
        package var text: String {
            switch self {
            case .externalID(let text), .cashoutID(let text): text
            }
        }
    }

    /// `{"login":…,"pass":…,"external_id":…}`, or `cashout_id` for the last; in mode `basic` without `login`
    /// and `pass`.
    package let body: SecretBytes

    /// Of `body`.
    package let signature: PayloadSignature

    /// The value of the `Authorization` header, or nil in mode `body`.
    package let authorization: SecretBytes?

    /// Builds and signs the body.
    ///
    /// - Parameters:
    ///   - apiKey: with `apiPassphrase` and `apiSignature`, UTF-8 that keeps `CredentialRules`.
    ///   - cashout: which one is asked about; for a ping, that of `externalID(random:)`.
    package init(
        apiKey: Span<UInt8>, apiPassphrase: Span<UInt8>, apiSignature: Span<UInt8>, cashout: CashoutName,
        authentication: AuthenticationMode
    ) {
        let body = Self.body(
            login: apiKey, pass: apiPassphrase, cashout: cashout, authentication)
        signature = Self.signature(of: body, key: apiSignature)
        authorization =
            authentication.sendsAuthorization
            ? BasicAuthorization.value(user: apiKey, password: apiPassphrase) : nil
        self.body = body
    }

    /// The name of a cashout that cannot exist: `ping-` and two lower-case hexadecimal digits for each byte.
    package static func externalID(random: [UInt8]) -> String {
        "ping-\(Hexadecimal.encode(random.span))"
    }

    /// The headers without `Authorization`, which is a secret and stands in `authorization`.
    ///
    /// - Parameters:
    ///   - signature: `signature.text`, or for the negative control `signature.negativeControlText`.
    ///   - userAgent: mandatory at D24, like the other two.
    package static func headers(signature: String, userAgent: String) -> [(name: String, value: String)] {
        [
            (PayloadSignature.headerName, signature),
            ("Content-Type", "application/json"),
            ("User-Agent", userAgent),
        ]
    }

    private static func signature(of body: borrowing SecretBytes, key: Span<UInt8>) -> PayloadSignature {
        PayloadSignature(of: body.bytes, key: key)
    }

    private static func body(
        login: Span<UInt8>, pass: Span<UInt8>, cashout: CashoutName, _ authentication: AuthenticationMode
    ) -> SecretBytes {
        let name = Array(cashout.text.utf8)
        // An escape makes one byte into six at most; the rest is room for names and punctuation.
        return SecretBytes(capacity: 6 * (login.count + pass.count + name.count) + 64) { output in
            output.append(utf8: "{")
            if authentication.putsCredentialsInBody {
                append("login", login, to: &output)
                output.append(utf8: ",")
                append("pass", pass, to: &output)
                output.append(utf8: ",")
            }
            append(cashout.member, name.span, to: &output)
            output.append(utf8: "}")
        }
    }

    /// Appends `"name":"value"` with the escapes that JSON demands (RFC 8259, section 7) and no others.
    private static func append(_ name: String, _ value: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        output.append(utf8: "\"\(name)\":\"")
        for index in value.indices {
            let byte = value[index]
            if byte == ASCII.quotationMark || byte == ASCII.backslash {
                output.append(ASCII.backslash)
                output.append(byte)
            } else if byte < 0x20 {
                output.append(utf8: "\\u00")
                output.append(ASCII.hexadecimalDigit(byte >> 4))
                output.append(ASCII.hexadecimalDigit(byte))
            } else {
                output.append(byte)
            }
        }
        output.append(ASCII.quotationMark)
    }
}
