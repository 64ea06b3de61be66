/// What a check found, and what is to be made of it.
package struct CheckResult: Equatable, Sendable {
    /// Of the check, as waivers and `--only` name it.
    package let id: String
    /// What the check looks at, in a line.
    package let summary: String
    /// The worst that the check can find, whatever it found here.
    package let severity: Severity
    /// No worse than the severity, unless a waiver of it has expired: then it is a failure.
    package let finding: Finding
    /// Whether it was asked for; one that was not is skipped, and says why.
    package let isSelected: Bool
    /// What excuses a finding that would count, or did until it expired.
    package let waiver: AppliedWaiver?

    init(_ check: Check, _ finding: Finding, isSelected: Bool = true, waiver: AppliedWaiver? = nil) {
        id = check.id
        summary = check.summary
        severity = check.severity
        self.finding = finding
        self.isSelected = isSelected
        self.waiver = waiver
    }

    /// Whether somebody answers for it; a waiver that has expired does not count.
    package var isWaived: Bool { waiver?.isExpired == false }

    /// Whether what rests on it can be looked at. A failure that somebody answers for stops nothing.
    fileprivate var carriesChildren: Bool {
        finding.outcome.carriesChildren || (finding.outcome == .failed && isWaived)
    }
}

/// The checks and what they rest on: judged not in an order but along that.
package struct CheckGraph: Sendable {
    private let checks: [Check]
    private let selection: Selection
    private let waivers: WaiverList

    /// - Parameter checks: parents before their children; what rests on one that is not among them is not
    ///   reached.
    package init(
        _ checks: [Check] = Check.all, _ selection: Selection = .everything,
        waivers: WaiverList = WaiverList()
    ) {
        self.checks = checks
        self.selection = selection
        self.waivers = waivers
    }

    /// Every check has exactly one result, in the order of the checks: what rests on a check that did not
    /// pass is not reached and names the check at the root, and everything else is looked at.
    ///
    /// - Parameter host: the results of another environment that was judged on this host: what is of the host
    ///   was found there and counts once.
    package func judge(_ facts: PreflightFacts, beside host: [CheckResult] = []) -> [CheckResult] {
        var results: [CheckResult] = []
        for check in checks {
            let known = check.isOfHost ? host.first { $0.id == check.id } : nil
            results.append(known ?? result(of: check, facts, after: results))
        }
        guard !host.isEmpty else { return results }
        return zip(checks, results).map { check, result in
            guard check.isOfHost else { return result }
            return CheckResult(check, .skipped("it is of this host, and was judged once"), isSelected: false)
        }
    }

    private func result(
        of check: Check, _ facts: PreflightFacts, after results: [CheckResult]
    ) -> CheckResult {
        if let reason = selection.reason(toLeaveOut: check) {
            return CheckResult(check, .skipped(reason), isSelected: false)
        }
        if let root = root(of: check, in: results) { return CheckResult(check, .notReached(because: root)) }
        let finding = finding(of: check, facts).capped(at: check.severity)
        guard let waiver = waivers.applied(to: check.id, of: facts.environmentName, finding) else {
            return CheckResult(check, finding)
        }
        return CheckResult(check, waiver.isExpired ? finding.failing(for: waiver) : finding, waiver: waiver)
    }

    private func finding(of check: Check, _ facts: PreflightFacts) -> Finding {
        let absences = FactKind.allCases.filter(FactKind.closure(check.needs).contains).compactMap {
            facts.absent[$0]
        }
        guard let absence = absences.first else { return check.look(facts) }
        if absence == .notGiven, let recall = check.recall { return recall(facts) }
        return absence.finding
    }

    /// The check at the root of why this one cannot be made; a parent that has no result is one too.
    private func root(of check: Check, in results: [CheckResult]) -> String? {
        for parent in check.parents {
            guard let result = results.first(where: { $0.id == parent }) else { return parent }
            if case .notReached(let root) = result.finding.outcome { return root }
            if !result.carriesChildren { return parent }
        }
        return nil
    }
}
