import Sodium
import VaultFormat

extension Check {
    /// A pin vouches for the vault. One that disagrees has already kept the vault from opening.
    ///
    /// Without one all other tools refuse the vault where no terminal is, and whoever wrote it chose the base
    /// URL: nothing that it says is believed then, and nothing is sent.
    static let vaultPin = Check(
        "vault-pin", "a pin outside the vault agrees with it", after: ["vault-opens"], in: .all,
        Explanation(
            looksAt: """
                A pin outside the vault agrees with it. Without one the vault may be anybody's, and nothing is sent on \
                its word. A pin that knows no generation is a warning, because an older vault would go unnoticed.
                """,
            evidence: "The vault's id and signer.",
            toDo: """
                Compare id and signer with 'd24-vault check' on a host that is trusted, then run \
                'd24-vault trust --signer KEY'.
                """)
    ) { facts in
        guard let vault = facts.openVault else { return .couldNotTell("the vault is not open") }
        let hints = [
            "compare id and signer with 'd24-vault check' on a host you trust, "
                + "then 'd24-vault trust --signer KEY'"
        ]
        let seen = "id \(vault.state.id.text), signer \(vault.state.signer.hexadecimal)"
        guard vault.isPinned else {
            return .failed("this host has no pin for the vault: \(seen)", hints: hints)
        }
        guard vault.noticesRollback else {
            return .warned("\(seen); no generation is kept, so an older vault goes unnoticed", hints: hints)
        }
        return .passed(seen)
    }
}
