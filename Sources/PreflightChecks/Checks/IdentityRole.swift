import VaultFormat

extension Check {
    /// Whoever takes one of several hosts cannot write the vault of all of them.
    static let identityRole = Check(
        "identity-role", "this host may only read the vault when other hosts have slots", .warning,
        after: ["vault-pin"], in: .all,
        Explanation(
            looksAt: """
                This host's identity is a reader when other hosts have slots: whoever takes a writer can change the \
                vault for all of them. Phrase slots are not counted, and a vault that an unlock phrase opened is \
                skipped. One host or a phrase has to stay a writer; where that is this host, waive it.
                """,
            evidence: "The slot of this host, its role, and the other hosts with slots.",
            toDo: """
                On another writer, which may be an unlock phrase, take the slot away with 'd24-vault slot remove', \
                and give the host a new one with 'd24-vault slot add --role reader'.
                """)
    ) { facts in
        guard let vault = facts.openVault else { return .couldNotTell("the vault is not open") }
        guard let own = vault.ownHost else { return .skipped(Self.openedByPhrase) }
        let others = vault.otherHosts.map(\.name)
        switch (own.role, others.isEmpty) {
        case (.reader, _): return .passed("\(own.name) is a reader")
        case (.writer, true): return .passed("\(own.name) is a writer, and no other host has a slot")
        case (.writer, false):
            return .warned(
                "\(own.name) is a writer, and other hosts have slots: \(others.joined(separator: ", "))",
                hints: [
                    "let another writer or an unlock phrase take it away: 'd24-vault slot remove \(own.name)'",
                    "then add it as a reader: 'd24-vault slot add RECIPIENT --name \(own.name) --role reader "
                        + "--env ENV'",
                ])
        }
    }

    static let openedByPhrase = "an unlock phrase opened the vault, and no host's identity"
}
