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
    static let discussion = """
        With --panel as they are to be entered there, one a line, single addresses first.
        Entries that have expired are left out then.
        """

    var environment = Required<EnvironmentName>()
    var panel = false
    var vault = VaultOptions()

    static let syntax: [Argument<WhitelistList>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.panel, "panel", "print what is to be entered in the panel, and nothing else"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let now = Now.timestamp.seconds
        let whitelist = try record.egressWhitelist(at: session.store.path)
        let rules = whitelist.rules.sorted { $0.network < $1.network }
        warn(whitelist, at: now, in: context)
        if panel { return forPanel(whitelist, of: record, at: now) }
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

    /// What is to be thought about again; what has expired is marked in the list itself.
    private func warn(_ whitelist: Whitelist, at now: Int64, in context: ToolContext) {
        for rule in whitelist.rules.sorted(by: { $0.network < $1.network }) {
            if panel, rule.isExpired(at: now) {
                context.warn("\(rule.network.text) has expired, and is left out")
                continue
            }
            for advice in rule.network.advice {
                switch advice {
                case .neverSeen, .wide: context.warn(PolicyText.words(advice, rule.network))
                case .undocumentedRange, .undocumentedFamily: continue
                }
            }
        }
        for (inner, outer) in whitelist.overlaps {
            context.warn("\(inner.text) overlaps \(outer.text), which is on the list too")
        }
    }

    private func forPanel(_ whitelist: Whitelist, of record: EnvironmentRecord, at now: Int64) -> Report {
        let networks = whitelist.forPanel(at: now)
        var hints = ["enter them in the panel: \(PolicyText.panel)"]
        if networks.contains(where: { !$0.isSingleAddress }) {
            hints.append("D24 documents no ranges: the panel may want single addresses")
        }
        if networks.contains(where: { $0.base.family == .v6 }) {
            hints.append("D24 documents no IPv6: the panel may refuse it")
        }
        return Report(
            .data, text: networks.map { .line($0.text) },
            json: [
                "environment": .string(record.name.text), "panel": .string(PolicyText.panel),
                "networks": .array(networks.map { .string($0.text) }),
            ], hints: networks.isEmpty ? ["no entry counts: there is nothing to enter"] : hints)
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
