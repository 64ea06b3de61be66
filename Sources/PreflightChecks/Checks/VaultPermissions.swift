import VaultStore

extension Check {
    /// Nobody else may read what is secret, or change what is believed.
    ///
    /// The tools refuse such files one at a time, and only those that they read: here all are told of at
    /// once.
    static let vaultPermissions = Check.ofHost(
        "vault-permissions", "vault, identity and pins are safe from other users", .failure,
        Explanation(
            looksAt: """
                The vault, the identity or the file of the unlock phrase, and the trust pins: they and all folders on \
                the way to them belong to root or to this user, nobody else may write them, and nobody else may read \
                what is secret. It is skipped where none of them is there.
                """,
            evidence: "The mode and the owner of each file, or what is wrong with it.",
            toDo: "Run the command that stands below the evidence, a 'chmod' or a 'chown'.")
    ) { host in
        let refusals = host.files.compactMap { file -> Finding? in
            if case .refused(let diagnostic) = file.state { .refused(diagnostic) } else { nil }
        }
        guard refusals.isEmpty else {
            let evidence = refusals.map(\.evidence).joined(separator: "; ")
            // What lies in one unsafe folder is mended by one command.
            let hints = refusals.flatMap(\.hints).reduce(into: [String]()) { hints, hint in
                if !hints.contains(hint) { hints.append(hint) }
            }
            return refusals.contains { $0.outcome == .failed }
                ? .failed(evidence, hints: hints) : .couldNotTell(evidence, hints: hints)
        }
        let words = host.files.compactMap(\.words)
        return words.isEmpty
            ? .skipped("none of the files is there") : .passed(words.joined(separator: "; "))
    }
}

extension HostFile {
    fileprivate var words: String? {
        guard case .sound(let mode, let owner) = state else { return nil }
        return "\(role.rawValue) \(path): \(PermissionFinding.octal(mode)), user \(owner)"
    }
}
