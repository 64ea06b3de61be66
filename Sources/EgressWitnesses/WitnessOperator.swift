import EgressPolicy

/// Who runs a host: two names of one company must not outvote a third party.
enum WitnessOperator {
    /// The operator of a host, given without brackets: a company known here, or the host itself.
    ///
    /// The host in one spelling: lower case, without the root's dot, an address in its canonical form.
    static func name(ofHost host: String) -> String {
        let host = canonical(host)
        if let address = address(host) {
            return cloudflare.contains { $0.contains(address) } ? cloudflareName : host
        }
        let known = domains.first { host == $0.domain || host.hasSuffix("." + $0.domain) }
        return known?.operatorName ?? host
    }

    /// The family of a host that is an address; nil for a name, which may have both.
    static func family(ofHost host: String) -> IPFamily? {
        address(canonical(host))?.family
    }

    private static func canonical(_ host: String) -> String {
        let lower = host.lowercased()
        let name = lower.hasSuffix(".") ? String(lower.dropLast()) : lower
        return address(name)?.text ?? name
    }

    private static func address(_ host: String) -> IPAddress? {
        do { return try IPAddress(ofHost: host) } catch { return nil }
    }

    /// Who answers to `/cdn-cgi/trace`, whosever the site is.
    static let cloudflareName = "Cloudflare"

    /// The networks of its public resolvers, each address of which answers over https, and all of its IPv6.
    private static let cloudflare = [
        network(0x0100_0000), network(0x0101_0100),
        IPNetwork(around: IPAddress(v6: 0x2606_4700 << 96), prefixLength: 32),
    ].compactMap(\.self)

    /// That /24.
    private static func network(_ base: UInt32) -> IPNetwork? {
        IPNetwork(around: IPAddress(v4: base), prefixLength: 24)
    }

    /// A domain stands for all names in it. Only the one name of Amazon's: its customers have names there
    /// too.
    private static let domains: [(domain: String, operatorName: String)] = [
        ("checkip.amazonaws.com", "Amazon"),
        ("cloudflare.com", cloudflareName),
        ("cloudflare-dns.com", cloudflareName),
        ("icanhazip.com", cloudflareName),
        ("one.one.one.one", cloudflareName),
        ("ident.me", "ident.me"),
        ("tnedi.me", "ident.me"),
        ("ipify.org", "ipify"),
        ("ipinfo.io", "IPinfo"),
        ("wtfismyip.com", "WTF is my IP"),
    ]
}
