/// How API Key and API Passphrase travel with a request.
///
/// The page asks for HTTP Basic Auth and for both fields in the body of every call, while every sample uses
/// the body only: `both` is the default and an environment may choose otherwise.
package enum AuthenticationMode: String, CaseIterable, Sendable {
    case both
    case body
    case basic

    /// Whether `login` and `pass` stand in the body.
    package var putsCredentialsInBody: Bool { self != .basic }

    /// Whether there is an `Authorization: Basic` header.
    package var sendsAuthorization: Bool { self != .body }
}
