import CashoutsAPI
import HTTPTransport
import KeyRotation
import VaultFormat

extension Check {
    /// The API's name resolves. The ping tells, and it needs the keys: hence the parents.
    static let baseURLResolves = Check(
        "base-url-resolves", "the name of the base URL resolves",
        after: ["credentials-complete", "fields-differ", "base-url-fits"], needs: [.ping], mayBeRetried: true,
        Explanation(
            looksAt: """
                The name of the base URL has an address. The signed ping tells, which needs the keys; where it timed out, \
                the look-up of egress-ipv6 does, if that was made. It is skipped where a proxy resolves the name.
                """,
            evidence: "The host, or what the resolver and the connection came to.",
            toDo: """
                Ask the resolver with 'getent hosts'. A connection that timed out may have got no further than this.
                """)
    ) { facts in
        switch facts.ping {
        case .notSent: return facts.withoutPing
        case .refused(let diagnostic): return .refused(diagnostic)
        case .sent(let statement, during: _):
            let host = statement.environment.baseURL.host
            if let proxy = statement.result.proxy { return .skipped("the proxy \(proxy) resolves \(host)") }
            switch statement.result.answer.failure {
            // Who was silent then is the server, not the resolver.
            case .timedOut where facts.ipv6.resolves: return .passed(host)
            case .nameNotResolved, .timedOut, .other:
                // A resolver that is silent, and one that is out of order, look alike from here.
                return .couldNotTell(statement.message, hints: statement.hints)
            case nil, .connectionRefused, .connectionFailed, .tls, .proxy, .tooLarge, .redirected, .cutShort,
                .encoded:
                return .passed(host)
            }
        }
    }
}
