import CashoutsAPI
import Sodium
import ToolSupport
import VaultFormat

extension Check {
    /// The vault is there, undamaged, trusted, and opens with this host's identity.
    static let vaultOpens = Check("vault-opens", "the vault is sound and opens with this identity") { facts in
        switch facts.vault {
        case .open(let vault):
            return .passed(
                "\(vault.path): generation \(vault.state.generation), slot \(vault.slotName), \(vault.role.rawValue)"
            )
        case .failed(let diagnostic):
            return .failed(diagnostic.message, hints: diagnostic.hints)
        }
    }

    /// A pin vouches for the vault, so that another or an older one is noticed.
    static let vaultPin = Check("vault-pin", "a pin outside the vault agrees with it", after: ["vault-opens"])
    { facts in
        guard let vault = facts.openVault else { return .couldNotTell("the vault is not open") }
        guard vault.isPinned else {
            return .warned(
                "no pin: another or an older vault would not be noticed on this host",
                hint:
                    "d24-vault trust --signer KEY, with the key that 'd24-vault check' shows on a host you trust"
            )
        }
        return .passed("id \(vault.state.id.text), signer \(vault.state.signer.hexadecimal)")
    }

    /// The vault has the environment.
    static let environmentKnown = Check(
        "environment-known", "the vault has the environment", after: ["vault-opens"]
    ) { facts in
        guard let environment = facts.environment else {
            let name = facts.environmentName.text
            return .failed(
                "there is no environment \(name)",
                hints: ["d24-vault env add \(name) --kind KIND --base-url URL"])
        }
        return .passed("\(environment.kind.rawValue), \(environment.baseURL.text)")
    }

    /// The current credential is there and can be opened.
    static let credentialsComplete = Check(
        "credentials-complete", "the current credential has all three fields, and this identity opens it",
        after: ["environment-known"]
    ) { facts in
        switch facts.secrets {
        case .notOpened: .couldNotTell("nothing was opened")
        case .open(let version): .passed("\(version.name), current since \(version.changed.text)")
        case .failed(let diagnostic): .failed(diagnostic.message, hints: diagnostic.hints)
        }
    }

    /// Staging and production share no secret.
    static let fieldsDiffer = Check(
        "fields-differ", "staging and production differ in every field", after: ["environment-known"]
    ) { facts in
        guard let vault = facts.openVault, let environment = facts.environment else {
            return .couldNotTell("the vault is not open")
        }
        let others = vault.metadata.environments.filter { $0.kind != environment.kind }
        guard others.contains(where: { !$0.liveVersions.isEmpty }) else {
            return .skipped("no environment of the other kind has a credential in this vault")
        }
        let shared = Self.shared(environment, others)
        guard shared.isEmpty else {
            return .failed(
                shared.joined(separator: "; "),
                hints: [
                    "D24 gives each environment its own keys: copy them anew from \(PanelPath.credentials)",
                    "d24-rotate stage \(environment.name.text)",
                ])
        }
        return .passed("no field is shared with \(others.map { $0.name.text }.joined(separator: ", "))")
    }

    /// Compares fingerprints, which are equal for equal secrets within a vault, in any field.
    private static func shared(_ environment: EnvironmentRecord, _ others: [EnvironmentRecord]) -> [String] {
        var shared: [String] = []
        for version in environment.liveVersions {
            for other in others {
                for otherVersion in other.liveVersions {
                    for field in CredentialField.allCases {
                        for otherField in CredentialField.allCases
                        where version.fingerprints[field] == otherVersion.fingerprints[otherField] {
                            shared.append(
                                "\(field.panelName) of \(environment.name.text) \(version.name) is "
                                    + "\(otherField.panelName) of \(other.name.text) \(otherVersion.name)")
                        }
                    }
                }
            }
        }
        return shared
    }
}

extension EnvironmentRecord {
    /// The versions whose secrets are still here.
    fileprivate var liveVersions: [CredentialVersion] { versions.filter { $0.state != .retired } }
}
