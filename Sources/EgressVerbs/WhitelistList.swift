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
        Entries that have expired are left out then. With --state it is said when this
        host was last seen from each entry, as the checks with that file remember it.
        """

    var environment = Required<EnvironmentName>()
    var panel = false
    var state: String?
    var vault = VaultOptions()

    static let syntax: [Argument<WhitelistList>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.panel, "panel", "print what is to be entered in the panel, and nothing else"),
        .option(\.state, "state", value: "FILE", "say when each entry was last seen, by this file"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard state == nil || !panel else {
            throw .misuse("--panel prints addresses alone, and --state says more of them")
        }
        if let state { try OwnFile.check(state, of: "--state") }
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let now = Now.timestamp.seconds
        let whitelist = try record.egressWhitelist(at: session.store.path)
        let rules = whitelist.rules.sorted { $0.network < $1.network }
        warn(whitelist, at: now, in: context)
        if panel { return forPanel(whitelist, of: record, at: now) }
        let watch = try watch(of: record)
        if let watch { warn(whitelist, unseenBy: watch, at: now, in: context) }
        let rows = rules.map { rule in
            let end = rule.expires.map { PolicyText.time($0) } ?? "-"
            let mark = rule.isExpired(at: now) ? " (expired)" : ""
            let seen = watch.map { [$0.lastSeen(in: rule.network).map { PolicyText.time($0) } ?? "never"] }
            return [rule.network.text, PolicyText.time(rule.added), end + mark] + (seen ?? []) + [rule.note]
        }
        let seen = watch == nil ? [] : ["seen"]
        return Report(
            .data,
            text: [
                rules.isEmpty
                    ? .line("the whitelist of \(record.name.text) is empty")
                    : .table(header: ["network", "added", "expires"] + seen + ["note"], rows: rows)
            ],
            json: [
                "environment": .string(record.name.text),
                "entries": .array(rules.map { .object(json($0, by: watch, at: now)) }),
                "seen_since": watch.map { .string(PolicyText.time($0.began)) } ?? .null,
            ],
            hints: rules.isEmpty
                ? ["add to it with 'd24-egress whitelist add \(record.name.text) ADDRESS'"] : [])
    }

    private func watch(of record: EnvironmentRecord) throws(Diagnostic) -> EgressState? {
        guard let state else { return nil }
        let name = record.name.text
        guard let watch = try EgressWatch.look(state, environment: name) else {
            throw Diagnostic(
                .inputOutput, "there is no state file at \(state)",
                hint: "a timer that runs 'd24-egress check \(name) --state FILE' makes it")
        }
        return watch
    }

    private func json(_ rule: WhitelistRule, by watch: EgressState?, at now: Int64) -> [JSONMember] {
        guard let watch else { return rule.json(at: now) }
        let seen = watch.lastSeen(in: rule.network).map { JSONValue.string(PolicyText.time($0)) }
        return rule.json(at: now) + [JSONMember("seen", seen ?? .null)]
    }

    /// Entries that were never observed, of the families that were asked for.
    private func warn(
        _ whitelist: Whitelist, unseenBy watch: EgressState, at now: Int64, in context: ToolContext
    ) {
        for family in watch.families {
            for rule in whitelist.unobserved(family.family, by: family.history.map(\.address), at: now) {
                context.warn(
                    "\(rule.network.text) was never seen here since \(PolicyText.time(watch.began)): "
                        + "it is another host's, or stale")
            }
        }
    }

    /// What is to be thought about again.
    private func warn(_ whitelist: Whitelist, at now: Int64, in context: ToolContext) {
        for warning in whitelist.warnings(at: now) {
            switch warning {
            case .expired(let network) where panel:
                context.warn("\(network.text) has expired, and is left out")
            case .expired, .neverSeen, .wide, .overlapping: context.warn(warning.text)
            }
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
