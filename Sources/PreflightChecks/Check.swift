/// One thing that is looked at before go-live: a value, declared in a file of its own under `Checks`.
package struct Check: Sendable {
    /// Stable: scripts and waivers name it, and `d24-preflight(1)` explains it.
    package let id: String
    /// What it looks at, in a line.
    package let summary: String
    /// The worst that it can find.
    package let severity: Severity
    /// The checks without which this one means nothing.
    package let parents: [String]
    /// Where it is made unless something else is asked for.
    package let profiles: Set<Profile>
    /// What it judges, less what these facts need themselves; nothing else is gathered for it.
    package let needs: Set<FactKind>
    /// Whether it may come out otherwise a little later, so that `--wait` is for it.
    package let mayBeRetried: Bool
    /// What `explain` and `d24-preflight(1)` say of it beyond the summary.
    package let explanation: Explanation
    /// The judgement: of facts alone, so that a table can test it.
    let look: @Sendable (PreflightFacts) -> Finding
    /// Judges by the vault's records what cannot be gathered because this identity was not given the
    /// environment: of staging, before a go-live. Without it the check is skipped then.
    let recall: (@Sendable (PreflightFacts) -> Finding)?

    init(
        _ id: String, _ summary: String, _ severity: Severity = .failure, after parents: [String] = [],
        in profiles: Set<Profile> = .ofEnvironments, needs: Set<FactKind> = [.vault],
        mayBeRetried: Bool = false, _ explanation: Explanation,
        recall: (@Sendable (PreflightFacts) -> Finding)? = nil,
        _ look: @escaping @Sendable (PreflightFacts) -> Finding
    ) {
        self.id = id
        self.summary = summary
        self.severity = severity
        self.parents = parents
        self.profiles = profiles
        self.needs = needs
        self.mayBeRetried = mayBeRetried
        self.explanation = explanation
        self.look = look
        self.recall = recall
    }

    /// The profiles that it belongs to, in their usual order.
    package var profileNames: [String] { Profile.allCases.filter(profiles.contains).map(\.rawValue) }

    /// What `explain` says of it, and `d24-preflight(1)` word by word: a test holds one against the other.
    package var paragraphs: [String] {
        let facts = [
            "Severity: \(severity.rawValue).", "Profiles: \(profileNames.joined(separator: ", ")).",
            parents.isEmpty ? nil : "Rests on: \(parents.joined(separator: ", ")).",
            mayBeRetried ? "May be retried." : nil,
        ]
        return [
            explanation.looksAt, "Evidence: \(explanation.evidence)", "To do: \(explanation.toDo)",
            facts.compactMap(\.self).joined(separator: " "),
        ]
    }

    /// Whether it is about this host, whatever the environment.
    package var isOfHost: Bool { profiles.contains(.host) }

    /// All of them, in the order of the report; parents come before their children.
    package static let all: [Check] = [
        .vaultPermissions, .vaultOutsideGit, .vaultOpens, .vaultPin, .vaultRecovery, .identityRole,
        .identityScope, .hostDiskSpace, .hostLockedMemory, .hostSwap, .hostCoreDumps, .hostPtraceScope,
        .hostClock, .hostLocale, .environmentKnown, .credentialsComplete, .credentialAge,
        .credentialLeftovers, .fieldsDiffer, .baseURLFits, .scanPaths, .proxyInUse, .baseURLResolves,
        .tlsHandshake, .tlsCertificate, .clockSkew, .whitelistEntries, .egressWhitelist, .egressIPv6,
        .signedPing, .signatureProven, .notificationURL,
    ]
}

/// The worst that a check can find, and so what it counts for.
package enum Severity: String, Sendable {
    /// It can fail, which stops a go-live.
    case failure
    /// It can warn at most.
    case warning
}

/// What a check is about, in whole sentences. Commands stand in 'single quotes'.
package struct Explanation: Sendable {
    /// What is looked at, and what is judged to be wrong.
    package let looksAt: String
    /// What the report shows of it.
    package let evidence: String
    /// What to do when it is wrong, with the commands.
    package let toDo: String

    init(looksAt: String, evidence: String, toDo: String) {
        self.looksAt = looksAt
        self.evidence = evidence
        self.toDo = toDo
    }
}
