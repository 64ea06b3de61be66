package import EgressPolicy
package import ToolSupport
package import VaultFormat

extension EnvironmentRecord {
    /// The whitelist, for judging. Throws a diagnostic of status `.damaged` for what no tool writes.
    package func egressWhitelist(at path: String) throws(Diagnostic) -> Whitelist {
        Whitelist(try whitelist.rules(at: path))
    }
}

extension [WhitelistRecord] {
    /// All entries, for judging. Throws a diagnostic of status `.damaged`.
    package func rules(at path: String) throws(Diagnostic) -> [WhitelistRule] {
        var rules: [WhitelistRule] = []
        for record in self { rules.append(try record.rule(at: path)) }
        return rules
    }
}

extension WhitelistRecord {
    /// One entry, for judging. Throws a diagnostic of status `.damaged`.
    package func rule(at path: String) throws(Diagnostic) -> WhitelistRule {
        guard let network = try? IPNetwork(network) else {
            throw Diagnostic(.badMetadata("whitelist"), at: path)
        }
        return WhitelistRule(
            network: network, note: note, added: added.seconds, expires: expires?.seconds)
    }
}
