import CashoutsAPI
import KeyRotation
import VaultFormat

extension Check {
    /// No rotation was left half done.
    static let credentialLeftovers = Check(
        "credential-leftovers", "no pending or previous credential is left over", .warning,
        after: ["environment-known"],
        Explanation(
            looksAt: """
                No version of the credential is pending, and none is previous for more than 13 hours: about so long \
                D24 repeats a notification, which only the previous version can verify. A rotation that was not \
                brought to its end leaves them.
                """,
            evidence: "The versions that are left over, or are still needed, and since when.",
            toDo: """
                Bring a pending version to its end with 'd24-rotate verify' and 'd24-rotate promote', or erase it \
                with 'd24-rotate abort'. Erase a previous one with 'd24-rotate retire'.
                """)
    ) { facts in
        guard let environment = facts.environment else {
            return .couldNotTell("the vault has no such environment")
        }
        let name = environment.name.text
        var evidence: [String] = []
        var hints: [String] = []
        if let pending = environment.version(in: .pending) {
            evidence.append("\(pending.name) is pending since \(pending.changed.text)")
            hints.append(
                "bring it to its end with 'd24-rotate verify \(name)' and 'd24-rotate promote \(name)', "
                    + "or erase it with 'd24-rotate abort \(name)'")
        }
        if let previous = environment.version(in: .previous) {
            let since = "\(previous.name) is previous since \(previous.changed.text)"
            if facts.now < previous.changed.advanced(bySeconds: LateNotifications.span) {
                evidence.append("\(since), and verifies late notifications")
            } else {
                evidence.append("\(since), and no notification can be late any more")
                hints.append("erase it with 'd24-rotate retire \(name)'")
            }
        }
        let words = evidence.isEmpty ? "nothing is left over" : evidence.joined(separator: "; ")
        return hints.isEmpty ? .passed(words) : .warned(words, hints: hints)
    }
}
