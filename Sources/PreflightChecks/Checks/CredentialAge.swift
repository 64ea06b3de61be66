import CashoutsAPI
import KeyRotation
import VaultFormat

extension Check {
    /// Keys are replaced once a year.
    static let credentialAge = Check(
        "credential-age", "the current credential is not older than a year", .warning,
        after: ["environment-known"],
        Explanation(
            looksAt: """
                The current credential was entered within the last 365 days. D24 may have given the keys out earlier, \
                which nothing here knows. It is skipped where there is no current credential.
                """,
            evidence: "The version, when it was entered, and how long ago that is.",
            toDo: "Have D24 give new keys out, and replace the old ones with 'd24-rotate run'.")
    ) { facts in
        guard let environment = facts.environment else {
            return .couldNotTell("the vault has no such environment")
        }
        let name = environment.name.text
        guard let version = environment.version(in: .current) else {
            return .skipped("\(name) has no current credential")
        }
        let age = facts.now.seconds - version.created.seconds
        let words = "\(version.name) of \(name) was entered at \(version.created.text)"
        guard age >= 0 else {
            return .couldNotTell(
                "\(words), which is still to come: a clock is wrong",
                hints: ["set the clock, and keep it right with 'timedatectl set-ntp true'"])
        }
        let evidence = "\(words), \(Age.text(age)) ago"
        return age <= Self.longestAge
            ? .passed(evidence)
            : .warned(evidence, hints: ["replace the keys at D24, and here with 'd24-rotate run \(name)'"])
    }

    /// 365 days, in seconds: D24 documents no end of a key, and a year is what most auditors ask for.
    private static let longestAge: Int64 = 365 * 86_400
}
