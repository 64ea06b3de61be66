/// Which proxy libcurl will take for an https URL: `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `ALL_PROXY`,
/// the first that is not empty, unless `no_proxy` or `NO_PROXY` names the host.
///
/// URLSession on Linux sets no proxy of its own and leaves the environment to libcurl; the rules are those of
/// libcurl 7.88 (`url.c`, `noproxy.c`), but for IPv6 networks, of which only the very address is
/// told. They are repeated here to tell what will happen, not to make it happen.
struct ProxySetting {
    /// Looks a variable up; empty counts as unset, as in libcurl.
    let variable: (String) -> String?

    /// Scheme, host and port of the proxy for a host, without user and password; nil for a direct connection.
    func proxy(forHost host: String) -> String? {
        setting(forHost: host).map(ProxySetting.withoutUser)
    }

    /// As it was set.
    private func setting(forHost host: String) -> String? {
        guard let setting = first(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]) else {
            return nil
        }
        if let exceptions = first(["no_proxy", "NO_PROXY"]), ProxySetting.names(exceptions, host: host) {
            return nil
        }
        return setting
    }

    /// How another program comes through the proxy for a host.
    func route(forHost host: String) -> ProxyRoute {
        guard let setting = setting(forHost: host) else { return .direct }
        let shown = ProxySetting.withoutUser(setting)
        guard !setting.contains("@") else { return .withUser(shown) }
        guard shown.hasPrefix("http://") else { return .otherKind(shown) }
        let place = shown.dropFirst("http://".count)
        // What follows the last colon is a port, but not within the brackets of an IPv6 address.
        let end = place.split(separator: "]", omittingEmptySubsequences: false).last ?? place
        // The port that libcurl takes where none is said.
        return .plain(place: end.contains(":") ? String(place) : "\(place):1080")
    }

    /// The variables that are set in capitals too, but differently: programs differ in which of the two they
    /// read.
    var contradictions: [String] {
        ["https_proxy", "all_proxy", "no_proxy"].filter { name in
            guard let small = first([name]), let capital = first([name.uppercased()]) else { return false }
            return small != capital
        }
    }

    private func first(_ names: [String]) -> String? {
        names.lazy.compactMap { variable($0) }.first { !$0.isEmpty }
    }

    /// Everything before the last `@` goes: a password with a slash or an `@` in it must not stay behind.
    static func withoutUser(_ setting: String) -> String {
        let parts = setting.firstRange(of: "://")
        let scheme = parts.map { setting[..<$0.lowerBound].lowercased() } ?? "http"
        let rest = parts.map { setting[$0.upperBound...] } ?? setting[...]
        let place = rest.split(separator: "@", omittingEmptySubsequences: false).last ?? rest
        return scheme + "://" + place.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    }

    /// Whether a `no_proxy` list, separated by commas or blanks, covers the host.
    static func names(_ list: String, host: String) -> Bool {
        if list == "*" { return true }
        let name = trimmed(host.lowercased())
        let isIPv6 = name.contains(":")
        let address = ipv4(name)
        return list.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }).contains { token in
            let pattern = trimmed(token.lowercased())
            if isIPv6 { return pattern == name || pattern == "[\(name)]" }
            if let address { return covers(pattern, address) }
            return !pattern.isEmpty && (name == pattern || name.hasSuffix("." + pattern))
        }
    }

    /// An IPv4 address, or a network with its bits; 0 bits means the very address, as in libcurl.
    private static func covers(_ pattern: String, _ address: UInt32) -> Bool {
        let parts = pattern.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let network = parts.first.flatMap({ ipv4(String($0)) }) else { return false }
        guard parts.count == 2 else { return network == address }
        guard let bits = Int(parts[1]), (0...32).contains(bits) else { return false }
        return bits == 0 ? network == address : (network ^ address) >> UInt32(32 - bits) == 0
    }

    private static func ipv4(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(0 as UInt32?) { sum, part in
            guard let sum, let part else { return nil }
            return sum << 8 | UInt32(part)
        }
    }

    /// Without one dot at either end: `.example.com`, `example.com.` and `example.com` are one pattern.
    private static func trimmed(_ name: String) -> String {
        let headless = name.hasPrefix(".") ? name.dropFirst() : name[...]
        return String(headless.hasSuffix(".") ? headless.dropLast() : headless)
    }
}

/// How a program that is not libcurl comes to a host. No case has a user or a password in it.
package enum ProxyRoute: Equatable, Sendable {
    case direct
    /// By CONNECT in plain HTTP to this host and port.
    case plain(place: String)
    /// Through a proxy that wants a user, which is nobody else's to know.
    case withUser(String)
    /// Through one that is spoken to in another way: https, SOCKS.
    case otherKind(String)
}
