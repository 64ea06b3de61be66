/// A block of addresses with a common prefix (CIDR, RFC 4632); one address alone is the block of full length.
package struct IPNetwork: Hashable, Sendable {
    /// The lowest address; all bits to the right of the prefix are zero.
    package let base: IPAddress
    /// In bits: 1 to 32 for IPv4, 1 to 128 for IPv6.
    package let prefixLength: Int

    /// The block that is this one address.
    package init(_ address: IPAddress) {
        base = address
        prefixLength = address.family.width
    }

    /// The block of that length around an address; nil when the length does not fit the family.
    package init?(around address: IPAddress, prefixLength: Int) {
        let width = address.family.width
        guard (1...width).contains(prefixLength) else { return nil }
        let value = (address.value >> (width - prefixLength)) << (width - prefixLength)
        switch address.family {
        case .v4: base = IPAddress(v4: UInt32(truncatingIfNeeded: value))
        case .v6: base = IPAddress(v6: value)
        }
        self.prefixLength = prefixLength
    }

    /// Reads `address` or `address/length`.
    ///
    /// Throws `.notAnAddress`, `.badPrefixLength` (also for a netmask: `/255.255.255.0`), `.everyAddress` for
    /// the length 0, and `.hostBitsSet` with the block that holds the address: to guess whether the address
    /// or the block was meant would let in 255 neighbours, or shut out 255 of one's own.
    package init(_ text: String) throws(EgressPolicyError) {
        let bytes = Array(text.utf8)
        guard let slash = bytes.firstIndex(of: Ascii.slash) else {
            self.init(try IPAddress(text))
            return
        }
        let address = try IPAddress(String(text.utf8.prefix(slash)) ?? "")
        let length = Self.length(bytes[(slash + 1)...])
        guard length != 0 else { throw .everyAddress }
        guard let length, let network = IPNetwork(around: address, prefixLength: length)
        else { throw .badPrefixLength(allowed: 1...address.family.width) }
        guard network.base == address else { throw .hostBitsSet(meant: network) }
        self = network
    }

    private static func length(_ text: ArraySlice<UInt8>) -> Int? {
        guard (1...3).contains(text.count), text.allSatisfy(Ascii.isDigit) else { return nil }
        guard text.count == 1 || text.first != Ascii.zero else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - Ascii.zero) }
    }

    /// Whether this is one address and not a range.
    package var isSingleAddress: Bool { prefixLength == base.family.width }

    /// The canonical spelling: an address alone without a slash.
    package var text: String { isSingleAddress ? base.text : "\(base.text)/\(prefixLength)" }

    /// Whether an address lies in it; one of the other family never does.
    package func contains(_ address: IPAddress) -> Bool {
        IPNetwork(around: address, prefixLength: prefixLength) == self
    }

    /// Whether the other block lies in this one; every block contains itself.
    package func contains(_ other: IPNetwork) -> Bool {
        other.prefixLength >= prefixLength && contains(other.base)
    }

    /// Whether an address is in both; blocks never overlap otherwise than by one holding the other.
    package func overlaps(_ other: IPNetwork) -> Bool {
        contains(other) || other.contains(self)
    }
}

extension IPNetwork: Comparable {
    /// By address, and the wider block before the narrower ones in it.
    package static func < (left: IPNetwork, right: IPNetwork) -> Bool {
        (left.base, left.prefixLength) < (right.base, right.prefixLength)
    }
}
