import CashoutsAPI
import ToolSupport
import VaultFormat

extension Check {
    /// The vault has the environment.
    static let environmentKnown = Check(
        "environment-known", "the vault has the environment", after: ["vault-pin"]
    ) { facts in
        guard let vault = facts.openVault else { return .couldNotTell("the vault is not open") }
        let name = facts.environmentName
        do throws(Diagnostic) {
            let environment = try vault.metadata.environment(name)
            return .passed("\(environment.kind.rawValue), \(environment.baseURL.text)")
        } catch {
            let known = vault.metadata.environments.map { $0.name.text }.joined(separator: ", ")
            let hints = known.isEmpty ? [] : ["there are: \(known)"]
            return .failed(
                error.message,
                hints: hints + ["add it with 'd24-vault env add \(name.text) --kind KIND --base-url URL'"])
        }
    }
}
