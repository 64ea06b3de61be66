/// Which checks are made, and of what.
package enum Profile: String, CaseIterable, Sendable {
    /// This host alone: nothing is sent to anybody.
    case host
    /// This host and one environment.
    case environment
    /// This host and production, and of staging what can be known here.
    case goLive = "go-live"

    /// What counts as a failure unless something else is asked for: before a go-live a warning does.
    package var failOn: FailOn {
        switch self {
        case .host, .environment: .fail
        case .goLive: .warn
        }
    }
}

extension Set<Profile> {
    /// For checks of this host, which are part of everything.
    static let all = Set(Profile.allCases)
    /// For checks of an environment.
    static let ofEnvironments: Set<Profile> = [.environment, .goLive]
}

/// The outcome from which on a run fails.
package enum FailOn: String, CaseIterable, Sendable {
    case warn
    case fail
}
