import CashoutsAPI
package import ToolSupport
package import VaultFormat

/// Whether the current credential can be used here.
package enum CredentialsFact: Sendable {
    /// No check needs it, or there is no environment.
    case notOpened
    case open(CredentialVersion)
    case failed(Diagnostic)

    /// Opens the secrets of an environment, and keeps none of them.
    static func gather(_ environment: EnvironmentRecord, in session: borrowing VaultSession)
        -> CredentialsFact
    {
        do throws(Diagnostic) {
            let version = try environment.version(.current)
            let secrets = try session.credentials(of: environment)
            // A version's three fields are one record: the version is there with all of them, or not at all.
            guard secrets.versions.contains(version.number) else {
                throw Diagnostic(
                    .damaged, "the vault has no secrets for \(version.name) of \(environment.name.text)",
                    hint: "enter them anew with 'd24-rotate stage \(environment.name.text)'")
            }
            return .open(version)
        } catch { return .failed(error) }
    }

    /// Whether this identity was not given the environment.
    var isNotGiven: Bool {
        if case .failed(let diagnostic) = self { diagnostic.status == .notAllowed } else { false }
    }
}
