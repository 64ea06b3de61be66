import CashoutsAPI
import EgressPolicy
import HTTPTransport
import StrictJSON

/// Whether D24 may see this host over IPv6, of which its panel documents nothing.
///
/// A client that finds both families takes IPv6 first: the address that is judged is then not the one that D24 sees.
struct IPv6Way {
    let host: String
    /// Those of D24's that a connection from here may go to, whether or not there is a route.
    let addresses: [IPAddress]
    /// Whether this host has a route to one of them.
    let isOpen: Bool

    /// For a resolver that is slower than all witnesses: it only adds a finding to their answer. In seconds.
    private static let patience = 1.0

    /// Nil where it could not be told, before the deadline or soon.
    init?(_ lookup: consuming IPv6Lookup, of url: BaseURL, before deadline: Deadline) {
        let soon = deadline.orSooner(.after(seconds: Self.patience))
        guard let destinations = try? lookup.destinations(before: soon) else { return nil }
        host = url.host
        var addresses: [IPAddress] = []
        var isOpen = false
        for destination in destinations {
            let address = IPAddress(v6: destination.address)
            guard Self.leadsOut(address) else { continue }
            addresses.append(address)
            isOpen = isOpen || destination.isRouted
        }
        self.addresses = addresses
        self.isOpen = isOpen
    }

    /// Whether a server that is reached there would see an IPv6 address of ours: not on this very host or link, and
    /// not behind a translator, which turns the connection into one of IPv4.
    private static func leadsOut(_ address: IPAddress) -> Bool {
        guard address.family == .v6 else { return false }
        switch address.specialPurpose {
        case .loopback, .unspecified, .linkLocal, .multicast, .transition, .discard: return false
        case .privateUse, .sharedAddress, .protocolAssignment, .documentation, .benchmarking, .reserved, nil:
            return true
        }
    }

    /// Where IPv6 was not asked for, and D24 may see it.
    func warning(judged families: [IPFamily]) -> String? {
        guard isOpen, !families.contains(.v6), let first = addresses.first else { return nil }
        return
            "\(host) has an IPv6 address (\(first.text)) and this host a route to it: D24 may see this host's "
            + "IPv6 address, which was not judged"
    }

    /// What to do then.
    static func hints(environment: String) -> [String] {
        [
            "judge both families with 'd24-egress check \(environment) --ipv4 --ipv6'",
            "or have this host prefer IPv4: 'echo precedence ::ffff:0:0/96 100 >> /etc/gai.conf'",
        ]
    }

    var json: JSONValue {
        [
            "host": .string(host), "addresses": .array(addresses.map { .string($0.text) }),
            "route": .bool(isOpen),
        ]
    }
}
