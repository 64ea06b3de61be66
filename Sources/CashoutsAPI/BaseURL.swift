/// Where the API of one environment is: `https://` with a lower-case host and an optional port, nothing else.
///
/// Two spellings of one place are one value: a lone `/` and the port 443 are dropped and IPv6 is written as
/// in RFC 5952, so that "environments of different kinds never share a host" can be decided by comparing.
/// IP addresses are allowed because people rehearse against a local stand-in.
package struct BaseURL: Hashable, Sendable {
    /// `https://host` or `https://host:port`, without a slash at the end.
    package let text: String

    /// A lower-case name, an IPv4 address, or an IPv6 address in brackets.
    package let host: String

    /// 1 to 65535; 443 where none was given.
    package let port: UInt16

    /// Reads a base URL as typed. Throws the first thing that is wrong; no error carries a part of `text`,
    /// since user info in a URL is a secret.
    package init(_ text: String) throws(BaseURLError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= 300 else { throw .tooLong }
        let rest = try Self.afterScheme(bytes)

        let end = rest.firstIndex(where: { Self.endsAuthority($0) }) ?? rest.endIndex
        let authority = rest[..<end]
        // First of all, whatever else is wrong: with an "@" anything before it may be a password, even a "?".
        guard !rest.contains(UInt8(ascii: "@")) else { throw .userInfo }
        try Self.checkNothing(after: rest[end...])

        let (hostBytes, portBytes) = try Self.split(authority)
        host = try HostName.canonical(hostBytes)
        port = try Self.port(portBytes)
        self.text = port == 443 ? "https://\(host)" : "https://\(host):\(port)"
    }

    /// The kind that this host belongs to whatever its environment is called, or nil for an unknown host.
    package var knownKind: EnvironmentKind? {
        switch host {
        case "api-stg.directa24.com", "api-stg.d24.com": .staging
        case "api.directa24.com", "api.d24.com": .production
        case _: nil
        }
    }

    private static func afterScheme(_ bytes: [UInt8]) throws(BaseURLError) -> ArraySlice<UInt8> {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[(colon + 1)...].starts(with: "//".utf8)
        else { throw .noScheme }
        let scheme = bytes[..<colon]
        if scheme.elementsEqual("https".utf8) { return bytes[(colon + 3)...] }
        // ASCII letters only: `| 0x20` makes them lower case.
        let folded = scheme.map { $0 | 0x20 }
        if folded.elementsEqual("https".utf8) { throw .upperCase }
        if folded.elementsEqual("http".utf8) { throw .plainHTTP }
        throw .otherScheme
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    private static func checkNothing(after rest: ArraySlice<UInt8>) throws(BaseURLError) {
        if rest.contains(UInt8(ascii: "#")) { throw .fragment }
        if rest.contains(UInt8(ascii: "?")) { throw .query }
        if rest.count > 1 { throw .path }
    }

    /// The host, and what stands after its colon; nil where there is no colon.
    private static func split(
        _ authority: ArraySlice<UInt8>
    ) throws(BaseURLError) -> (ArraySlice<UInt8>, ArraySlice<UInt8>?) {
        let colon = UInt8(ascii: ":")
        guard authority.first == UInt8(ascii: "[") else {
            guard let at = authority.firstIndex(of: colon) else { return (authority, nil) }
            return (authority[..<at], authority[(at + 1)...])
        }
        guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { throw .badHost }
        let after = authority[(close + 1)...]
        guard let first = after.first else { return (authority, nil) }
        guard first == colon else { throw .badHost }
        return (authority[...close], after.dropFirst())
    }

    private static func port(_ digits: ArraySlice<UInt8>?) throws(BaseURLError) -> UInt16 {
        guard let digits else { return 443 }
        guard let first = digits.first, first != UInt8(ascii: "0"), digits.allSatisfy(ASCII.isDigit) else {
            throw .badPort
        }
        guard let port = UInt16(String(decoding: digits, as: UTF8.self)) else { throw .badPort }
        return port
    }
}
