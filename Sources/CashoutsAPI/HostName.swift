/// The host part of a base URL: a DNS name (RFC 1123), an IPv4 address, or an IPv6 address in brackets.
enum HostName {
    /// The one way to write this host. Throws `.upperCase`, `.internationalHost` or `.badHost`.
    static func canonical(_ bytes: ArraySlice<UInt8>) throws(BaseURLError) -> String {
        guard !bytes.contains(where: { $0 >= 0x80 }) else { throw .internationalHost }
        guard !bytes.contains(where: ASCII.isUpperCaseLetter) else { throw .upperCase }
        if bytes.first == UInt8(ascii: "[") {
            guard let groups = IPv6Text.groups(bytes.dropFirst().dropLast()) else { throw .badHost }
            return "[\(IPv6Text.canonical(groups))]"
        }
        guard !bytes.isEmpty, bytes.count <= 253 else { throw .badHost }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy(isLabel) else { throw .badHost }
        // A last label that begins with a digit is an address or nothing: resolvers read `127.1`, `0x7f.1`
        // and `2130706433` as addresses too, which would be more spellings of one place.
        if let first = labels.last?.first, ASCII.isDigit(first) {
            guard labels.count == 4, labels.allSatisfy(isDecimalByte) else { throw .badHost }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
        guard first != ASCII.hyphen, last != ASCII.hyphen else { return false }
        return label.allSatisfy { ASCII.isLowerCaseLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen }
    }

    private static func isDecimalByte(_ label: ArraySlice<UInt8>) -> Bool {
        guard label.count <= 3, label.allSatisfy(ASCII.isDigit) else { return false }
        guard label.count == 1 || label.first != UInt8(ascii: "0") else { return false }
        return UInt8(String(decoding: label, as: UTF8.self)) != nil
    }
}
