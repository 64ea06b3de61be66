/// A form in which a secret may lie somewhere; the simplest first.
package enum SecretEncoding: String, CaseIterable, Sendable {
    /// As it is.
    case raw
    /// Two digits for each byte, all lower-case or all upper-case.
    case hexadecimal
    /// The standard alphabet of RFC 4648, wherever in a text the secret begins.
    case base64
    /// The URL-safe alphabet.
    case base64URL = "base64url"
    /// `%XX` for some bytes or for all.
    case percent
    /// What JSON makes of it, where that is not the secret itself; with any of its characters as `\uXXXX`.
    case json
    /// API Key, colon and API Passphrase in Base64, as HTTP Basic Auth sends them.
    case basicHeader = "basic_header"

    /// What follows the secret's name: "in Base64".
    package var words: String {
        switch self {
        case .raw: "as it is"
        case .hexadecimal: "in hexadecimal"
        case .base64: "in Base64"
        case .base64URL: "in URL-safe Base64"
        case .percent: "percent-encoded"
        case .json: "JSON-escaped"
        case .basicHeader: "as a Basic header"
        }
    }
}
