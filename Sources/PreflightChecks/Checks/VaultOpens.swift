import ToolSupport
import VaultFormat

extension Check {
    /// The vault is there, undamaged, not another or older one than the pin says, and opens with this host's
    /// identity.
    static let vaultOpens = Check("vault-opens", "the vault is sound and opens with this identity") { facts in
        switch facts.vault {
        case .failed(let diagnostic): return .refused(diagnostic)
        case .open(let vault):
            return .passed(
                "\(vault.path): generation \(vault.state.generation), slot \(vault.slotName), "
                    + vault.role.rawValue)
        }
    }
}
