import CashoutsAPI
import KeyRotation
import VaultFormat

extension Check {
    /// API Signature was proven on staging: a wrong one was refused where the right one was let in.
    static let signatureProven = Check(
        "signature-proven", "the signature was proven on staging, and when", .warning,
        after: ["environment-known"],
        Explanation(
            looksAt: """
                For staging: a ping with the current credential was accepted and its negative control refused, in \
                this run or by the record of the last verification, which counts for its version, base URL and \
                authentication mode, however old it is, unless this run's ping was rejected or its control answered \
                like it. For production, where no control is sent: the vault records that of a staging environment's \
                current credential.
                """,
            evidence: "The version, the host that proved it, and when.",
            toDo: "Prove it, and have it recorded, with 'd24-rotate verify --credential current' on a writer."
        )
    ) { facts in
        guard let environment = facts.environment, let vault = facts.openVault else {
            return .couldNotTell("the vault has no such environment")
        }
        switch environment.kind {
        case .staging:
            if case .sent(let statement, let time) = facts.ping, statement.result.proof == .proven {
                return .passed(
                    "\(statement.version.name) of \(environment.name.text): proven by this run at "
                        + time.upperBound.text)
            }
            if let contradiction = facts.pingStatement?.contradiction {
                return .warned(contradiction, hints: verifyHints(environment.name))
            }
            return environment.recordedProof.map { .passed($0.words) } ?? unproven([environment])
        case .production:
            let staging = vault.metadata.environments.filter { $0.kind == .staging }
            let latest = staging.compactMap(\.recordedProof).max { $0.time < $1.time }
            return latest.map { .passed($0.words) } ?? unproven(staging)
        }
    }

    private static func unproven(_ staging: [EnvironmentRecord]) -> Finding {
        guard !staging.isEmpty else {
            return .warned(
                "the vault has no staging environment, so nothing was proven there",
                hints: [
                    "add it with 'd24-vault env add stg --kind staging --base-url URL', and go through it"
                ])
        }
        let names = staging.map(\.name)
        return .warned(
            "no proof of API Signature is recorded for the current credential of "
                + names.map(\.text).joined(separator: ", "),
            hints: verifyHints(names[0]))
    }

    private static func verifyHints(_ name: EnvironmentName) -> [String] {
        ["prove it on a writer: 'd24-rotate verify \(name.text) --credential current'"]
    }
}

extension PingStatement {
    /// What this ping says against a proof that was recorded before it; nil where it says nothing of the
    /// keys.
    fileprivate var contradiction: String? {
        let what = "\(version.name) of \(environment.name.text): not proven by this run"
        switch (result.verdict, result.proof) {
        case (.rejected, _): return "\(what), in which the ping was \(result.verdict.text)"
        case (.accepted, .notProven): return "\(what), in which a forged control was answered like the ping"
        case (.accepted, .proven), (.accepted, .controlInconclusive), (.accepted, .notTested), (.blocked, _),
            (.inconclusive, _):
            return nil
        }
    }
}

/// A proof that the vault records.
private struct RecordedProof {
    let words: String
    let time: Timestamp
}

extension EnvironmentRecord {
    /// That of the current credential as it is sent now, if its last verification was one.
    fileprivate var recordedProof: RecordedProof? {
        guard let version = version(in: .current), let verification = version.verification,
            verification.baseURL == baseURL, verification.authentication == authentication,
            verification.verdict == Verdict.accepted.text,
            SignatureProof(rawValue: verification.signature) == .proven
        else { return nil }
        return RecordedProof(
            words: "\(version.name) of \(name.text): proven from \(verification.host) "
                + "at \(verification.time.text)",
            time: verification.time)
    }
}
