package import CashoutsAPI
package import ToolSupport
package import VaultFormat

/// What all checks found, and what follows from it: one value, from which every format is made.
package struct PreflightReport: Sendable {
    /// What was found for one environment, or for the host alone. Each registered check has one result in it.
    package struct Part: Sendable {
        /// Nil in the profile `host`.
        package let environment: EnvironmentName?
        /// In the order of the checks, those that were not asked for too.
        package let results: [CheckResult]

        /// - Parameter results: one for each check, in the order of the checks.
        package init(environment: EnvironmentName?, results: [CheckResult]) {
            self.environment = environment
            self.results = results
        }

        /// As text names it.
        package var name: String { environment?.text ?? Profile.host.rawValue }
    }

    /// Which was asked for: how many parts there are goes by it.
    package let profile: Profile
    /// What `status` and `rootCauses` count as a failure.
    package let failOn: FailOn
    /// The environment that was asked for; then, before a go-live, staging.
    package let parts: [Part]
    /// Which checks were asked for.
    package var selection = Selection.everything
    /// Which vault it was; nil where none was opened.
    package var vault: VaultState?
    /// The environments that the vault has; nil where none was opened.
    package var knownEnvironments: [EnvironmentName]?
    /// Whether somebody ended the run before everything was known.
    package var isInterrupted = false
    /// The same with a signature, or why there is none; nil where none was asked for.
    package var signed: Result<SignedReport, Diagnostic>?

    /// A report of all checks without a vault or a signature, unless the variables are set.
    package init(_ profile: Profile, failOn: FailOn, parts: [Part]) {
        self.profile = profile
        self.failOn = failOn
        self.parts = parts
    }

    /// 1 when something counts as a failure; 3 when a check could not tell or was not reached, when none was
    /// made at all or none of those that were named, or when the run was interrupted; else 0: what was not
    /// checked is never counted as good.
    package var status: ExitStatus {
        if isInterrupted { return .couldNotTell }
        let results = parts.flatMap(\.results)
        if results.contains(where: { $0.counts(from: failOn) }) { return .no }
        if results.contains(where: { $0.finding.outcome.leavesOpen }) { return .couldNotTell }
        if missesWhatWasNamed { return .couldNotTell }
        return results.contains { $0.finding.outcome.wasMade } ? .success : .couldNotTell
    }

    /// Whether checks were named, and each of them was skipped: that what they rest on is well answers
    /// another question.
    package var missesWhatWasNamed: Bool {
        let named = parts.flatMap(\.results).filter { selection.names($0.id) }
        return !named.isEmpty && named.allSatisfy { $0.finding.outcome.isSkipped }
    }

    /// A finding at the root of what is wrong: not one that merely follows from it.
    package struct RootCause: Equatable, Sendable {
        /// That of the part it was found in; nil in the profile `host`.
        package let environment: EnvironmentName?
        /// Of the check.
        package let id: String
        /// `.failed`, `.couldNotTell`, or `.warned` where a warning counts.
        package let outcome: Outcome
        /// The checks that were not reached because of it, each once.
        package let notReached: [String]
        /// In how many places they were not reached: what is of the host hides checks of each environment.
        package let hidden: Int
    }

    /// What stands in the way: failures first, then what could not be told, then warnings where they count;
    /// of each, what hides most comes first.
    package var rootCauses: [RootCause] {
        let causes = parts.flatMap { part in
            part.results.filter { $0.counts(from: failOn) || $0.finding.outcome == .couldNotTell }.map {
                result in
                let hidden = part.hidden(by: result.id) + parts.flatMap { $0.hidden(byHost: result.id) }
                return RootCause(
                    environment: part.environment, id: result.id, outcome: result.finding.outcome,
                    notReached: hidden.reduce(into: []) { ids, id in if !ids.contains(id) { ids.append(id) }
                    },
                    hidden: hidden.count)
            }
        }
        let ranks: [Outcome] = [.failed, .couldNotTell, .warned]
        return ranks.flatMap { rank in
            // Stable: of two that hide as many, the one that is checked first.
            causes.enumerated().filter { $0.element.outcome == rank }.sorted {
                ($1.element.hidden, $0.offset) < ($0.element.hidden, $1.offset)
            }.map(\.element)
        }
    }
}

extension PreflightReport.Part {
    /// How many checks had each outcome, in a fixed order; they add up to the number of checks.
    package var counts: [(word: String, count: Int)] {
        Outcome.words.map { word in (word, results.count { $0.finding.outcome.word == word }) }
    }

    /// The checks that were not reached because of this one.
    fileprivate func hidden(by id: String) -> [String] {
        results.filter { $0.finding.outcome == .notReached(because: id) }.map(\.id)
    }

    /// The same where this one is of the host, and was judged beside another environment.
    fileprivate func hidden(byHost id: String) -> [String] {
        results.contains { $0.id == id && !$0.isSelected } ? hidden(by: id) : []
    }

    /// How many of the findings somebody answers for.
    package var waivedCount: Int { results.count(where: \.isWaived) }
}

extension CheckResult {
    /// Whether it counts as a failure.
    fileprivate func counts(from failOn: FailOn) -> Bool {
        guard !isWaived else { return false }
        switch finding.outcome {
        case .failed: return true
        case .warned: return failOn == .warn
        case .passed, .skipped, .notReached, .couldNotTell: return false
        }
    }
}

extension Outcome {
    /// Whether the question of the check is still open.
    fileprivate var leavesOpen: Bool {
        switch self {
        case .couldNotTell, .notReached: true
        case .passed, .warned, .failed, .skipped: false
        }
    }

    fileprivate var isSkipped: Bool {
        switch self {
        case .skipped: true
        case .passed, .warned, .failed, .notReached, .couldNotTell: false
        }
    }

    /// Whether something was looked at and found.
    var wasMade: Bool {
        switch self {
        case .passed, .warned, .failed: true
        case .skipped, .notReached, .couldNotTell: false
        }
    }
}
