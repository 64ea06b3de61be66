/// A thing that checks judge, gathered once for all of them and only if one needs it.
///
/// To add one: a case here, a property in `PreflightFacts`, a case in `Fact` and a file under `Facts` that
/// says how it is gathered.
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
    /// The proxy that stands before D24.
    case proxy
    /// The IPv6 addresses of the API, and the routes to them.
    case ipv6
    /// The certificate that the API shows.
    case certificate
    /// What lies in the scan paths of the environment.
    case scan
    /// What came of a sample at the notification URL.
    case notification

    /// What has to be there before this one can be gathered.
    private var needs: Set<FactKind> {
        switch self {
        case .host, .vault: []
        case .credentials, .witnesses, .proxy, .ipv6, .certificate, .scan: [.vault]
        case .ping, .notification: [.vault, .credentials]
        }
    }

    /// Those of an environment that is nobody's business here when this identity was not given it.
    static let ofGrantedEnvironments: [FactKind] = [
        .credentials, .ping, .witnesses, .ipv6, .certificate, .scan, .notification,
    ]

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
