import CashoutsAPI
import VaultFormat

extension Check {
    /// A host of staging cannot open production.
    ///
    /// Which keys a slot holds was checked against what the metadata says of it when the vault was opened.
    static let identityScope = Check(
        "identity-scope", "this host does not open both staging and production", after: ["vault-pin"],
        in: .all,
        Explanation(
            looksAt: """
                This host's identity was given environments of one kind: a host of staging cannot open production. \
                A reader of both fails, and so does one that was given all environments where the vault has both \
                kinds. A writer opens everything, which is a warning where there are both kinds. A vault that an \
                unlock phrase opened is skipped.
                """,
            evidence: "The slot of this host, and the environments of each kind that it opens.",
            toDo: """
                On another writer take the slot away with 'd24-vault slot remove', and give the host a new one for \
                one kind with 'd24-vault slot add --role reader --env'.
                """)
    ) { facts in
        guard let vault = facts.openVault else { return .couldNotTell("the vault is not open") }
        guard let own = vault.ownHost else { return .skipped(Self.openedByPhrase) }
        let opened = vault.metadata.environments.filter { own.opens($0.name) }
        let staging = Self.names(opened, of: .staging)
        let production = Self.names(opened, of: .production)
        guard !staging.isEmpty, !production.isEmpty else {
            let names = opened.map(\.name.text).joined(separator: ", ")
            return .passed("\(own.name) opens \(names.isEmpty ? "no environment" : names)")
        }
        let evidence =
            "\(own.name) opens \(staging) of staging and \(production) of production"
        let hints = [
            "let another writer or an unlock phrase take it away: 'd24-vault slot remove \(own.name)'",
            "then add it for one kind: 'd24-vault slot add RECIPIENT --name \(own.name) --role reader --env ENV'",
        ]
        switch own.role {
        case .reader: return .failed(evidence, hints: hints)
        case .writer: return .warned("\(evidence), being a writer", hints: hints)
        }
    }

    private static func names(_ environments: [EnvironmentRecord], of kind: EnvironmentKind) -> String {
        environments.filter { $0.kind == kind }.map(\.name.text).joined(separator: ", ")
    }
}
