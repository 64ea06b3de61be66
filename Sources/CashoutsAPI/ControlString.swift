package import Sodium

/// The `control` of a notification: upper-case hexadecimal HMAC-SHA256 of `Be4` ‖ external_id ‖ `Bo7`, keyed
/// with API Signature.
///
/// It proves `external_id` and nothing else, and is the same for the life of a cashout.
package enum ControlString {
    static let prefix: [UInt8] = Array("Be4".utf8)
    static let suffix: [UInt8] = Array("Bo7".utf8)

    /// What is signed for an external_id: `Be4` ‖ external_id ‖ `Bo7`.
    package static func message(externalID: [UInt8]) -> [UInt8] { prefix + externalID + suffix }

    /// The control of an external_id, given as raw bytes. Rendered as `uppercaseHexadecimal`.
    package static func of(externalID: Span<UInt8>, key: Span<UInt8>) -> AuthenticationCode {
        var authenticator = MessageAuthenticator(key: key)
        authenticator.update(prefix.span)
        authenticator.update(externalID)
        authenticator.update(suffix.span)
        return authenticator.finalize()
    }

    /// Reads a control that someone claims: exactly 64 upper-case hexadecimal digits.
    package static func read(_ text: Span<UInt8>) throws(SignatureTextError) -> AuthenticationCode {
        try SignatureText.read(text, .upper)
    }
}
