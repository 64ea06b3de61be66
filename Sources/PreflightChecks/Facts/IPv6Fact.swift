import CashoutsAPI
package import EgressWitnesses
import HTTPTransport
import VaultFormat

/// Whether D24 may see this host over IPv6.
package enum IPv6Fact: Sendable {
    /// No check needs it, or there is no environment.
    case notAsked
    /// A proxy, which chooses the family, stands between; without user and password.
    case proxied(String)
    /// The resolver could not tell in time.
    case unknown
    case known(IPv6Way)

    /// Whether the name of the API is known to have an address, of whichever family.
    var resolves: Bool {
        if case .known(let way) = self { way.resolves } else { false }
    }

    /// Asks the resolver for the name of the API, and the kernel for its routes.
    static func probe(_ facts: PreflightFacts) -> Probe? {
        guard let url = facts.environment?.baseURL else { return nil }
        return Probe(.ipv6) { deadline in
            if let proxy = HTTPClient.proxy(for: url.text) { return .ipv6(.proxied(proxy)) }
            guard let lookup = IPv6Way.lookup(of: url, withIPv4: true),
                let way = IPv6Way(lookup, of: url, before: deadline)
            else { return .ipv6(.unknown) }
            return .ipv6(.known(way))
        }
    }
}
