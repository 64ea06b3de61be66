/// A thing that checks judge, gathered once for all of them and only if one needs it.
///
/// To add one: a case here, a property in `PreflightFacts`, a case in `Fact` and a file under `Facts` that says how it is
/// gathered.
package enum FactKind: String, CaseIterable, Sendable {
    /// This host itself.
    case host
    /// The vault, opened with this identity.
    case vault
    /// The current credential of the environment.
    case credentials
    /// D24's answer to one signed ping.
    case ping
    /// What the witnesses of the environment see.
    case witnesses

    /// What has to be there before this one can be gathered.
    private var needs: Set<FactKind> {
        switch self {
        case .host, .vault: []
        case .credentials, .witnesses: [.vault]
        case .ping: [.vault, .credentials]
        }
    }

    /// These and all that they need.
    package static func closure(_ kinds: some Sequence<FactKind>) -> Set<FactKind> {
        kinds.reduce(into: []) { $0.formUnion(closure($1.needs).union([$1])) }
    }
}

/// Why a fact is not there, though a check needs it.
package enum Absence: Equatable, Sendable {
    /// The deadline of the run passed.
    case deadline
    /// The run was interrupted.
    case interrupted
    /// This identity was not given the environment, which is as it should be.
    case notGiven

    /// What it makes of a check.
    var finding: Finding {
        switch self {
        case .deadline: .couldNotTell("the deadline passed before it was known")
        case .interrupted: .couldNotTell("interrupted before it was known")
        case .notGiven: .skipped("this identity was not given the environment, so nothing was sent")
        }
    }
}
