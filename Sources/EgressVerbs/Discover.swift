import Arguments
import EgressPolicy
import EgressWitnesses
import HTTPTransport
import StrictJSON
import ToolSupport

/// `d24-egress discover`.
struct Discover: Verb {
    static let name = "discover"
    static let summary = "ask witnesses from which address this host is seen"
    static let discussion = """
        Two thirds of at least three operators must agree. Nothing but a bare GET is
        sent to a witness. Without --ipv4 or --ipv6, IPv4 decides, and IPv6 is told
        too where this host has a public IPv6 address.
        """

    var asking = WitnessOptions()

    static let syntax: [Argument<Discover>] = [.group(\.asking, WitnessOptions.syntax)]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try asking.check()
        let list = try asking.named(mayBeNone: false) ?? .shipped
        let choice = FamilyChoice(asking)
        if asking.pool { return pool(of: list, choice, in: context) }
        let reports = list.ask(
            choice.deciding + choice.informing, AskingTerms(route: list.ownRoute),
            deadline: .after(seconds: Double(asking.deadline.seconds)))
        let deciding = reports.filter { choice.deciding.contains($0.family) }
        let isTold = deciding.allSatisfy { $0.conclusion.address != nil }
        WitnessText.warn(reports, in: context)
        return Report(
            .data, status: isTold ? .success : .couldNotTell,
            text: reports.flatMap { WitnessText.blocks($0) },
            json: [
                "address": deciding.lazy.compactMap(\.conclusion.address).first.map { .string($0.text) }
                    ?? .null,
                "quorum": .bool(isTold),
                "witnesses_from": .string(list.source.rawValue),
                "families": .array(reports.map { .object(WitnessText.json($0)) }),
            ],
            hints: isTold ? [] : familyHints(choice) + WitnessText.hints(reports))
    }

    private func pool(of list: WitnessList, _ choice: FamilyChoice, in context: ToolContext) -> Report {
        let pools = list.askOnSeveralConnections(
            choice.deciding + choice.informing, AskingTerms(route: list.ownRoute),
            deadline: .after(seconds: Double(asking.deadline.seconds)))
        let deciding = pools.filter { choice.deciding.contains($0.family) }
        let isTold = deciding.allSatisfy { $0.pool != nil }
        WitnessText.warnOfRoutes(pools.flatMap(\.rows).map { ($0.proxy, $0.isOnRoute) }, in: context)
        return Report(
            .data, status: isTold ? .success : .couldNotTell, text: pools.flatMap { PoolText.blocks($0) },
            json: [
                "told": .bool(isTold), "witnesses_from": .string(list.source.rawValue),
                "pools": .array(pools.map { .object(PoolText.json($0)) }),
            ],
            hints: isTold ? [] : familyHints(choice) + [WitnessText.quorumHint])
    }

    /// Where IPv4 could not be told, and this host may have none.
    private func familyHints(_ choice: FamilyChoice) -> [String] {
        choice.informing.contains(.v6)
            ? ["if this host has IPv6 only, ask for that alone with 'd24-egress discover --ipv6'"] : []
    }
}
