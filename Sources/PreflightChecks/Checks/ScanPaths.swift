import CashoutsAPI
import VaultFormat
import VaultStore

extension Check {
    /// No copy of the keys lies where it should not.
    static let scanPaths = Check(
        "scan-paths", "no secret of the vault lies in the scan paths", after: ["environment-known"],
        needs: [.vault, .scan],
        Explanation(
            looksAt: """
                The files and folders that the environment has as scan paths hold no secret that this identity opens, \
                in any of the forms that 'd24-vault scan' knows; fields of fewer than 12 bytes are not looked for. A \
                place that cannot be read, or not before the deadline, leaves the question open, and so does a scan \
                path that is a pipe, a device or a socket, which is not read. Where there is no file at all it warns. \
                It is skipped where no scan path is set, and where there is no secret to look for; and it could not \
                tell where no pin vouches for the vault.
                """,
            evidence: "The first places, with field, version and environment; never a secret.",
            toDo: """
                See all places with 'd24-vault scan', take the copies away, and replace a key that others may have \
                seen with 'd24-rotate run'. Set the paths with 'd24-vault env set --scan-path'.
                """)
    ) { facts in
        guard let environment = facts.environment else {
            return .couldNotTell("the vault has no such environment")
        }
        let name = environment.name.text
        guard !environment.scanPaths.isEmpty else { return .skipped("\(name) has no scan path") }
        switch facts.scan {
        // Nothing is opened or looked for on the word of a vault that may be anybody's.
        case .notScanned where facts.openVault?.isPinned != true:
            return .couldNotTell(
                "no pin vouches for the vault, so nothing was looked for",
                hints: ["see 'd24-preflight run \(name) --only vault-pin'"])
        case .notScanned: return .skipped("there is no secret to look for")
        case .refused(let diagnostic): return .refused(diagnostic)
        case .done(let sight): return sight.finding(of: environment)
        }
    }
}

extension ScanSight {
    /// As many lines as are read in a report; the scan itself shows all.
    private static let shown = 5

    fileprivate func finding(of environment: EnvironmentRecord) -> Finding {
        let name = environment.name.text
        let paths = environment.scanPaths.map(PermissionFinding.quoted).joined(separator: " ")
        let command = "'d24-vault scan \(paths)'"
        guard finds.isEmpty else {
            return .failed(
                Self.list(finds, furtherFinds) + (unreadable.isEmpty ? "" : "; \(notLookedAt)"),
                hints: ["see all places with \(command), and take the copies away"]
                    + environments.map { "replace a key that others may have seen: 'd24-rotate run \($0)'" })
        }
        guard unreadable.isEmpty else {
            return .couldNotTell(
                notLookedAt,
                hints: ["run \(command), which takes its time, as a user who may read them"])
        }
        guard files > 0 else {
            return .warned(
                "there is no file in \(paths), so nothing was looked at\(passedOver)",
                hints: ["set folders that hold files: 'd24-vault env set \(name) --scan-path PATH'"])
        }
        let amount = files == 1 ? "1 file" : "\(files) files"
        let notSought = notSought.isEmpty ? "" : "; not looked for: \(notSought.joined(separator: ", "))"
        return .passed("nothing found in \(amount) of \(paths)\(notSought)\(passedOver)")
    }

    /// What is no file, and is not looked at on purpose.
    private var passedOver: String {
        let links =
            switch links {
            case 0: ""
            case 1: "; 1 symbolic link was not followed"
            default: "; \(links) symbolic links were not followed"
            }
        let special =
            switch special {
            case 0: ""
            case 1: "; 1 pipe, device or socket was not read"
            default: "; \(special) pipes, devices or sockets were not read"
            }
        return links + special + (notEntered.isEmpty ? "" : "; not entered: \(Self.list(notEntered, 0))")
    }

    private var notLookedAt: String { "not looked at: \(Self.list(unreadable, furtherUnreadable))" }

    private static func list(_ lines: [String], _ further: Int) -> String {
        let rest = lines.count - min(lines.count, shown) + further
        return lines.prefix(shown).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
    }
}
