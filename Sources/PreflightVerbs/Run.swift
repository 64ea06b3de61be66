import Arguments
import CashoutsAPI
import PreflightChecks
import SystemIO
import ToolSupport
import VaultStore

/// `d24-preflight run ENV`.
struct Run: Verb {
    static let name = "run"
    static let summary = "run the checks for an environment, for this host, or before a go-live"
    static let discussion = """
        Looks at this host, the vault, the credentials, the address and D24's answer to
        one signed ping, and changes nothing. It ends with 1 when a check failed, and
        with 3 when one could not tell or was not reached: what was not checked is never
        counted as good.

        The profile host takes no ENV and asks nobody; environment, the default, takes
        one; go-live takes two, staging and then production, and there a warning fails.
        """

    var environments: [EnvironmentName] = []
    var profile = Profile.environment
    var only: [CheckID] = []
    var skip: [CheckID] = []
    var failOn: FailOn?
    var waivers: String?
    var report: String?
    var deadline = Interval(seconds: 15)
    var wait: Interval?
    var probesNotifications = false
    var vault = VaultOptions()

    static let syntax: [Argument<Run>] = [
        .operand(\.environments, "ENV", "the environment; with go-live staging and production"),
        .option(\.profile, "profile", value: "PROFILE", "what is looked at"),
        .option(\.only, "only", value: "ID", "make this check and those it rests on; or a pattern"),
        .option(\.skip, "skip", value: "ID", "leave this check out; or a pattern"),
        .option(\.failOn, "fail-on", value: "OUTCOME", "what ends with 1: fail, or warn too"),
        .option(\.waivers, "waivers", value: "FILE", "findings that somebody answers for"),
        .option(\.report, "report", value: "FILE", "write a signed report as a page of HTML"),
        .option(\.deadline, "deadline", value: "TIME", "how long to wait for answers, in each attempt"),
        .option(\.wait, "wait", value: "TIME", "try again what may change within this time"),
        .flag(\.probesNotifications, "probe-notifications", "send a sample to the notification URL"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try checkTimes()
        if let report { try ReportFile.checkOutput(report) }
        var run = PreflightRun(profile, try orderedEnvironments(), try selection())
        if let failOn { run.failOn = failOn }
        let now = Now.timestamp
        if let waivers { run.waivers = WaiverList(try WaiverInput.read(waivers), now: now) }
        run.deadline = Double(deadline.seconds)
        run.patience = Double(wait?.seconds ?? 0)
        run.options = vault
        run.probesNotifications = probesNotifications
        if report != nil { run.origin = ReportOrigin(host: Host.name, time: now) }
        let found = try run.perform(in: context)
        for waiver in found.idle(run.waivers) {
            context.warn("the waiver of \(waiver.owner) for \(waiver.id) waived nothing: take it out")
        }
        for waiver in found.astray(run.waivers) {
            let name = waiver.environment?.text ?? ""
            context.warn(
                "the waiver of \(waiver.owner) for \(waiver.id) is for \(name), which the vault does not have"
            )
        }
        var made = found.report(host: Host.name, time: now)
        if let report { writeReport(found, to: report, &made) }
        return made
    }

    /// What was found is said all the same where the file cannot be written.
    private func writeReport(_ found: PreflightReport, to path: String, _ made: inout Report) {
        do throws(Diagnostic) {
            guard let signed = found.signed else {
                throw Diagnostic(.internalError, "the report was not signed")
            }
            try ReportFile.write(try signed.get(), to: path)
            let place = vault.vault.map { " --vault \(PermissionFinding.quoted($0))" } ?? ""
            made.hints.append(
                "whoever has the vault can check it: "
                    + "'d24-preflight verify-report \(PermissionFinding.quoted(path))\(place)'")
        } catch { made.failure = error }
    }

    private func checkTimes() throws(Diagnostic) {
        // Nobody waits longer for one answer, and a skew that hides in a longer wait would not be seen.
        guard (1...120).contains(deadline.seconds) else {
            throw .misuse("--deadline is between 1s and 2m")
        }
        if let wait, !(Int(PreflightRun.pause)...3600).contains(wait.seconds) {
            throw .misuse("--wait is between \(Int(PreflightRun.pause))s and 1h")
        }
    }

    /// What is to be judged first comes first.
    private func orderedEnvironments() throws(Diagnostic) -> [EnvironmentName] {
        switch (profile, environments.count) {
        case (.host, 0) where probesNotifications:
            throw .misuse("--probe-notifications needs an environment")
        case (.host, 0), (.environment, 1): return environments
        case (.goLive, 2) where environments[0] != environments[1]: return environments.reversed()
        case (.host, _): throw .misuse("the profile host takes no environment")
        case (.environment, 0):
            throw .misuse("ENV is missing", hint: "for this host alone give --profile host")
        case (.environment, _): throw .misuse("the profile environment takes one environment")
        case (.goLive, _): throw .misuse("the profile go-live takes two environments: staging and production")
        }
    }

    private func selection() throws(Diagnostic) -> Selection {
        do throws(SelectionError) {
            return try Selection(profile, only: only.map(\.text), skip: skip.map(\.text))
        } catch {
            throw Diagnostic(error)
        }
    }
}

extension Profile: ArgumentValue {}
extension FailOn: ArgumentValue {}

extension Diagnostic {
    /// For an id that no check has.
    /// - Parameter suggestion: what was perhaps meant.
    static func checkHint(_ suggestion: String?) -> String {
        let list = "'d24-preflight list' shows them all"
        return suggestion.map { "did you mean '\($0)'? \(list)" } ?? list
    }

    fileprivate init(_ error: SelectionError) {
        switch error {
        case .unknown(let option, let place, let suggestion):
            // By its place: what was typed may be a secret in the wrong one.
            let value = place.map { "value \($0) of --\(option)" } ?? "--\(option)"
            self.init(.usage, "\(value) names no check", hint: Self.checkHint(suggestion))
        case .notInProfile(let id, let profile):
            self.init(
                .usage, "\(id) is not in the profile \(profile.rawValue)",
                hint: "give another --profile, or an environment")
        case .nothing:
            self.init(
                .usage, "no check is left to be made",
                hint: "do not give --only and --skip for the same check")
        }
    }
}
