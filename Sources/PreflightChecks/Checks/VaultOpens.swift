import VaultFormat

extension Check {
    /// The vault is there, undamaged, not another or older one than the pin says, and opens with this host's
    /// identity.
    static let vaultOpens = Check(
        "vault-opens", "the vault is sound and opens with this identity",
        after: ["vault-permissions"], in: .all,
        Explanation(
            looksAt: """
                The vault is there, undamaged, writable by nobody else, not another or an older one than the pin says, \
                and opens with this identity.
                """,
            evidence: "The path, the generation, and the slot that opened it with its role.",
            toDo: "Do what the line below the evidence says; 'd24-vault check' looks at the same things.")
    ) { facts in
        switch facts.vault {
        case .notOpened: return .couldNotTell("the vault was not opened")
        case .failed(let diagnostic): return .refused(diagnostic)
        case .open(let vault):
            return .passed(
                "\(vault.path): generation \(vault.state.generation), slot \(vault.slotName), "
                    + vault.role.rawValue)
        }
    }
}
