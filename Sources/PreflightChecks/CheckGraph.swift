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
                finding = .notReached(because: root)
            } else {
                finding = check.look(facts)
            }
            results.append(CheckResult(id: check.id, summary: check.summary, finding: finding))
        }
        return results
    }

    /// The check at the root of why this one cannot be made; a parent that has no result is one too.
    private static func root(of check: Check, in results: [CheckResult]) -> String? {
        for parent in check.parents {
            guard let result = results.first(where: { $0.id == parent }) else { return parent }
            if case .notReached(let root) = result.finding.outcome { return root }
            if !result.finding.outcome.carriesChildren { return parent }
        }
        return nil
    }
}
