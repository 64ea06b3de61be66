package import Sodium

/// The signature of every request: lower-case hexadecimal HMAC-SHA256 of the exact bytes of the body, keyed
/// with API Signature as UTF-8. An empty body signs the empty string.
///
/// For a body that is streamed, feed a `MessageAuthenticator` and give its code to `init(_:)`.
package struct PayloadSignature: Equatable, Sendable {
    /// `Payload-Signature`.
    package static let headerName = "Payload-Signature"

    /// 32 bytes; compared in constant time.
    package let code: AuthenticationCode

    /// Takes the code of a body that was streamed.
    package init(_ code: AuthenticationCode) {
        self.code = code
    }

    /// Signs a body that is in memory.
    package init(of body: Span<UInt8>, key: Span<UInt8>) {
        var authenticator = MessageAuthenticator(key: key)
        authenticator.update(body)
        code = authenticator.finalize()
    }

    /// Reads a signature that someone claims: exactly 64 lower-case hexadecimal digits, since case matters.
    ///
    /// - Parameter anyCase: takes upper-case digits too, for a source that is known to change them.
    package init(claimed text: String, anyCase: Bool = false) throws(SignatureTextError) {
        code = try SignatureText.read(text.utf8.span, anyCase ? .any : .lower)
    }

    /// The header's value: 64 lower-case hexadecimal digits.
    package var text: String { code.hexadecimal }

    /// The header's value for the negative control: `text` with its last digit changed.
    package var negativeControlText: String { SignatureText.withLastDigitChanged(text) }
}
