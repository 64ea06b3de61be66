import CashoutsAPI
import ToolSupport
import VaultFormat

extension Check {
    /// The vault has the environment.
    static let environmentKnown = Check(
        "environment-known", "the vault has the environment", after: ["vault-pin"],
        Explanation(
            looksAt: "The vault has an environment of the name that was given.",
            evidence: "Its kind and its base URL.",
            toDo: "Correct the name, or add the environment with 'd24-vault env add'.")
    ) { facts in
        guard let vault = facts.openVault, let name = facts.environmentName else {
            return .couldNotTell("the vault is not open")
        }
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
