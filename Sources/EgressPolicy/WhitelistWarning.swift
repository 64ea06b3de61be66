/// What is to be thought about again in a whitelist; the text says it whole, lower case and without a full
/// stop.
package enum WhitelistWarning: Equatable, Sendable {
    case expired(IPNetwork)
    /// Nobody on the Internet comes from there.
    case neverSeen(IPNetwork, SpecialPurpose)
    case wide(IPNetwork)
    /// The first lies in the second: one of them is too much, or a trap on the day the other is removed.
    case overlapping(IPNetwork, IPNetwork)

    /// Begins with the entry in its canonical spelling; on whose list it is the caller says.
    package var text: String {
        switch self {
        case .expired(let network): "\(network.text) has expired, and does not count"
        case .neverSeen(let network, let purpose): "\(network.text) is \(purpose.rawValue): D24 never sees it"
        case .wide(let network): "\(network.text) is wide: everybody in it is let in"
        case .overlapping(let inner, let outer):
            "\(inner.text) overlaps \(outer.text), which is on the list too"
        }
    }
}

extension Whitelist {
    /// The warnings at a time in seconds since 1970 UTC, entry by entry in order, and then those of pairs. Of
    /// an entry that has expired nothing else is said.
    package func warnings(at now: Int64) -> [WhitelistWarning] {
        let single = rules.sorted { $0.network < $1.network }.flatMap { rule -> [WhitelistWarning] in
            if rule.isExpired(at: now) { return [.expired(rule.network)] }
            return rule.network.advice.compactMap { advice in
                switch advice {
                case .neverSeen(let purpose): .neverSeen(rule.network, purpose)
                case .wide: .wide(rule.network)
                case .undocumentedRange, .undocumentedFamily: nil
                }
            }
        }
        return single + overlaps.map { .overlapping($0.inner, $0.outer) }
    }
}
