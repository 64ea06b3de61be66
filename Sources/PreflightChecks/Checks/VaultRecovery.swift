import VaultFormat

extension Check {
    /// An unlock phrase brings the vault back when all identities are lost.
    static let vaultRecovery = Check(
        "vault-recovery", "an unlock phrase opens the vault when identities are lost", .warning,
        after: ["vault-pin"], in: .all,
        Explanation(
            looksAt: """
                The vault has a slot for an unlock phrase, and it is a writer's: whoever has the phrase can give new \
                hosts their slots when the identities of the others are lost. Whether the phrase is still known to \
                somebody cannot be seen.
                """,
            evidence: "The names of the phrase slots.",
            toDo: """
                Add one with 'd24-vault slot add --phrase --name recovery' on a writer, and keep the phrase where the \
                vault is not.
                """)
    ) { facts in
        guard let vault = facts.openVault else { return .couldNotTell("the vault is not open") }
        let phrases = vault.slots.filter(\.isPhrase)
        let hints = ["add one on a writer: 'd24-vault slot add --phrase --name recovery'"]
        let names = phrases.map(\.name).joined(separator: ", ")
        guard !phrases.isEmpty else {
            return .warned(
                "no unlock phrase opens the vault: without the identities it is lost", hints: hints)
        }
        guard phrases.contains(where: { $0.role == .writer }) else {
            return .warned("\(names) may read the vault but not change it", hints: hints)
        }
        return .passed(names)
    }
}
