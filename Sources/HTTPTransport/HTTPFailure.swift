/// Why there is no answer.
///
/// The texts are libcurl's or ours, in English. Of the request they have its host and port, of a proxy what is
/// no user and password, and of a server the name in its certificate: to be escaped before a terminal.
package enum HTTPFailure: Error, Equatable, Sendable {
    /// No address for the host.
    case nameNotResolved
    /// The host is there and nobody listens on that port, or a firewall rejects.
    case connectionRefused
    /// No route, network down, or another trouble before TLS.
    case connectionFailed(String)
    /// No trustworthy TLS connection.
    case tls(TLSProblem, String)
    /// The proxy could not be reached or would not connect us.
    case proxy(String)
    /// The deadline passed.
    case timedOut
    /// The answer is over the limit.
    case tooLarge
    /// A status from 300 to 399. It was not followed; the host is where it pointed, if it pointed to one.
    case redirected(status: Int, host: String?)
    /// The connection ended before the answer did.
    case cutShort
    /// The body is compressed or coded in this way, which we did not ask for.
    case encoded(String)
    /// Anything else, such as an answer that is not HTTP, or at which the process that read it came to its
    /// end.
    case other(String)
}

/// What was wrong with the TLS connection.
package enum TLSProblem: String, Equatable, Sendable {
    /// No authority of the system's store stands behind the certificate.
    case unknownAuthority
    case expired
    case notYetValid
    /// The certificate is for other hosts.
    case wrongName
    /// What answers there does not speak TLS.
    case notTLS
    /// Another certificate trouble.
    case badCertificate
    /// The handshake ended without a certificate being judged.
    case handshake
}
