import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import ToolSupport
import VaultFormat

extension Check {
    /// The whitelist that the vault keeps says what was meant.
    static let whitelistEntries = Check(
        "whitelist-entries", "the whitelist has no entry that is wide, void, expired or twice there",
        .warning,
        after: ["environment-known"],
        Explanation(
            looksAt: """
                No entry of the whitelist that the vault keeps is wider than /24, or /64 for IPv6, is a private \
                address or another that D24 never sees, has expired, or lies in another entry. An entry that was \
                never seen is told by 'd24-egress whitelist list --state'. It is skipped where the list is empty.
                """,
            evidence: "How many entries there are, or what is odd about each.",
            toDo: """
                Remove an entry with 'd24-egress whitelist remove', and enter the addresses that are meant with \
                'd24-egress whitelist add'; likewise in the panel, Settings -> API Access -> Cashouts IP Address.
                """)
    ) { facts in
        guard let environment = facts.environment, let vault = facts.openVault else {
            return .couldNotTell("the vault has no such environment")
        }
        let name = environment.name.text
        do throws(Diagnostic) {
            let whitelist = try environment.egressWhitelist(at: vault.path)
            guard !whitelist.rules.isEmpty else { return .skipped("the whitelist of \(name) is empty") }
            let warnings = whitelist.warnings(at: facts.now.seconds)
            guard !warnings.isEmpty else {
                let count = whitelist.rules.count
                return .passed("\(count == 1 ? "1 entry" : "\(count) entries") on the whitelist of \(name)")
            }
            return .warned(
                warnings.map(\.text).joined(separator: "; "),
                hints: warnings.map { $0.hint(for: name) } + [
                    "do the same in the panel: \(PanelPath.addresses)"
                ])
        } catch { return .refused(error) }
    }
}

extension WhitelistWarning {
    /// - Parameter name: of the environment.
    fileprivate func hint(for name: String) -> String {
        let remove = "'d24-egress whitelist remove \(name) "
        return switch self {
        case .expired(let network):
            "if nobody needs it any more: \(remove)\(network.text)'; otherwise "
                + "'d24-egress whitelist add \(name) \(network.text) --expires never', or another date"
        case .neverSeen(let network, _):
            "remove it: \(remove)\(network.text)'; 'd24-egress discover' tells the address that is seen"
        case .wide(let network):
            "enter the addresses that are meant with 'd24-egress whitelist add \(name) ADDRESS', "
                + "then \(remove)\(network.text)'"
        case .overlapping(let inner, _): "one of the two is enough: \(remove)\(inner.text)'"
        }
    }
}
