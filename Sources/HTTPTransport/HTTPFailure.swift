/// Why there is no answer.
///
/// The texts are libcurl's or ours, in English. Of the request they have its host and port, of a proxy what
/// is no user and password, and of a server the name in its certificate: to be escaped before a terminal.
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

extension HTTPFailure {
    /// Why there is no answer, without the host: lower case and without a full stop.
    package var message: String {
        switch self {
        case .nameNotResolved: "no address was found for its name"
        case .connectionRefused: "the connection was refused"
        case .connectionFailed(let words): "no connection: \(words)"
        case .tls(let problem, _): problem.message
        case .proxy(let words): "the proxy did not connect us: \(words)"
        case .timedOut: "there was no answer before the deadline"
        case .tooLarge: "the answer is too long"
        // Where to is not said: a server that has just read keys could have us print one as a host's name.
        case .redirected(let status, _): "the answer is a redirect (HTTP \(status)), which was not followed"
        case .cutShort: "the connection ended before the answer did"
        // How is not said either.
        case .encoded: "the answer is encoded, which was not asked for"
        case .other(let words): "the exchange failed: \(words)"
        }
    }

    /// Whether it will not go away by itself: the certificate was judged, and not trusted, or there is none.
    package var isOfCertificate: Bool {
        switch self {
        case .tls(.unknownAuthority, _), .tls(.expired, _), .tls(.notYetValid, _), .tls(.wrongName, _),
            .tls(.notTLS, _), .tls(.badCertificate, _):
            true
        case .tls(.handshake, _), .nameNotResolved, .connectionRefused, .connectionFailed, .timedOut, .proxy,
            .tooLarge, .redirected, .cutShort, .encoded, .other:
            false
        }
    }
}

extension TLSProblem {
    fileprivate var message: String {
        switch self {
        case .unknownAuthority: "no authority that this host trusts stands behind the certificate"
        case .expired: "the certificate has expired, or this host's clock is ahead"
        case .notYetValid: "the certificate is not valid yet, or this host's clock is behind"
        case .wrongName: "the certificate is for another host"
        case .notTLS: "what answers there does not speak TLS"
        case .badCertificate: "the certificate cannot be verified"
        case .handshake: "the TLS handshake failed"
        }
    }
}
