import CashoutsAPI
import VaultFormat

extension Check {
    /// Staging and production share no secret.
    static let fieldsDiffer = Check(
        "fields-differ", "staging and production differ in every field", after: ["environment-known"],
        Explanation(
            looksAt: """
                No field of a pending, current or previous credential is equal to any field of an environment of the \
                other kind. Fingerprints are compared, no secrets. It is skipped where there is nothing to compare with.
                """,
            evidence: "The environments that were compared, or each pair of equal fields.",
            toDo: """
                Compare both environments with the panel, Settings -> API Access -> Cashouts Credentials, and enter \
                the wrong one anew with 'd24-rotate stage'. Nothing was sent.
                """)
    ) { facts in
        guard let environment = facts.environment, let vault = facts.openVault else {
            return .couldNotTell("the vault has no such environment")
        }
        let name = environment.name.text
        guard !environment.liveVersions.isEmpty else { return .skipped("\(name) has no credential") }
        let others = vault.metadata.environments.filter {
            $0.kind != environment.kind && !$0.liveVersions.isEmpty
        }
        guard !others.isEmpty else {
            return .skipped("no environment of the other kind has a credential in this vault")
        }
        let shared = others.flatMap { environment.secretsShared(with: $0) }
        guard shared.isEmpty else {
            return .failed(
                shared.joined(separator: "; "),
                hints: [
                    "D24 gives each environment its own keys: compare all three with \(PanelPath.credentials)",
                    "enter the right ones with 'd24-rotate stage ENV', where ENV is the one that is wrong",
                ])
        }
        return .passed("shares no field with \(others.map { $0.name.text }.joined(separator: ", "))")
    }
}

extension EnvironmentRecord {
    /// The versions whose secrets are still here.
    fileprivate var liveVersions: [CredentialVersion] { versions.filter { $0.state != .retired } }

    /// A phrase for each pair of equal secrets, in whatever fields and versions they are: fingerprints are equal
    /// for equal secrets within a vault.
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
