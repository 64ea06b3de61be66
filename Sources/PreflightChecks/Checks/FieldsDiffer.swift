import CashoutsAPI
import VaultFormat

extension Check {
    /// No two environments share a secret, least of all staging and production.
    static let fieldsDiffer = Check(
        "fields-differ", "no field is equal to one of another environment", after: ["environment-known"],
        Explanation(
            looksAt: """
                No field of a pending, current or previous credential is equal to any field of another environment. \
                An environment of the other kind fails, one of the same kind is a warning: D24 gives each its own \
                keys. Fingerprints are compared, no secrets. It is skipped where there is nothing to compare with.
                """,
            evidence: "The environments that were compared, or each pair of equal fields.",
            toDo: """
                Compare both environments with the panel, Settings -> API Access -> Cashouts Credentials, and enter \
                the wrong one anew with 'd24-rotate stage'. After a failure nothing was sent.
                """)
    ) { facts in
        guard let environment = facts.environment, let vault = facts.openVault else {
            return .couldNotTell("the vault has no such environment")
        }
        let name = environment.name.text
        guard !environment.liveVersions.isEmpty else { return .skipped("\(name) has no credential") }
        let others = vault.metadata.environments.filter {
            $0.name != environment.name && !$0.liveVersions.isEmpty
        }
        guard !others.isEmpty else {
            return .skipped("no other environment has a credential in this vault")
        }
        let mixed = others.filter { $0.kind != environment.kind }.flatMap(environment.secretsShared)
        let shared = mixed + others.filter { $0.kind == environment.kind }.flatMap(environment.secretsShared)
        let evidence = shared.joined(separator: "; ")
        let hints = [
            "D24 gives each environment its own keys: compare all three with \(PanelPath.credentials)",
            "enter the right ones with 'd24-rotate stage ENV', where ENV is the one that is wrong",
        ]
        guard mixed.isEmpty else { return .failed(evidence, hints: hints) }
        guard shared.isEmpty else { return .warned(evidence, hints: hints) }
        return .passed("shares no field with \(others.map { $0.name.text }.joined(separator: ", "))")
    }
}

extension EnvironmentRecord {
    /// The versions whose secrets are still here.
    fileprivate var liveVersions: [CredentialVersion] { versions.filter { $0.state != .retired } }

    /// A phrase for each pair of equal secrets, in whatever fields and versions they are: fingerprints are
    /// equal for equal secrets within a vault.
    fileprivate func secretsShared(with other: EnvironmentRecord) -> [String] {
        secrets.flatMap { mine in
            other.secrets.filter { $0.fingerprint == mine.fingerprint }.map { theirs in
                "\(mine.name) is \(theirs.name)"
            }
        }
    }

    private var secrets: [(fingerprint: Fingerprint, name: String)] {
        liveVersions.flatMap { version in
            CredentialField.allCases.compactMap { field in
                version.fingerprints.map {
                    ($0[field], "\(field.panelName) of \(name.text) \(version.name)")
                }
            }
        }
    }
}
