package import CashoutsAPI

/// Why an environment may not be at a host: keys of one kind must never be sent to the other.
package enum HostConflict: Equatable, Sendable {
    /// The host is D24's own for the other kind.
    case knownHost(EnvironmentKind)
    /// An environment of the other kind is there.
    case shared(with: EnvironmentName)
}

extension VaultMetadata {
    /// The first field of a triple whose value is known in an environment of the other kind, and which that
    /// is.
    ///
    /// Values are compared across fields and with retired versions too: a key of production has no place in
    /// staging, wherever it was pasted.
    package func fieldOfOtherKind(
        _ triple: TripleFingerprint, for environment: EnvironmentRecord
    ) -> (field: CredentialField, environment: EnvironmentName)? {
        for other in environments where other.kind != environment.kind {
            let known = Set(
                other.versions.compactMap { $0.fingerprints }.flatMap { known in
                    CredentialField.allCases.map { known[$0] }
                })
            for field in CredentialField.allCases where known.contains(triple[field]) {
                return (field, other.name)
            }
        }
        return nil
    }

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
