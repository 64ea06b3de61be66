package import CashoutsAPI
package import VaultFormat

/// Why a triple is not staged.
package enum StageRefusal: Hashable, Sendable {
    /// It is the triple of a version that is current or previous.
    case sameAs(version: Int, CredentialState)
    /// A value is known in an environment of the other kind.
    case otherKind(CredentialField, environment: EnvironmentName)
}

/// What a new triple is compared with: fingerprints only, which are equal where secrets are.
package enum StageRules {
    /// Why the triple may not become pending; nil where it may.
    package static func refusal(
        _ triple: TripleFingerprint, for environment: EnvironmentRecord, in metadata: VaultMetadata
    ) -> StageRefusal? {
        for state in [CredentialState.current, .previous] {
            if let version = environment.version(in: state), version.fingerprints == triple {
                return .sameAs(version: version.number, state)
            }
        }
        if let known = metadata.fieldOfOtherKind(triple, for: environment) {
            return .otherKind(known.field, environment: known.environment)
        }
        return nil
    }

    /// What is odd about the triple, though no reason to refuse it: sentences, lower case, no full stop.
    package static func warnings(
        _ triple: TripleFingerprint, for environment: EnvironmentRecord
    ) -> [String] {
        var warnings: [String] = []
        let fields = CredentialField.allCases
        for (index, field) in fields.enumerated() {
            for later in fields[(index + 1)...] where triple[field] == triple[later] {
                warnings.append("\(field.panelName) and \(later.panelName) have the same value")
            }
            if let version = environment.versions.last(where: { $0.fingerprints?[field] == triple[field] }) {
                warnings.append("\(field.panelName) is the same as in \(version.name)")
            }
        }
        return warnings
    }
}
