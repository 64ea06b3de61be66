package import CashoutsAPI

/// Why an environment may not be at a host: keys of one kind must never be sent to the other.
package enum HostConflict: Equatable, Sendable {
    /// The host is D24's own for the other kind.
    case knownHost(EnvironmentKind)
    /// An environment of the other kind is there.
    case shared(with: EnvironmentName)
}

extension VaultMetadata {
    /// Whether an environment of that kind may be at that host, beside all others but `name` itself.
    package func hostConflict(
        of name: EnvironmentName, kind: EnvironmentKind, baseURL: BaseURL
    ) -> HostConflict? {
        if let known = baseURL.knownKind, known != kind { return .knownHost(known) }
        let other = environments.first {
            $0.name != name && $0.kind != kind && $0.baseURL.host == baseURL.host
        }
        return other.map { .shared(with: $0.name) }
    }
}
