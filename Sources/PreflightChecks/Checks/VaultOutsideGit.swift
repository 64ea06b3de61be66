import SystemIO
import VaultStore

extension Check {
    /// Nothing of ours lies where one command publishes it, and where its history is kept for ever.
    static let vaultOutsideGit = Check.ofHost(
        "vault-outside-git", "vault and identity are in no git repository", .failure,
        Explanation(
            looksAt: """
                No folder around the identity, the file of the unlock phrase or the vault is a git work tree or a bare \
                repository; where links lead counts. A secret there fails. A vault there is a warning: history keeps \
                what hosts could read that were removed since. A repository that keeps its work tree elsewhere is not \
                noticed. It is skipped where none of them is there.
                """,
            evidence: "The files and the repository that they lie in.",
            toDo: """
                Move the file out with 'mv', and name its new place with D24_IDENTITY or D24_VAULT. If it was ever \
                committed, replace the identity: 'd24-vault identity new', 'd24-vault slot remove', and new keys.
                """)
    ) { host in
        let files = host.files.filter { $0.role != .pin && !$0.isMissing }
        guard !files.isEmpty else { return .skipped("none of the files is there") }
        let inside = files.filter { $0.repositoryPath != nil }
        guard inside.isEmpty else {
            let words = inside.map { "the \($0.role.rawValue) \($0.path) is in \($0.repositoryPath ?? "")" }
            let hints = inside.flatMap(\.gitHints)
            return inside.contains { $0.role != .vault }
                ? .failed(words.joined(separator: "; "), hints: hints)
                : .warned(words.joined(separator: "; "), hints: hints)
        }
        for file in files {
            if case .failure(let error) = file.repository {
                return .couldNotTell("the folders around \(file.path) cannot be looked at: \(error)")
            }
        }
        return .passed(files.map(\.path).joined(separator: " and ") + ": no repository around")
    }
}

extension HostFile {
    fileprivate var isMissing: Bool {
        if case .missing = state { true } else { false }
    }

    fileprivate var repositoryPath: String? {
        if case .success(let path) = repository { path } else { nil }
    }

    fileprivate var gitHints: [String] {
        let file = PermissionFinding.quoted(realPath)
        switch role {
        case .vault:
            return ["move it out of the repository with 'mv \(file) FOLDER', and name it with D24_VAULT"]
        case .identity, .unlockPhrase, .secret, .pin, .state, .metrics, .waivers:
            let folder = PermissionFinding.quoted(FileSystem.folder(of: realPath))
            let variable = role == .identity ? "D24_IDENTITY" : "--unlock-file"
            return [
                "move it out of the repository with 'mv \(file) FOLDER', and name it with \(variable)",
                "see whether it was committed: 'git -C \(folder) log --all -- \(file)'; if so, replace it",
            ]
        }
    }
}
