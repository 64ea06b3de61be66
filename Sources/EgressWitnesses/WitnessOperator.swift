import EgressPolicy

/// Who runs a host: two names of one company must not outvote a third party.
enum WitnessOperator {
    /// The operator of a host, given without brackets: a company known here, or the host itself.
    ///
    /// The host in one spelling: lower case, without the root's dot, an address in its canonical form.
    static func name(ofHost host: String) -> String {
        let host = canonical(host)
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
        do { return try IPAddress(host) } catch { return nil }
    }

    /// A domain stands for all names in it. Only the one name of Amazon's: its customers have names there
    /// too.
    private static let domains: [(domain: String, operatorName: String)] = [
        ("checkip.amazonaws.com", "Amazon"),
        ("cloudflare.com", "Cloudflare"),
        ("icanhazip.com", "Cloudflare"),
        ("one.one.one.one", "Cloudflare"),
        ("1.0.0.1", "Cloudflare"),
        ("1.1.1.1", "Cloudflare"),
        ("2606:4700:4700::1001", "Cloudflare"),
        ("2606:4700:4700::1111", "Cloudflare"),
        ("ident.me", "ident.me"),
        ("tnedi.me", "ident.me"),
        ("ipify.org", "ipify"),
        ("ipinfo.io", "IPinfo"),
        ("wtfismyip.com", "WTF is my IP"),
    ]
}
