import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import KeyRotation
import StrictJSON
import ToolSupport

/// What `check` found, in words.
struct CheckOutcome {
    /// Nil where a file is judged by alone.
    let environment: String?
    let judgement: EgressJudgement
    /// Where the list of witnesses comes from.
    let source: WitnessList.Source
    let reports: [WitnessReport]
    /// In place of the reports, where each address of a pool is judged.
    let pools: [PoolReport]
    let consulted: ConsultedList
    let ping: APIPing?
    let families: FamilyChoice
    /// Nil where nothing is remembered.
    let watch: WatchText?
    /// Nil where it is not for us to ask, or could not be told.
    let way: IPv6Way?
    /// When it began, in seconds since 1970 UTC.
    let now: Int64

    /// Families that this host has and that were not asked for.
    private var notAsked: [IPFamily] { families.informing }

    var status: ExitStatus {
        switch judgement.verdict {
        case .letIn, .listed: .success
        case .blocked, .notListed: .no
        case .unknown: .couldNotTell
        }
    }

    private var addresses: [IPAddress] { judgement.findings.compactMap(\.address) }

    private var addressText: String { addresses.map(\.text).joined(separator: " and ") }

    /// The one sentence that answers.
    var headline: String {
        switch judgement.verdict {
        case .letIn where addresses.isEmpty: "let in, address unknown: D24 let this host in"
        case .letIn: "let in: D24 let this host in, and the witnesses see \(addressText)"
        case .blocked where addresses.isEmpty:
            "blocked: the address that D24 sees is not on the panel's list; which one is not known here"
        case .blocked:
            "blocked: the address that D24 sees is not on the panel's list; the witnesses see \(addressText)"
        case .listed: "listed: \(addressText), on \(consulted.name)"
        case .notListed:
            "not listed: \(judgement.unlisted.map(\.text).joined(separator: " and ")) is not on \(consulted.name)"
        case .unknown: "not known: the address that D24 sees could not be told"
        }
    }

    var report: Report {
        var report = Report(.data, status: status, text: text, json: [:], hints: hints)
        report.json = json
        return report
    }

    private var text: [TextBlock] {
        var rows: [(name: String, value: String)] = []
        for finding in judgement.findings {
            guard let listing = finding.listing else { continue }
            rows.append(
                (pools.isEmpty ? finding.family.rawValue : finding.address?.text ?? "", words(listing)))
        }
        if reports.isEmpty && pools.isEmpty { rows.append(("witnesses", "none was asked")) }
        for family in notAsked {
            let option = "--\(family.rawValue.lowercased())"
            rows.append((family.rawValue, "this host has it, and it was not asked for (\(option))"))
        }
        rows += watch?.rows ?? []
        if !unobserved.isEmpty {
            let entries = unobserved.map { $0.network.text + ($0.note.isEmpty ? "" : " (\($0.note))") }
            rows.append(("not seen", entries.joined(separator: ", ")))
        }
        rows.append(("D24", ping.map { "\($0.statement.headline), \($0.statement.message)" } ?? "not asked"))
        return [.line(headline), .fields(rows)] + reports.flatMap { WitnessText.blocks($0) }
            + pools.flatMap { PoolText.blocks($0) }
    }

    /// Entries that no address of this host falls in, of those families of which all is known.
    private var unobserved: [WhitelistRule] {
        IPFamily.allCases.flatMap { family -> [WhitelistRule] in
            let own = judgement.findings.filter { $0.family == family }
            guard !own.isEmpty, own.allSatisfy({ $0.address != nil }) else { return [] }
            let seen = own.compactMap(\.address) + (watch?.history(of: family) ?? [])
            return consulted.whitelist.unobserved(family, by: seen, at: now)
        }
    }

    private func words(_ listing: WhitelistJudgement) -> String {
        switch listing {
        case .listed(let rule):
            "listed by \(rule.network.text)" + (rule.note.isEmpty ? "" : " (\(rule.note))")
        case .expired(let rule):
            "listed by \(rule.network.text) until \(PolicyText.time(rule.expires ?? 0)), and expired"
        case .notListed: "not listed"
        }
    }

    /// Says what a person must know besides the answer.
    func warn(in context: ToolContext) {
        WitnessText.warn(reports, in: context)
        WitnessText.warnOfRoutes(pools.flatMap(\.rows).map { ($0.proxy, $0.isOnRoute) }, in: context)
        for warning in warnings { context.warn(warning) }
    }

