import EgressPolicy
import EgressWitnesses

extension Check {
    /// D24 sees the address that is on its list, and not another one of IPv6.
    static let egressIPv6 = Check(
        "egress-ipv6", "D24 does not see this host over IPv6", .warning, after: ["base-url-fits"],
        needs: [.vault, .ipv6], mayBeRetried: true,
        Explanation(
            looksAt: """
                The name of the base URL has no IPv6 address, or this host has no route to one. Otherwise D24 may see \
                an IPv6 address of this host, and documents none for its whitelist. It is skipped where a proxy \
                stands between, which chooses by itself.
                """,
            evidence: "The host, its first IPv6 address, and whether there is a route.",
            toDo: """
                Judge both families with 'd24-egress check --ipv4 --ipv6', or have this host prefer IPv4 in \
                /etc/gai.conf.
                """)
    ) { facts in
        switch facts.ipv6 {
        case .notAsked: return .couldNotTell("nobody was asked")
        case .proxied(let proxy): return .skipped("the proxy \(proxy) chooses between IPv4 and IPv6")
        case .unknown:
            return .couldNotTell(
                "the resolver did not tell which IPv6 addresses the name of the base URL has",
                hints: ["ask it with 'getent ahostsv6'"])
        case .known(let way) where !way.resolves:
            // A name that leads nowhere today may have an IPv6 address tomorrow.
            return .couldNotTell(
                "\(way.host) has no address at all", hints: ["ask for it with 'getent ahosts'"])
        case .known(let way):
            if let finding = way.finding {
                return .warned(finding, hints: IPv6Way.hints(environment: facts.name))
            }
            guard let first = way.addresses.first else {
                return .passed("\(way.host) has no IPv6 address that D24 would see this host at")
            }
            return .passed("\(way.host) has an IPv6 address (\(first.text)), and this host no route to it")
        }
    }
}
