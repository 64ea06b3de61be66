/// One thing that is looked at before go-live.
package struct Check: Sendable {
    /// Stable: scripts and waivers name it.
    package let id: String
    /// What it looks at, in a line.
    package let summary: String
    /// The checks without which this one means nothing.
    package let parents: [String]
    let look: @Sendable (PreflightFacts) -> Finding

    init(
        _ id: String, _ summary: String, after parents: [String] = [],
        _ look: @escaping @Sendable (PreflightFacts) -> Finding
    ) {
        self.id = id
        self.summary = summary
        self.parents = parents
        self.look = look
    }

    /// All of them, in the order of the report; parents come before their children.
    package static let all: [Check] = [
        .vaultOpens, .vaultPin, .environmentKnown, .credentialsComplete, .fieldsDiffer, .baseURLResolves,
        .tlsHandshake, .clockSkew, .egressWhitelist, .signedPing,
    ]
}

/// A check with what it found.
package struct CheckResult: Equatable, Sendable {
    package let id: String
    package let summary: String
    package let finding: Finding
}

/// Running the checks: not in an order but along what they rest on.
package enum CheckGraph {
    /// Every check has exactly one result, in the order of `checks`: what rests on a check that did not pass is
    /// not reached and names the check at the root, and everything else is still looked at.
    package static func run(_ checks: [Check], about facts: PreflightFacts) -> [CheckResult] {
        var results: [CheckResult] = []
        for check in checks {
            let finding: Finding
            if let root = root(of: check, in: results) {
                finding = Finding(
                    outcome: .notReached(because: root), evidence: "rests on \(root), which did not pass",
                    hints: [])
            } else {
                finding = check.look(facts)
            }
            results.append(CheckResult(id: check.id, summary: check.summary, finding: finding))
        }
        return results
    }

    /// The first failed check that this one rests on, directly or through others.
    private static func root(of check: Check, in results: [CheckResult]) -> String? {
        for parent in check.parents {
            guard let result = results.first(where: { $0.id == parent }) else { return parent }
            if case .notReached(let root) = result.finding.outcome { return root }
            if !result.finding.outcome.carriesChildren { return parent }
        }
        return nil
    }
}