    private var warnings: [String] {
        var warnings = watch?.warnings ?? []
        if let finding = way?.warning(judged: families.deciding) { warnings.append(finding) }
        switch judgement.verdict {
        case .letIn:
            for (address, _) in stale {
                warnings.append(
                    "the list here is stale: D24 let this host in, and \(address.text) is not on "
                        + consulted.name)
            }
        case .blocked:
            for finding in judgement.findings where finding.listing?.isListed == true {
                warnings.append(
                    "\(finding.address?.text ?? "") is on \(consulted.name): the panel lacks it, or D24 sees "
                        + "another address than the witnesses")
            }
        case .listed, .notListed, .unknown: break
        }
        if let ping, ping.word == .inconclusive {
            warnings.append(
                "the ping says nothing of the address (\(ping.statement.result.verdict.text)), "
                    + "so the witnesses decide")
        }
        return warnings
    }

    /// What to do, with exact commands.
    private var hints: [String] {
        let families = way?.warning(judged: families.deciding) == nil ? [] : IPv6Way.hints(environment: name)
        return answerHints + families
    }

    private var name: String { environment ?? "ENV" }

    private var answerHints: [String] {
        let panel = "enter it in the panel: \(PolicyText.panel)"
        switch judgement.verdict {
        case .listed: return []
        case .letIn: return stale.map { consulted.adding($0.address, $0.listing) }
        case .blocked where addresses.isEmpty:
            return [
                "find out which address it is, with 'd24-egress discover' or from who runs the network, then "
                    + panel
            ]
        case .blocked, .notListed:
            return [panel] + judgement.unlistedFindings.map { consulted.adding($0.address, $0.listing) }
        case .unknown:
            let asking = "ask D24 itself with 'd24-egress check \(name) --ping'"
            return (ping == nil ? [asking] : ping?.statement.hints ?? []) + WitnessText.hints(reports)
                + (pools.contains { $0.pool == nil } ? [WitnessText.quorumHint] : [])
        }
    }

    /// Addresses that are not on the list and that D24 may have let in, each with what the list says of it.
    ///
    /// What D24 was reached over is not known, but what it cannot have been is: IPv6 without an address of
    /// D24's and a route to it. An address of which D24 has seen nothing makes no list stale.
    private var stale: [(address: IPAddress, listing: WhitelistJudgement)] {
        judgement.unlistedFindings.filter { $0.address.family == .v4 || way?.isOpen == true }
    }

    /// Each address of a pool.
    private var judged: [JSONValue] {
        guard !pools.isEmpty else { return [] }
        return judgement.findings.compactMap { finding in
            guard let address = finding.address, let listing = finding.listing else { return nil }
            return [
                "address": .string(address.text), "listing": .string(listing.word),
                "rule": listing.rule.map { .object($0.json(at: now)) } ?? .null,
            ]
        }
    }

    private var json: [JSONMember] {
        let families = zip(judgement.findings, reports).map { finding, report in
            JSONValue.object(
                WitnessText.json(report) + [
                    JSONMember("listing", finding.listing.map { .string($0.word) } ?? .null),
                    JSONMember("rule", finding.listing?.rule.map { .object($0.json(at: now)) } ?? .null),
                ])
        }
        return [
            JSONMember("environment", environment.map { .string($0) } ?? .null),
            JSONMember("verdict", .string(judgement.verdict.rawValue)),
            JSONMember("address", addresses.first.map { .string($0.text) } ?? .null),
            JSONMember("unlisted", .array(judgement.unlisted.map { .string($0.text) })),
            JSONMember("ping", ping?.json ?? .null),
            JSONMember("families", .array(families)),
            JSONMember("pools", .array(pools.map { .object(PoolText.json($0)) })),
            JSONMember("judged", .array(judged)),
            JSONMember("families_not_asked", .array(notAsked.map { .string($0.rawValue) })),
            JSONMember("api_ipv6", way?.json ?? .null),
            JSONMember("watch", watch?.json ?? .null),
            JSONMember("unobserved", .array(unobserved.map { .object($0.json(at: now)) })),
            JSONMember("witnesses_from", .string(source.rawValue)),
        ]
    }
}

extension WhitelistJudgement {
    var word: String {
        switch self {
        case .listed: "listed"
        case .expired: "expired"
        case .notListed: "not-listed"
        }
    }

    /// The entry that it rests on.
    var rule: WhitelistRule? {
        switch self {
        case .listed(let rule), .expired(let rule): rule
        case .notListed: nil
        }
    }
}
