import Arguments
import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-egress whitelist remove ENV NETWORK`.
struct WhitelistRemove: Verb {
    static let name = "whitelist remove"
    static let summary = "take an address or a network off the list"

    var environment = Required<EnvironmentName>()
    var network = Required<String>()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<WhitelistRemove>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.network, "NETWORK", "the entry, as an address or a network"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let name = environment.value
        let network = try PolicyText.network(network.value)
        let session = try VaultSession.open(vault, in: context)
        let path = session.store.path
        let before = try session.environment(name)
        try session.checkWritable()
        let change = try session.change(wait) { draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            var kept: [WhitelistRecord] = []
            for entry in record.whitelist where try entry.rule(at: path).network != network {
                kept.append(entry)
            }
            guard kept != record.whitelist else { return nil }
            draft.metadata.edit(name) { $0.whitelist = kept }
            return "whitelist remove \(name.text) \(network.text)"
        }
        let changed = change.changed
        for rule in try before.egressWhitelist(at: path).rules
        where rule.network != network && rule.network.contains(network) {
            context.warn("\(rule.network.text) is still on the list, and covers it")
        }
        return Report(
            change,
            text: [
                .line(
                    changed
                        ? "\(network.text) is off the whitelist of \(name.text)"
                        : "\(network.text) is not on the whitelist of \(name.text)")
            ],
            json: ["environment": .string(name.text), "network": .string(network.text)],
            hints: changed
                ? ["the panel still lets it in until it is removed there: \(PolicyText.panel)"]
                : ["see what is on it with 'd24-egress whitelist list \(name.text)'"])
    }
}
