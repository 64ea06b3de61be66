package import CashoutsAPI
package import VaultFormat

/// Somebody answers for a finding until a day.
package struct Waiver: Equatable, Sendable {
    /// Of the check.
    package let id: String
    /// The one environment that it is for; nil for all, and for the host.
    package let environment: EnvironmentName?
    /// The last day on which it counts, in UTC: `2027-01-31`.
    package let until: String
    /// The first moment at which it no longer counts.
    package let end: Timestamp
    /// Who answers for it, in one word: `ops@example.com`.
    package let owner: String
    /// Free text in one line; never empty.
    package let reason: String
}

/// A waiver with what has become of it.
package struct AppliedWaiver: Equatable, Sendable {
    /// One for this environment, before one for all.
    package let waiver: Waiver
    /// Whether its last day is over: then it excuses nothing, and what it was for fails.
    package let isExpired: Bool
}

/// The waivers of a run.
package struct WaiverList: Equatable, Sendable {
    /// In the order in which they were given, also those that have expired.
    package let waivers: [Waiver]
    private let now: Timestamp

    /// - Parameter now: what they expire by; the default is so early that none has.
    package init(_ waivers: [Waiver] = [], now: Timestamp = Timestamp(seconds: 0)) {
        self.waivers = waivers
        self.now = now
    }

    /// The waiver for a finding that would count: a failure or a warning. What could not be told cannot be
    /// waived, for nobody knows what it is.
    func applied(to id: String, of environment: EnvironmentName?, _ finding: Finding) -> AppliedWaiver? {
        switch finding.outcome {
        case .failed, .warned: break
        case .passed, .skipped, .notReached, .couldNotTell: return nil
        }
        let fitting = waivers.filter {
            $0.id == id && ($0.environment == nil || $0.environment == environment)
        }
        let waiver = fitting.first { $0.environment != nil } ?? fitting.first
        return waiver.map { AppliedWaiver(waiver: $0, isExpired: now >= $0.end) }
    }
}

extension PreflightReport {
    /// The waivers for environments that the vault does not have, and that excuse nothing there ever; none
    /// where it is not known which it has.
    package func astray(_ list: WaiverList) -> [Waiver] {
        guard let knownEnvironments else { return [] }
        return list.waivers.filter { $0.environment.map { !knownEnvironments.contains($0) } ?? false }
    }

    /// The waivers for what was looked at here that excused nothing: what was not reached, could not be told
    /// or was skipped may need its waiver the next time.
    package func idle(_ list: WaiverList) -> [Waiver] {
        list.waivers.filter { waiver in
            let results = parts.filter { waiver.environment == nil || waiver.environment == $0.environment }
                .flatMap(\.results).filter { $0.id == waiver.id && $0.isSelected }
            return !results.isEmpty
                && results.allSatisfy { $0.finding.outcome.wasMade && $0.waiver?.waiver != waiver }
        }
    }
}
