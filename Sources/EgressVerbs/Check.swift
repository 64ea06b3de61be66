import Arguments
import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import HTTPTransport
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
    var watching = WatchOptions()
    var vault = VaultOptions()

    static let syntax: [Argument<Check>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.ping, "ping", "ask D24 itself, by one signed ping"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential to ping with"),
        .option(\.whitelist, "whitelist", value: "FILE", "judge by this list, not the vault's; - for stdin"),
        .group(\.asking, WitnessOptions.syntax),
        .group(\.watching, WatchOptions.syntax),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try asking.check()
        try watching.check(asking)
        let named = try asking.named(mayBeNone: true)
        try checkOptions()
        let outcome: CheckOutcome
        do throws(Diagnostic) {
            outcome = try self.outcome(of: named, at: Now.timestamp.seconds, in: context)
        } catch {
            // Or what the last check found would stay, and go on saying yes.
            try publish(EgressMetrics(environment: environment?.text, failure: error), error.message)
            throw error
        }
        try publish(EgressMetrics(outcome), outcome.headline)
        outcome.warn(in: context)
        return outcome.report
    }

    /// - Parameter answer: what was found, which is told if it cannot be written.
    private func publish(_ metrics: EgressMetrics, _ answer: String) throws(Diagnostic) {
        if let prometheus = watching.prometheus { try metrics.write(to: prometheus, answer: answer) }
    }

    private func checkOptions() throws(Diagnostic) {
        guard environment != nil || whitelist != nil else {
            throw .misuse("name an environment, or give --whitelist FILE")
        }
        guard environment != nil || !ping else {
            throw .misuse("--ping needs an environment, whose credentials it is signed with")
        }
        try ConsultedList.checkInput(whitelist, besides: vault)
    }

    private func outcome(
        of named: WitnessList?, at now: Int64, in context: ToolContext
    ) throws(Diagnostic) -> CheckOutcome {
        let file: ConsultedList?
        if let whitelist {
            file = try ConsultedList(file: whitelist, now: now, in: context)
        } else {
            file = nil
        }
        var watch: EgressWatch?
        // Before anything is sent: of two runs at once one asks nobody.
        if let state = watching.state {
            watch = try EgressWatch(
                state, environment: environment?.text, patience: watching.confirmAfter.seconds, now: now,
                in: context)
        }
        guard let environment else {
            // Without an environment there is a file, as the options were checked.
            guard let file else { throw .misuse("name an environment, or give --whitelist FILE") }
            return try ask(named ?? .shipped, by: file, at: now, &watch)
        }
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment)
        let kept = try record.egressWhitelist(at: session.store.path)
        let list: WitnessList
        if let named { list = named } else { list = try WitnessList.of(record) }
        let pinged: APIPing?
        if ping { pinged = try APIPing(credential, of: record, in: session) } else { pinged = nil }
        return try ask(
            list, by: file ?? ConsultedList(environment: environment.text, kept), at: now, &watch,
            api: record.baseURL, ping: pinged)
    }

    /// Asks the witnesses, brings everything together, and has it remembered.
    /// - Parameter api: where D24 is; nil without an environment.
    private func ask(
        _ list: WitnessList, by consulted: ConsultedList, at now: Int64, _ watch: inout EgressWatch?,
        api: BaseURL? = nil, ping: APIPing? = nil
    ) throws(Diagnostic) -> CheckOutcome {
        let families = FamilyChoice(asking)
        let route = api.map { AskingTerms.Route(to: $0) } ?? list.ownRoute
        let deadline = Deadline.after(seconds: Double(asking.deadline.seconds))
        var lookup: IPv6Lookup?
        // Through a proxy the families are the proxy's matter.
        if let api, route == .direct { lookup = IPv6Way.lookup(of: api) }

        var reports: [WitnessReport] = []
        var pools: [PoolReport] = []
        var watched: WatchText?
        if watch != nil {
            watched = watch?.ask(families.deciding, of: list, on: route, seconds: asking.deadline.seconds)
            reports = watched?.reports.map(\.report) ?? []
        } else if asking.pool {
            pools = list.askOnSeveralConnections(
                families.deciding, AskingTerms(route: route), deadline: deadline)
        } else {
            reports = list.ask(families.deciding, AskingTerms(route: route), deadline: deadline)
        }
        let whitelist = consulted.whitelist
        let findings =
            reports.map { report in
                EgressFinding(
                    family: report.family, conclusion: report.conclusion,
                    isBelieved: watched?.believes(report.family) ?? true, whitelist: whitelist, now: now)
            }
            + pools.flatMap {
                EgressFinding.all(of: $0.pool, family: $0.family, whitelist: whitelist, now: now)
            }
        var way: IPv6Way?
        if let api, let lookup = lookup.take() {
            // A resolver that is slower than all witnesses is not waited for: it only adds to their answer.
            way = IPv6Way(lookup, of: api, before: deadline.orSooner(.after(seconds: 1)))
        }
        let outcome = CheckOutcome(
            environment: environment?.text,
            judgement: EgressJudgement(
                api: ping?.word ?? .notAsked, findings: findings, isPool: asking.pool),
            source: list.source, reports: reports, pools: pools, consulted: consulted, ping: ping,
            families: families, watch: watched,
            way: way,
            now: now)
        try watch.take()?.save(answer: outcome.headline)
        return outcome
    }
}
