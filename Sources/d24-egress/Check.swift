import Arguments
import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import HTTPTransport
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-egress check ENV`.
struct Check: Verb {
    static let name = "check"
    static let summary = "say whether D24 lets this host's address in"
    static let discussion = """
        Asks the witnesses and judges what they agree on by the whitelist kept here.
        With --ping D24 is asked too, and its word counts for more than theirs. With
        --whitelist and without ENV no vault is read.
        """

    var environment: EnvironmentName?
    var ping = false
    var credential = CredentialSelector.current
    var whitelist: String?
    var asking = WitnessOptions()
    var vault = VaultOptions()

    static let syntax: [Argument<Check>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.ping, "ping", "ask D24 itself, by one signed ping"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential to ping with"),
        .option(\.whitelist, "whitelist", value: "FILE", "judge by this list, not the vault's; - for stdin"),
        .group(\.asking, WitnessOptions.syntax),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try asking.check()
        let named = try asking.named(mayBeNone: true)
        try checkOptions()
        let now = Now.timestamp.seconds
        let file: ConsultedList?
        if let whitelist {
            file = try ConsultedList(file: whitelist, now: now, in: context)
        } else {
            file = nil
        }
        guard let environment else {
            // Without an environment there is a file, as the options were checked.
            guard let file else { throw .misuse("name an environment, or give --whitelist FILE") }
            return outcome(of: named ?? .shipped, by: file, now: now, ping: nil, in: context)
        }
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment)
        let kept = try record.egressWhitelist(at: session.store.path)
        let list: WitnessList
        if let named { list = named } else { list = try WitnessList.of(record) }
        let pinged: APIPing?
        if ping { pinged = try APIPing(credential, of: record, in: session) } else { pinged = nil }
        return outcome(
            of: list, by: file ?? ConsultedList(environment: environment.text, kept), now: now, ping: pinged,
            in: context)
    }

    private func checkOptions() throws(Diagnostic) {
        guard environment != nil || whitelist != nil else {
            throw .misuse("name an environment, or give --whitelist FILE")
        }
        guard environment != nil || !ping else {
            throw .misuse("--ping needs an environment, whose credentials it is signed with")
        }
        guard whitelist != "-" || !vault.readsStandardInput else { throw ConsultedList.readTwice }
    }

    /// Asks the witnesses and brings everything together.
    private func outcome(
        of list: WitnessList, by consulted: ConsultedList, now: Int64, ping: APIPing?, in context: ToolContext
    ) -> Report {
        let choice = FamilyChoice(asking)
        let deadline = Deadline.after(seconds: Double(asking.deadline.seconds))
        let whitelist = consulted.whitelist
        let reports = asking.pool ? [] : list.ask(choice.deciding, deadline: deadline)
        let pools = asking.pool ? list.askOnSeveralConnections(choice.deciding, deadline: deadline) : []
        let findings =
            reports.map {
                EgressFinding(family: $0.family, conclusion: $0.conclusion, whitelist: whitelist, now: now)
            }
            + pools.flatMap {
                EgressFinding.all(of: $0.pool, family: $0.family, whitelist: whitelist, now: now)
            }
        let outcome = CheckOutcome(
            environment: environment?.text,
            judgement: EgressJudgement(
                api: ping?.word ?? .notAsked, findings: findings, isPool: asking.pool),
            reports: reports, pools: pools, consulted: consulted, ping: ping, notAsked: choice.informing)
        WitnessText.warn(reports, in: context)
        WitnessText.warnOfProxies(pools.flatMap(\.rows).compactMap(\.proxy), in: context)
        for warning in outcome.warnings { context.warn(warning) }
        var report = Report(
            .data, status: outcome.status, text: outcome.text, json: [:], hints: outcome.hints)
        report.json =
            outcome.json(now: now) + [JSONMember("witnesses_from", .string(list.source.rawValue))]
        return report
    }
}
