import Arguments
import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-egress whitelist list ENV`.
struct WhitelistList: Verb {
    static let name = "whitelist list"
    static let summary = "list the addresses that the panel is believed to let in"

    var environment = Required<EnvironmentName>()
    var vault = VaultOptions()

    static let syntax: [Argument<WhitelistList>] = [
        .operand(\.environment, "ENV", "the environment"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let now = Now.timestamp.seconds
        let whitelist = try record.egressWhitelist(at: session.store.path)
        let rules = whitelist.rules.sorted { $0.network < $1.network }
        let rows = rules.map { rule in
            let end = rule.expires.map { PolicyText.time($0) } ?? "-"
            let mark = rule.isExpired(at: now) ? " (expired)" : ""
            return [rule.network.text, PolicyText.time(rule.added), end + mark, rule.note]
        }
        return Report(
            .data,
            text: [
                rules.isEmpty
                    ? .line("the whitelist of \(record.name.text) is empty")
                    : .table(header: ["network", "added", "expires", "note"], rows: rows)
            ],
            json: [
                "environment": .string(record.name.text),
                "entries": .array(rules.map { .object($0.json(at: now)) }),
            ],
            hints: rules.isEmpty
                ? ["add to it with 'd24-egress whitelist add \(record.name.text) ADDRESS'"] : [])
    }
}

extension WhitelistRule {
    /// - Parameter now: seconds since 1970 UTC.
    func json(at now: Int64) -> [JSONMember] {
        [
            JSONMember("network", .string(network.text)),
            JSONMember("note", .string(note)),
            JSONMember("added", .string(PolicyText.time(added))),
            JSONMember("expires", expires.map { .string(PolicyText.time($0)) } ?? .null),
            JSONMember("expired", .bool(isExpired(at: now))),
        ]
    }
}
