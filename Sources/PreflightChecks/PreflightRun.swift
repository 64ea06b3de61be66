package import CashoutsAPI
import HTTPTransport
import SystemIO
package import ToolSupport
import VaultFormat

/// A run, as a command line asks for it: gathers what its checks need, judges it, and changes nothing
/// anywhere.
package struct PreflightRun: Sendable {
    /// It says how many environments there have to be, and what fails unless `failOn` is set.
    package let profile: Profile
    /// None for the host, one for an environment; production and then staging before a go-live.
    package let environments: [EnvironmentName]
    /// What its checks do not need is not gathered.
    package let selection: Selection
    /// None unless set; whether one has expired goes by the time that the list was made with.
    package var waivers = WaiverList()
    /// The profile's own unless set.
    package var failOn: FailOn
    /// Seconds after which nobody waits for any fact; of each attempt, if there are several.
    package var deadline = 15.0
    /// Seconds within which checks that may be retried are.
    package var patience = 0.0
    /// Which vault, what opens it, and what is asked of the memory that secrets lie in.
    package var options = VaultOptions()
    /// Which host signs a report of the run, and of when it is; nil where none was asked for.
    package var origin: ReportOrigin?
    /// Whether a sample is sent to where notifications are taken.
    package var probesNotifications = false

    /// Seconds between two attempts: how often D24 may be asked is not documented, and witnesses count too.
    package static let pause = 10.0

    /// - Parameter environments: production before staging; where a go-live has them the other way round,
    ///   `perform` throws.
    package init(_ profile: Profile, _ environments: [EnvironmentName], _ selection: Selection) {
        self.profile = profile
        self.environments = environments
        self.selection = selection
        failOn = profile.failOn
    }

    /// Throws diagnostics of status `.usage` for options that cannot be meant, and `.internalError` where
    /// nothing can be gathered; whatever else goes wrong is a fact.
    package func perform(in context: ToolContext) throws(Diagnostic) -> PreflightReport {
        let needed = selection.facts()
        let vault = try VaultAccess(
            isNeeded: needed.contains(.vault) || origin != nil, options, in: context)
        var parts = firstFacts(needed, vault, in: context)
        try checkKinds(parts)
        // Without it a signal ends the run as it ends any program.
        var interruption: Interruption? = try? Interruption()
        let end = Deadline.after(seconds: patience)
        var wanted = parts.map { _ in needed }
        var results: [[CheckResult]] = []
        while true {
            let gathering = Gathering(deadline: deadline)
            try gathering.gather(probes(wanted, parts, vault), into: &parts, &interruption)
            // Counted from the last answer on, which may be that to a control.
            let next = Deadline.after(seconds: Self.pause)
            results = judge(parts)
            let retries = zip(results, parts).map { Retry($0, $1) }
            wanted = retries.map(\.kinds)
            // One that begins after the end is made all the same: else the shortest patience would be none.
            guard wanted.contains(where: { !$0.isEmpty }), !end.hasPassed, !interruption.hasCome
            else { break }
            let names = retries.flatMap(\.ids).joined(separator: ", ")
            context.tell("waiting", "\(names): trying again in \(Int(Self.pause)) s")
            Self.wait(until: next, &interruption)
            if interruption.hasCome { break }
        }
        var report = PreflightReport(
            profile, failOn: failOn,
            parts: zip(parts, results).map {
                PreflightReport.Part(environment: $0.environmentName, results: $1)
            })
        report.selection = selection
        report.vault = parts.first?.openVault?.state
        report.knownEnvironments = parts.first?.openVault?.metadata.environments.map(\.name)
        report.isInterrupted = interruption.hasCome
        if let origin {
            do throws(Diagnostic) {
                let records = parts.compactMap(\.environment)
                report.signed = .success(try vault.sign(report, from: origin, of: records, options))
            } catch { report.signed = .failure(error) }
        }
        return report
    }

    /// What is known without asking anybody.
    private func firstFacts(
        _ needed: Set<FactKind>, _ vault: borrowing VaultAccess, in context: ToolContext
    ) -> [PreflightFacts] {
        let fact = vault.fact
        let host = needed.contains(.host) ? HostFact(HostPlaces(options, in: context)) : nil
        let now = Now.timestamp
        let names: [EnvironmentName?] = environments.isEmpty ? [nil] : environments
        return names.enumerated().map { number, name in
            // The first is what is to go live.
            var facts = PreflightFacts(
                environmentName: name, isRecalled: number > 0, host: host, vault: fact)
            facts.now = now
            facts.probesNotifications = probesNotifications
            if needed.contains(.proxy) { facts.proxy = facts.environment.map { ProxyFact(to: $0.baseURL) } }
            // What this identity was not given is known by them alone.
            let isAsked = facts.isRecalled && !needed.isDisjoint(with: FactKind.ofGrantedEnvironments)
            if isAsked || needed.contains(.credentials) { facts.openCredentials(vault) }
            return facts
        }
    }

    /// Before a go-live a mistaken order would have production judged as staging.
    private func checkKinds(_ parts: [PreflightFacts]) throws(Diagnostic) {
        guard profile == .goLive else { return }
        for (facts, kind) in zip(parts, [EnvironmentKind.production, .staging]) {
            guard let environment = facts.environment, environment.kind != kind else { continue }
            throw Diagnostic(
                .usage, "\(environment.name.text) is \(environment.kind.rawValue), and not \(kind.rawValue)",
                hint: "name staging and then production: 'd24-preflight run --profile go-live STG PROD'")
        }
    }

    private func probes(
        _ wanted: [Set<FactKind>], _ parts: [PreflightFacts], _ vault: borrowing VaultAccess
    ) -> [(part: Int, probe: Probe)] {
        var probes: [(part: Int, probe: Probe)] = []
        for (part, kinds) in wanted.enumerated() {
            probes += parts[part].probes(kinds, vault, options.memory).map { (part, $0) }
        }
        return probes
    }

    private func judge(_ parts: [PreflightFacts]) -> [[CheckResult]] {
        let graph = CheckGraph(Check.all, selection, waivers: waivers)
        return parts.reduce(into: []) { results, facts in
            results.append(graph.judge(facts, beside: results.first ?? []))
        }
    }

    private static func wait(until moment: Deadline, _ interruption: inout Interruption?) {
        while !interruption.hasCome, !moment.hasPassed {
            DescriptorWait.untilReady(reading: interruption.arrivals, writing: [], seconds: moment.remaining)
            interruption?.look()
        }
    }
}

/// What is tried again after results for which that makes sense.
struct Retry {
    /// The checks that may come out otherwise.
    private(set) var ids: [String] = []
    /// The facts to be gathered anew for them.
    private(set) var kinds: Set<FactKind> = []

    /// - Parameter results: of all checks, judged by `facts`.
    init(_ results: [CheckResult], _ facts: PreflightFacts) {
        let final: Set<FactKind> = facts.ping.isFinal ? [.ping] : []
        for (check, result) in zip(Check.all, results) where check.mayBeRetried && !result.isWaived {
            guard result.finding.outcome == .failed || result.finding.outcome == .couldNotTell else {
                continue
            }
            let needs = check.needs.subtracting(final)
            guard !needs.isEmpty else { continue }
            ids.append(check.id)
            kinds.formUnion(needs)
        }
    }
}
