import EgressPolicy
import SystemIO

/// Which families are asked for, and which of them decide.
///
/// IPv4 decides unless another is named: the panel documents nothing else, and D24's API is seen over it.
/// IPv6 is asked for besides where this host has a public IPv6 address; there a missing answer changes
/// nothing.
struct FamilyChoice: Equatable {
    /// Each needs a quorum.
    let deciding: [IPFamily]
    /// Told, if it can be.
    let informing: [IPFamily]

    /// - Parameter hasIPv6: whether the host has an IPv6 address that the Internet can see.
    init(_ options: WitnessOptions, hasIPv6: Bool) {
        switch (options.ipv4, options.ipv6) {
        case (true, true): (deciding, informing) = ([.v4, .v6], [])
        case (true, false): (deciding, informing) = ([.v4], [])
        case (false, true): (deciding, informing) = ([.v6], [])
        case (false, false): (deciding, informing) = ([.v4], hasIPv6 ? [.v6] : [])
        }
    }

    /// For this host.
    init(_ options: WitnessOptions) {
        self.init(options, hasIPv6: Self.hostHasIPv6)
    }

    /// Linux lists the addresses of all interfaces here, 32 hexadecimal digits first in each line. No file,
    /// no IPv6. 1 MiB is more than any host has addresses.
    private static var hostHasIPv6: Bool {
        let file = try? LimitedReader.readFile("/proc/net/if_inet6", limit: 1 << 20)
        let lines = String(decoding: file ?? [], as: UTF8.self).split(separator: "\n")
        return lines.contains { line in
            guard let value = UInt128(line.prefix(32), radix: 16) else { return false }
            return IPAddress(v6: value).isPublic
        }
    }
}
