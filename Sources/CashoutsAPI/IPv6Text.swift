/// IPv6 addresses as text, without zone, without a dotted tail, and not the mapped form of an IPv4 address,
/// which would be a second spelling of that address.
enum IPv6Text {
    /// The eight groups of an address (RFC 4291, section 2.2), or nil.
    static func groups(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        let colon = UInt8(ascii: ":")
        var head: [UInt16] = []
        var tail: [UInt16] = []
        var compressed = false
        var rest = bytes
        if rest.starts(with: "::".utf8) {
            compressed = true
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: colon) ?? rest.endIndex
            guard let group = group(rest[..<end]) else { return nil }
            if compressed { tail.append(group) } else { head.append(group) }
            rest = rest[end...]
            guard !rest.isEmpty else { break }
            rest = rest.dropFirst()
            if rest.first == colon {
                guard !compressed else { return nil }
                compressed = true
                rest = rest.dropFirst()
            } else if rest.isEmpty {
                return nil
            }
        }
        let missing = 8 - head.count - tail.count
        guard compressed ? missing >= 1 : missing == 0 else { return nil }
        let groups = head + [UInt16](repeating: 0, count: missing) + tail
        guard !groups.starts(with: [0, 0, 0, 0, 0, 0xFFFF]) else { return nil }
        return groups
    }

    /// The text of RFC 5952: no leading zeros, the first longest run of at least two zero groups as `::`.
    static func canonical(_ groups: [UInt16]) -> String {
        var best = 0..<0
        var index = 0
        while index < groups.count {
            var end = index
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - index > max(best.count, 1) { best = index..<end }
            index = max(end, index + 1)
        }
        let write = { (slice: ArraySlice<UInt16>) in
            slice.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !best.isEmpty else { return write(groups[...]) }
        return "\(write(groups[..<best.lowerBound]))::\(write(groups[best.upperBound...]))"
    }

    private static func group(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard (1...4).contains(digits.count) else { return nil }
        var value: UInt16 = 0
        for digit in digits {
            guard let nibble = ASCII.hexadecimalValue(digit) else { return nil }
            value = value << 4 | UInt16(nibble)
        }
        return value
    }
}
