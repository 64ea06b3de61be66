/// The three fields of a credential, which move together or not at all.
///
/// The raw value is the word of our command lines. The panel shows them under
/// Settings -> API Access -> Cashouts Credentials.
package enum CredentialField: String, CaseIterable, Hashable, Sendable {
    /// The user; `login` in a request's body.
    case apiKey = "api-key"
    /// The password; `pass` in a request's body.
    case apiPassphrase = "api-passphrase"
    /// Never sent: the HMAC key of requests and of notifications.
    case apiSignature = "api-signature"

    /// The key in JSON that is put in: `api_key`.
    package var jsonName: String {
        switch self {
        case .apiKey: "api_key"
        case .apiPassphrase: "api_passphrase"
        case .apiSignature: "api_signature"
        }
    }

    /// The environment variable of `exec`, and the name of a line that is put in: `D24_API_KEY`.
    package var variableName: String {
        switch self {
        case .apiKey: "D24_API_KEY"
        case .apiPassphrase: "D24_API_PASSPHRASE"
        case .apiSignature: "D24_API_SIGNATURE"
        }
    }

    /// The word of D24's panel, for prompts: `API Key`.
    package var panelName: String {
        switch self {
        case .apiKey: "API Key"
        case .apiPassphrase: "API Passphrase"
        case .apiSignature: "API Signature"
        }
    }

    /// The greatest length in characters that the page allows, or nil where nothing is documented.
    ///
    /// Longer ones have been seen : a reason to warn, never to refuse.
    package var documentedMaximum: Int? {
        switch self {
        case .apiKey, .apiPassphrase: 32
        case .apiSignature: nil
        }
    }
}

/// Where in D24's panel things are found, in the panel's words.
package enum PanelPath {
    /// Where the three fields are shown.
    package static let credentials = "Settings -> API Access -> Cashouts Credentials"
    /// Where the whitelist of addresses is kept.
    package static let addresses = "Settings -> API Access -> Cashouts IP Address"
}
