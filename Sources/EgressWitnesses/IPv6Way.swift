package import CashoutsAPI
package import EgressPolicy
package import HTTPTransport
package import StrictJSON

/// Whether D24 may see this host over IPv6, of which its panel documents nothing.
///
/// A client that finds both families takes IPv6 first: the address that is judged is then not the one that
/// D24 sees.
package struct IPv6Way: Equatable, Sendable {
    /// That of the base URL; an IPv6 address in brackets.
    package let host: String
    /// Those of D24's that a connection from here may go to, whether or not there is a route.
    package let addresses: [IPAddress]
    /// Whether this host has a route to one of them.
    package let isOpen: Bool
    /// Whether the resolver told any address at all: of IPv6, and of IPv4 where it was asked for those too.
    package let resolves: Bool

    /// - Parameter resolves: may be true without any of `addresses`, as others may not lead out, or be IPv4.
    package init(host: String, addresses: [IPAddress], isOpen: Bool, resolves: Bool = false) {
        self.host = host
        self.addresses = addresses
        self.isOpen = isOpen
        self.resolves = resolves
    }

    /// Begins to ask for the addresses of a base URL; nil where that cannot be.
    /// - Parameter withIPv4: whether it counts for `resolves` that the name has an IPv4 address.
    package static func lookup(of url: BaseURL, withIPv4: Bool = false) -> IPv6Lookup? {
        // A resolver takes an address without its brackets.
        let host = url.host.hasPrefix("[") ? String(url.host.dropFirst().dropLast()) : url.host
        return try? IPv6Lookup(of: host, withIPv4: withIPv4)
    }

    /// Nil where it could not be told before the deadline.
    package init?(_ lookup: consuming IPv6Lookup, of url: BaseURL, before deadline: Deadline) {
        guard let destinations = try? lookup.destinations(before: deadline) else { return nil }
        var addresses: [IPAddress] = []
        var isOpen = false
        for destination in destinations {
            let address = IPAddress(v6: destination.address)
            guard Self.leadsOut(address) else { continue }
            addresses.append(address)
            isOpen = isOpen || destination.isRouted
        }
        self.init(
            host: url.host, addresses: addresses, isOpen: isOpen, resolves: !destinations.isEmpty)
    }

    /// Whether a server that is reached there would see an IPv6 address of ours: not on this very host or
    /// link, and not behind a translator, which turns the connection into one of IPv4.
    private static func leadsOut(_ address: IPAddress) -> Bool {
        guard address.family == .v6 else { return false }
        switch address.specialPurpose {
        case .loopback, .unspecified, .linkLocal, .multicast, .transition, .discard: return false
        case .privateUse, .sharedAddress, .protocolAssignment, .documentation, .benchmarking, .reserved, nil:
            return true
        }
    }

    /// Where D24 may see an IPv6 address of this host.
    package var finding: String? {
        guard isOpen, let first = addresses.first else { return nil }
        return
            "\(host) has an IPv6 address (\(first.text)) and this host a route to it: D24 may see this host's "
            + "IPv6 address"
    }

    /// Where IPv6 was not asked for, and D24 may see it.
    package func warning(judged families: [IPFamily]) -> String? {
        guard let finding, !families.contains(.v6) else { return nil }
        return "\(finding), which was not judged"
    }

    /// What to do then.
    package static func hints(environment: String) -> [String] {
        [
            "judge both families with 'd24-egress check \(environment) --ipv4 --ipv6'",
            "or have this host prefer IPv4: 'echo precedence ::ffff:0:0/96 100 >> /etc/gai.conf'",
        ]
    }

    /// What `d24-egress check` tells as `api_ipv6`; `resolves` is not in it.
    package var json: JSONValue {
        [
            "host": .string(host), "addresses": .array(addresses.map { .string($0.text) }),
            "route": .bool(isOpen),
        ]
    }
}
