extension IPAddress {
    /// Reads exactly one address: dotted decimal, or any text form of RFC 4291 §2.2.
    ///
    /// Stricter than `inet_aton` and many parsers, because what two programs read differently must not get
    /// into a whitelist: no leading zeros, octal or hexadecimal numbers, no short forms (`1.2.3`), no zone,
    /// no brackets, no port, no space around. Nor an IPv4 address in the form of IPv6
    /// (`::ffff:93.184.216.34`): of one address there is one spelling in a list.
    ///
    /// Throws `.notAnAddress`.
    package init(_ text: String) throws(EgressPolicyError) {
        do throws(AddressFault) {
            try self.init(ascii: Array(text.utf8)[...])
        } catch {
            throw .notAnAddress(error)
        }
    }

    /// Reads an address as a socket takes it, by which one may be connected to: an IPv4-mapped one is the
    /// IPv4 address in it. Throws `.notAnAddress`.
    package init(ofHost text: String) throws(EgressPolicyError) {
        let ascii = Array(text.utf8)[...]
        do throws(AddressFault) {
            if ascii.contains(Ascii.colon) {
                self.init(v6: try AddressParser.v6(ascii))
            } else {
                self.init(v4: try AddressParser.v4(ascii))
            }
        } catch {
            throw .notAnAddress(error)
        }
    }

    /// As ``init(_:)``, of bytes; one that is not ASCII makes them malformed.
    init(ascii text: ArraySlice<UInt8>) throws(AddressFault) {
        if text.contains(Ascii.colon) {
            let value = try AddressParser.v6(text)
            guard !Self.isMapped(value) else { throw .mapped }
            self.init(v6: value)
        } else {
            self.init(v4: try AddressParser.v4(text))
        }
    }
}

/// The grammar of RFC 4291 §2.2, and of its IPv4 part.
enum AddressParser {
    static func v4(_ text: ArraySlice<UInt8>) throws(AddressFault) -> UInt32 {
        guard !text.isEmpty else { throw .empty }
        guard text.allSatisfy({ $0 == Ascii.dot || Ascii.isDigit($0) }) else { throw .malformed }
        let parts = text.split(separator: Ascii.dot, omittingEmptySubsequences: false)
        guard parts.count == 4, !parts.contains(where: \.isEmpty) else { throw .notFourNumbers }
        var value: UInt32 = 0
        for part in parts {
            guard part.count == 1 || part.first != Ascii.zero else { throw .leadingZero }
            guard part.count <= 3 else { throw .numberTooLarge }
            let number = part.reduce(0) { $0 * 10 + UInt32($1 - Ascii.zero) }
            guard number <= 255 else { throw .numberTooLarge }
            value = value << 8 | number
        }
        return value
    }

    static func v6(_ text: ArraySlice<UInt8>) throws(AddressFault) -> UInt128 {
        guard !text.contains(Ascii.percent) else { throw .zoneIdentifier }
        let pairs = zip(text, text.dropFirst()).enumerated()
        guard let gap = pairs.first(where: { $0.element == (Ascii.colon, Ascii.colon) }) else {
            let groups = try groups(text, mayEndInIPv4: true)
            guard groups.count == 8 else { throw .malformed }
            return number(groups)
        }
        let head = try groups(text.prefix(gap.offset), mayEndInIPv4: false)
        let tail = try groups(text.dropFirst(gap.offset + 2), mayEndInIPv4: true)
        // "::" stands for one or more groups of zeros, so seven is the most there can be beside it.
        guard head.count + tail.count <= 7 else { throw .malformed }
        return number(head) << (16 * (8 - head.count)) | number(tail)
    }

    /// Groups between single colons; nothing at all beside a "::". A second "::" shows as an empty group.
    private static func groups(
        _ text: ArraySlice<UInt8>, mayEndInIPv4: Bool
    ) throws(AddressFault) -> [UInt16] {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: Ascii.colon, omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if mayEndInIPv4, index == parts.count - 1, part.contains(Ascii.dot) {
                let value = try v4(part)
                groups += [UInt16(value >> 16), UInt16(value & 0xffff)]
                continue
            }
            guard (1...4).contains(part.count) else { throw .malformed }
            var group: UInt16 = 0
            for character in part {
                guard let digit = Ascii.hexadecimalDigit(character) else { throw .malformed }
                group = group << 4 | UInt16(digit)
            }
            groups.append(group)
        }
        return groups
    }

    private static func number(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }
}
