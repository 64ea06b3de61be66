/// Which of the two internets: separate questions with separate answers.
package enum IPFamily: String, CaseIterable, Comparable, Sendable {
    case v4 = "IPv4"
    case v6 = "IPv6"

    /// Bits in an address.
    package var width: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// IPv4 before IPv6.
    package static func < (left: IPFamily, right: IPFamily) -> Bool { left.width < right.width }
}

/// One IPv4 or IPv6 address, held and compared as a number, whatever its spelling was.
///
/// An IPv4-mapped IPv6 address (`::ffff:0:0/96`, RFC 4291 §2.5.5.2) is the IPv4 address in it: a socket that
/// serves both families shows its IPv4 clients that way, so the two must be equal and cannot be told apart
/// here. As text it is refused (`AddressFault.mapped`).
package struct IPAddress: Hashable, Sendable {
    /// `.v4` also of an address that was given as an IPv4-mapped one.
    package let family: IPFamily
    /// The address in host order; below 2³² in the IPv4 family.
    package let value: UInt128

    /// In host order: 0x5db8_d822 is 93.184.216.34.
    package init(v4 value: UInt32) {
        self.init(family: .v4, value: UInt128(value))
    }

    /// In host order; an IPv4-mapped one becomes the IPv4 address in it.
    package init(v6 value: UInt128) {
        if Self.isMapped(value) {
            self.init(v4: UInt32(truncatingIfNeeded: value))
        } else {
            self.init(family: .v6, value: value)
        }
    }

    static func isMapped(_ value: UInt128) -> Bool { value >> 32 == 0xffff }

    private init(family: IPFamily, value: UInt128) {
        self.family = family
        self.value = value
    }

    /// The address in its one canonical spelling: dotted decimal, or RFC 5952 for IPv6.
    package var text: String {
        switch family {
        case .v4: Self.dotted(UInt32(truncatingIfNeeded: value))
        case .v6: Self.grouped(value)
        }
    }

    private static func dotted(_ value: UInt32) -> String {
        "\(value >> 24).\(value >> 16 & 0xff).\(value >> 8 & 0xff).\(value & 0xff)"
    }

    /// RFC 5952 §4: lower case, no leading zeros, `::` for the first of the longest runs of two or more
    /// zeros.
    private static func grouped(_ value: UInt128) -> String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)) }
        var longest = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > longest.count { longest = start..<index }
            start = index + 1
        }
        guard longest.count >= 2 else { return joined(groups[...]) }
        return joined(groups[..<longest.lowerBound]) + "::" + joined(groups[longest.upperBound...])
    }

    private static func joined(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
}

extension IPAddress: Comparable {
    /// IPv4 before IPv6, then by number: the order of every list that is shown.
    package static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.family, left.value) < (right.family, right.value)
    }
}
