import EgressPolicy

extension Witness {
    /// The witnesses that are asked when nobody named others: six operators for IPv4, five for IPv6.
    ///
    /// Chosen for names that lead to one family only: a name of both (`ifconfig.me`, `icanhazip.com`) answers
    /// with the family that the connection happened to take, which is no answer to half of the questions. Of
    /// six, four must agree, so that two may be dead or lie. One that has died is discarded and named in each
    /// report.
    package static let shipped: [Witness] = [
        Witness("Amazon", "https://checkip.amazonaws.com/", .v4),
        // By address: a witness that needs no DNS. Not the better known 1.1.1.1, which many a network keeps
        // for itself.
        Witness("Cloudflare", "https://1.0.0.1/cdn-cgi/trace", .v4, format: .keyValue(key: "ip")),
        Witness(
            "Cloudflare", "https://[2606:4700:4700::1001]/cdn-cgi/trace", .v6, format: .keyValue(key: "ip")),
        Witness("ident.me", "https://v4.ident.me/", .v4),
        Witness("ident.me", "https://v6.ident.me/", .v6),
        Witness("ipify", "https://api.ipify.org/", .v4),
        Witness("ipify", "https://api6.ipify.org/", .v6),
        Witness("IPinfo", "https://ipinfo.io/ip", .v4),
        Witness("IPinfo", "https://v6.ipinfo.io/ip", .v6),
        Witness("WTF is my IP", "https://ipv4.wtfismyip.com/text", .v4),
        Witness("WTF is my IP", "https://ipv6.wtfismyip.com/text", .v6),
    ]
}
