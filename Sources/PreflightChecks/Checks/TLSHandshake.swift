import CashoutsAPI
import HTTPTransport
import KeyRotation
import VaultFormat

extension Check {
    /// A connection can be made, and the certificate is trusted.
    static let tlsHandshake = Check(
        "tls-handshake", "a TLS connection to the base URL is made, with a certificate that is trusted",
        after: ["base-url-resolves"], needs: [.ping], mayBeRetried: true,
        Explanation(
            looksAt: """
                A connection to the base URL is made, and its certificate is trusted by this host and belongs to the \
                host of the base URL. Where a connection is refused, it could not tell.
                """,
            evidence: "The base URL, and why there is no connection or no trust.",
            toDo: """
                Let this host through the firewall, and for the addresses of D24's servers write to \
                integration@d24.com. If the certificate is not trusted, look for a proxy that opens TLS, and check the \
                clock.
                """)
    ) { facts in
        guard let statement = facts.pingStatement else { return facts.withoutPing }
        let url = statement.environment.baseURL.text
        switch statement.result.answer.failure {
        // What follows nil comes over a connection that was made.
        case nil, .tooLarge, .redirected, .cutShort, .encoded: return .passed(url)
        case .some(let failure):
            let words = "\(url): \(statement.message)"
            return failure.isOfCertificate
                ? .failed(words, hints: statement.hints) : .couldNotTell(words, hints: statement.hints)
        }
    }
}
