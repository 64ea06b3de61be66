package import CashoutsAPI
package import HTTPTransport

/// Why there was no answer, in words, and what to do about it.
package enum FailureText {
    /// A sentence, lower case and without a full stop.
    package static func message(_ failure: HTTPFailure, at url: BaseURL) -> String {
        switch failure {
        case .nameNotResolved: "the name \(url.host) has no address here"
        case .connectionRefused: "\(url.host) refused the connection to port \(url.port)"
        case .connectionFailed(let words): "no connection to \(url.host): \(words)"
        case .tls(_, let words): "\(failure.message) (\(words))"
        case .tooLarge: "the answer is far longer than any of D24's"
        case .proxy, .timedOut, .redirected, .cutShort, .encoded, .other: failure.message
        }
    }

    /// What to do, one line each.
    package static func hints(
        _ failure: HTTPFailure, at url: BaseURL, of environment: EnvironmentName
    ) -> [String] {
        let place =
            "check the base URL: 'd24-vault env list', 'd24-vault env set \(environment.text) --base-url URL'"
        switch failure {
        case .nameNotResolved: return ["ask the resolver: 'getent hosts \(url.host)'", place]
        case .connectionRefused, .connectionFailed, .timedOut: return [firewall(url)]
        case .tls(.unknownAuthority, _):
            return [
                "a proxy that looks into TLS needs its authority in the system's store; "
                    + "else 'apt-get install ca-certificates'"
            ]
        case .tls(.expired, _), .tls(.notYetValid, _): return ["check this host's clock: 'date -u'"]
        case .tls(.wrongName, _), .tls(.notTLS, _), .redirected: return [place]
        case .tls(.badCertificate, _), .tls(.handshake, _):
            return ["look at it: 'openssl s_client -connect \(url.host):\(url.port)'"]
        case .proxy: return ["check https_proxy and no_proxy in the environment"]
        case .tooLarge, .cutShort, .encoded, .other:
            return ["it may be a proxy's or a firewall's answer; try again, or from another host"]
        }
    }

    /// For connections that are refused or swallowed.
    package static func firewall(_ url: BaseURL) -> String {
        "if a firewall stands between, let this host reach \(url.host) on port \(url.port); "
            + "for the addresses of D24's servers write to \(D24Contact.integration)"
    }
}
