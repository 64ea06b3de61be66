/// Why an address cannot be what a server on the Internet sees; the raw value completes "this is …".
package enum SpecialPurpose: String, CaseIterable, Sendable {
    case unspecified = "an unspecified address"
    case privateUse = "a private address"
    case sharedAddress = "a carrier's shared address (CGNAT)"
    case loopback = "a loopback address"
    case linkLocal = "a link-local address"
    case protocolAssignment = "an address set aside for protocols"
    case documentation = "an address for documentation only"
    case transition = "an address of a tunnel or translator (6to4, Teredo, NAT64)"
    case benchmarking = "an address for benchmarks only"
    case discard = "a discard-only address"
    case multicast = "a multicast address"
    case reserved = "an address reserved for the future"
}

extension IPAddress {
    /// Whether this address can be seen as somebody's on the Internet.
    package var isPublic: Bool { specialPurpose == nil }

    /// What else this address is for; nil for a public one.
    ///
    /// IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190), the multicast blocks
    /// (RFC 5771, RFC 4291 §2.7), and for IPv6 everything outside the one block that is handed out as global
    /// unicast, 2000::/3. Anycast addresses that the registries call globally reachable (AS112, AMT:
    /// 192.31.196/24, 192.52.193/24, 192.175.48/24, 2620:4f:8000::/48) are left in: they belong to somebody's
    /// network. Those inside 192.0.0.0/24 and 2001::/23 are left out with their block, as nobody connects
    /// from them.
    package var specialPurpose: SpecialPurpose? {
        switch family {
        case .v4: Self.v4Blocks.first { $0.contains(value) }?.purpose
        case .v6: Self.v6Blocks.first { $0.contains(value) }?.purpose ?? (value >> 125 == 1 ? nil : .reserved)
        }
    }

    private struct Block {
        /// The first address of the block, shifted down to its prefix.
        let prefix: UInt128
        let shift: UInt128
        let purpose: SpecialPurpose

        init(_ base: UInt32, _ prefixLength: UInt32, _ purpose: SpecialPurpose) {
            shift = UInt128(32 - prefixLength)
            prefix = UInt128(base) >> shift
            self.purpose = purpose
        }

        /// `base` is the upper half of the address, enough for every block but two.
        init(v6 base: UInt64, low: UInt64 = 0, _ prefixLength: UInt32, _ purpose: SpecialPurpose) {
            shift = UInt128(128 - prefixLength)
            prefix = (UInt128(base) << 64 | UInt128(low)) >> shift
            self.purpose = purpose
        }

        func contains(_ value: UInt128) -> Bool { value >> shift == prefix }
    }

    private static let v4Blocks: [Block] = [
        Block(0x0000_0000, 8, .unspecified),  // 0.0.0.0/8, RFC 791
        Block(0x0a00_0000, 8, .privateUse),  // 10.0.0.0/8, RFC 1918
        Block(0x6440_0000, 10, .sharedAddress),  // 100.64.0.0/10, RFC 6598
        Block(0x7f00_0000, 8, .loopback),  // 127.0.0.0/8, RFC 1122
        Block(0xa9fe_0000, 16, .linkLocal),  // 169.254.0.0/16, RFC 3927
        Block(0xac10_0000, 12, .privateUse),  // 172.16.0.0/12, RFC 1918
        Block(0xc000_0000, 24, .protocolAssignment),  // 192.0.0.0/24, RFC 6890
        Block(0xc000_0200, 24, .documentation),  // 192.0.2.0/24, RFC 5737
        Block(0xc058_6300, 24, .transition),  // 192.88.99.0/24, RFC 7526
        Block(0xc0a8_0000, 16, .privateUse),  // 192.168.0.0/16, RFC 1918
        Block(0xc612_0000, 15, .benchmarking),  // 198.18.0.0/15, RFC 2544
        Block(0xc633_6400, 24, .documentation),  // 198.51.100.0/24, RFC 5737
        Block(0xcb00_7100, 24, .documentation),  // 203.0.113.0/24, RFC 5737
        Block(0xe000_0000, 4, .multicast),  // 224.0.0.0/4, RFC 5771
        Block(0xf000_0000, 4, .reserved),  // 240.0.0.0/4 with the broadcast address, RFC 1112
    ]

    private static let v6Blocks: [Block] = [
        Block(v6: 0, 128, .unspecified),  // ::/128, RFC 4291
        Block(v6: 0, low: 1, 128, .loopback),  // ::1/128, RFC 4291
        Block(v6: 0x0064_ff9b_0000_0000, 96, .transition),  // 64:ff9b::/96, RFC 6052
        Block(v6: 0x0064_ff9b_0001_0000, 48, .transition),  // 64:ff9b:1::/48, RFC 8215
        Block(v6: 0x0100_0000_0000_0000, 64, .discard),  // 100::/64, RFC 6666
        Block(v6: 0x2001_0000_0000_0000, 32, .transition),  // 2001::/32, Teredo, RFC 4380
        Block(v6: 0x2001_0002_0000_0000, 48, .benchmarking),  // 2001:2::/48, RFC 5180
        Block(v6: 0x2001_0000_0000_0000, 23, .protocolAssignment),  // 2001::/23, RFC 2928
        Block(v6: 0x2001_0db8_0000_0000, 32, .documentation),  // 2001:db8::/32, RFC 3849
        Block(v6: 0x2002_0000_0000_0000, 16, .transition),  // 2002::/16, 6to4, RFC 3056
        Block(v6: 0x3fff_0000_0000_0000, 20, .documentation),  // 3fff::/20, RFC 9637
        Block(v6: 0x5f00_0000_0000_0000, 16, .protocolAssignment),  // 5f00::/16, RFC 9602
        Block(v6: 0xfc00_0000_0000_0000, 7, .privateUse),  // fc00::/7, RFC 4193
        Block(v6: 0xfe80_0000_0000_0000, 10, .linkLocal),  // fe80::/10, RFC 4291
        Block(v6: 0xfec0_0000_0000_0000, 10, .privateUse),  // fec0::/10, RFC 3879
        Block(v6: 0xff00_0000_0000_0000, 8, .multicast),  // ff00::/8, RFC 4291
    ]
}
