import EgressPolicy
import EgressWitnesses
import HTTPTransport
import SystemIO
import ToolSupport
import VaultFormat
import VaultStore

/// One run of a watch: what earlier runs have left in a file, and what this one makes of it.
struct EgressWatch: ~Copyable {
    private let file: KeptFile
    private(set) var state: EgressState
    /// How long to wait before a change is asked about again, in seconds.
    private let patience: Int

    /// Takes the file, which no other run can take until this one has ended.
    ///
    /// Throws diagnostics of status `.conflict` while another run has it, `.damaged` and `.newerVersion` for
    /// what this version did not write, `.usage` for another environment's, `.unsafePermissions`,
    /// `.inputOutput`.
    init(
        _ path: String, environment: String?, patience: Int, now: Int64, in context: ToolContext
    ) throws(Diagnostic) {
        let file = try Self.take(path)
        let state =
            try Self.look(path, environment: environment)
            ?? EgressState(environment: environment, began: now, checked: now)
        if state.isFromTheFuture(now: now) {
            context.warn(
                "the state file was written at \(PolicyText.time(state.checked)), and it is "
                    + "\(PolicyText.time(now)) now: look at this host's clock ('date -u')")
        }
        self.file = file
        self.state = state
        self.patience = patience
    }

    /// What a file remembers of an environment, without taking it; nil where there is none.
    static func look(_ path: String, environment: String?) throws(Diagnostic) -> EgressState? {
        let bytes: [UInt8]?
        do throws(VaultStoreError) {
            bytes = try KeptFile.look(path, limit: EgressStateFormat.sizeLimit)
        } catch {
            // A longer one is none.
            if case .system(.fileTooLarge, _, _) = error { throw noState(path) }
            throw diagnostic(error)
        }
        guard let bytes else { return nil }
        let state = try decode(bytes, at: path)
        guard state.environment == environment else {
            let whose = state.environment.map { "of \($0)" } ?? "of a check without an environment"
            throw Diagnostic(
                .usage, "the state file \(path) is that \(whose)",
                hint: "give each environment a file of its own, by --state")
        }
        return state
    }

    private static func take(_ path: String) throws(Diagnostic) -> KeptFile {
        do { return try KeptFile(path) } catch { throw diagnostic(error) }
    }

    private static func decode(_ bytes: [UInt8], at path: String) throws(Diagnostic) -> EgressState {
        let anew = anew(path)
        do throws(EgressStateError) {
            return try EgressStateFormat.decode(bytes.span)
        } catch {
            switch error {
            case .notAState: throw noState(path)
            case .badMember(let name):
                throw Diagnostic(
                    .damaged, "the state file \(path) is damaged: '\(name)' is not as it was written",
                    hint: anew)
            case .newerVersion:
                throw Diagnostic(
                    .newerVersion, "the state file \(path) was made by a newer version",
                    hint: "update d24-tools on this host, or \(anew)")
            }
        }
    }

    private static func anew(_ path: String) -> String {
        "take it away with 'rm \(PermissionFinding.quoted(path))': the next run begins anew"
    }

    private static func noState(_ path: String) -> Diagnostic {
        Diagnostic(
            .damaged, "\(path) is not a state file of this tool, or is damaged",
            hint: "give another path by --state, or \(anew(path))")
    }

    /// Asks for the addresses of some families; a second time, after a while, for those that are not as they
    /// were.
    /// - Parameters:
    ///   - seconds: the deadline of each asking.
    mutating func ask(
        _ families: [IPFamily], of list: WitnessList, on route: AskingTerms.Route, seconds: Int
    ) -> WatchText {
        let first = round(families, of: list, on: route, seconds: seconds)
        let now = Now.timestamp.seconds
        let doubtful = first.filter {
            state.watch(of: $0.family).mustBeConfirmed(
                $0.conclusion.address, after: Int64(patience), now: now)
        }
        var second: [WitnessReport] = []
        if !doubtful.isEmpty {
            SystemClock.wait(seconds: patience)
            second = round(doubtful.map(\.family), of: list, on: route, seconds: seconds)
        }
        let end = Now.timestamp.seconds
        var reports: [WatchedReport] = []
        for report in first {
            let again = second.first { $0.family == report.family }
            let change = state.hear(
                report.conclusion.address,
                again: again.map { .heard($0.conclusion.address) } ?? .notAsked, of: report.family, now: end)
            reports.append(
                WatchedReport(
                    report: again ?? report, change: change, watch: state.watch(of: report.family)))
        }
        return WatchText(path: file.path, began: state.began, reports: reports)
    }

    /// Asks once, but not those who want to be left alone, and notes who does.
    private mutating func round(
        _ families: [IPFamily], of list: WitnessList, on route: AskingTerms.Route, seconds: Int
    ) -> [WitnessReport] {
        let terms = AskingTerms(route: route, resting: state.resting(now: Now.timestamp.seconds))
        let reports = list.ask(families, terms, deadline: .after(seconds: Double(seconds)))
        let rests = reports.flatMap(\.testimonies).compactMap { testimony in
            testimony.statement.rest.map { (testimony.witness.operatorName, $0) }
        }
        state.rest(Dictionary(rests, uniquingKeysWith: max), now: Now.timestamp.seconds)
        return reports
    }

    /// Remembers it for the next run.
    /// - Parameter answer: what this run found, which is told if it cannot be remembered.
    consuming func save(answer: String) throws(Diagnostic) {
        do throws(VaultStoreError) {
            try file.replace(with: EgressStateFormat.encode(state).span)
        } catch {
            var diagnostic = Self.diagnostic(error)
            diagnostic.hints.append("this run found: \(answer)")
            throw diagnostic
        }
    }

    /// The store's words are for vaults in these three cases.
    private static func diagnostic(_ error: VaultStoreError) -> Diagnostic {
        switch error {
        case .busy(let path):
            Diagnostic(
                .conflict, "another run is using the state file \(path)",
                hint: "one timer for each state file is enough; it is free when that run has ended")
        case .missing(_, let path):
            Diagnostic(
                .inputOutput, "there is no folder for the state file \(path)",
                hint: "make it with 'mkdir -p', or give another path by --state")
        case .afterReplacement(let errno, let doing, let path):
            Diagnostic(.inputOutput, "the state file is in place, but could not \(doing): \(path): \(errno)")
        default: Diagnostic(error)
        }
    }
}

/// What the witnesses say of one family, and what became of its address.
struct WatchedReport {
    /// The last one, where they were asked twice.
    let report: WitnessReport
    let change: FamilyWatch.Change
    let watch: FamilyWatch

    /// Whether it is another address than before, as two quorums say.
    var isChanged: Bool {
        switch change {
        case .confirmed: true
        case .unknown, .first, .none, .unconfirmed, .withdrawn: false
        }
    }

    /// Whether the address that the report concludes on may be judged.
    var isBelieved: Bool {
        switch change {
        case .unconfirmed: false
        case .unknown, .first, .none, .confirmed, .withdrawn: true
        }
    }
}
