/// One entry of a whitelist: addresses that somebody has entered, or means to enter, in the Merchant Panel.
package struct WhitelistRule: Hashable, Sendable {
    /// What it lets in; one address alone is the network of full length.
    package var network: IPNetwork
    /// Free text of the person who added it; may be empty. To be escaped before it reaches a terminal.
    package var note: String
    /// When it was added, in seconds since 1970 UTC.
    package var added: Int64
    /// From this second on it counts no longer, in seconds since 1970 UTC; nil is for good.
    package var expires: Int64?

    /// Times are in seconds since 1970 UTC, and neither is checked against the other.
    package init(network: IPNetwork, note: String = "", added: Int64, expires: Int64? = nil) {
        self.network = network
        self.note = note
        self.added = added
        self.expires = expires
    }

    /// Whether it no longer counts at a time in seconds since 1970 UTC; never so without `expires`.
    package func isExpired(at now: Int64) -> Bool {
        guard let expires else { return false }
        return now >= expires
    }
}

/// What a whitelist says about one address.
package enum WhitelistJudgement: Equatable, Sendable {
    /// On the list; of several entries that hold it, the narrowest, and of those the one that counts longest.
    case listed(by: WhitelistRule)
    /// Every entry that holds it has expired; the one that did so last.
    case expired(WhitelistRule)
    case notListed

    /// Whether an entry that still counts holds the address.
    package var isListed: Bool {
        switch self {
        case .listed: true
        case .expired, .notListed: false
        }
    }
}

/// The addresses that one environment's panel is believed to let in.
///
/// A copy kept by hand: whether the API lets an address in is the API's to say.
package struct Whitelist: Equatable, Sendable {
    /// Also those that have expired.
    package var rules: [WhitelistRule]

    /// Takes the rules as they are given; without any, nothing is listed.
    package init(_ rules: [WhitelistRule] = []) {
        self.rules = rules
    }

    /// Judges an address at a time in seconds since 1970 UTC.
    package func judge(_ address: IPAddress, at now: Int64) -> WhitelistJudgement {
        let holding = rules.filter { $0.network.contains(address) }
        let counting = holding.filter { !$0.isExpired(at: now) }
        if let rule = counting.max(by: { Self.strength($0) < Self.strength($1) }) { return .listed(by: rule) }
        if let rule = holding.max(by: { Self.end($0) < Self.end($1) }) { return .expired(rule) }
        return .notListed
    }

    /// Pairs of entries of which the first lies in the second, in order: one of them is too much, or a trap
    /// on the day the other is removed.
    package var overlaps: [(inner: IPNetwork, outer: IPNetwork)] {
        let networks = rules.map(\.network).sorted()
        // In order, whatever lies in a network comes directly behind it.
        return networks.indices.flatMap { place in
            networks[(place + 1)...].prefix { networks[place].contains($0) }.map { ($0, networks[place]) }
        }
    }

    /// The entries of one family that count at a time and in which none of the addresses lies, in order:
    /// those of other hosts, and those that nobody needs any more.
    package func unobserved(_ family: IPFamily, by addresses: [IPAddress], at now: Int64) -> [WhitelistRule] {
        rules.filter { rule in
            rule.network.base.family == family && !rule.isExpired(at: now)
                && !addresses.contains { rule.network.contains($0) }
        }
        .sorted { $0.network < $1.network }
    }

    /// The entries that count at a time, as they are entered in a panel of which only single IPv4 addresses
    /// are documented: those first, then networks, and IPv6 after IPv4.
    package func forPanel(at now: Int64) -> [IPNetwork] {
        let networks = rules.filter { !$0.isExpired(at: now) }.map(\.network).sorted()
        return networks.filter(\.isSingleAddress) + networks.filter { !$0.isSingleAddress }
    }

    private static func strength(_ rule: WhitelistRule) -> (Int, Int64) {
        (rule.network.prefixLength, end(rule))
    }

    private static func end(_ rule: WhitelistRule) -> Int64 { rule.expires ?? .max }
}
