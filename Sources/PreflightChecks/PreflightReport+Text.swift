import CashoutsAPI
package import ToolSupport

extension PreflightReport {
    /// The report as people read it: what was found, then what it comes to, root causes first.
    package var text: [TextBlock] {
        var text: [TextBlock] = []
        for part in parts {
            if parts.count > 1 { text.append(.line("\(part.name):")) }
            for result in part.results where result.isSelected { text += result.text }
            text += part.leftOut
        }
        text += rootCauses.map { .line($0.text(namingEnvironment: parts.count > 1)) }
        text += parts.map { .line($0.conclusion) }
        if missesWhatWasNamed {
            text.append(
                .line("nothing that --only names was looked at: each of it was skipped, as said above"))
        }
        if isInterrupted { text.append(.line("interrupted: what was not known by then could not be told")) }
        return text
    }
}

extension PreflightReport.RootCause {
    fileprivate func text(namingEnvironment: Bool) -> String {
        let place = namingEnvironment ? environment.map { " of \($0.text)" } ?? "" : ""
        let after = hidden == 0 ? "" : ", \(hidden) not reached because of it"
        return "root cause: \(id)\(place) (\(outcome.word)\(after))"
    }
}

extension PreflightReport.Part {
    /// What was not asked for, by reason, in one line each: nobody reads a page of it.
    fileprivate var leftOut: [TextBlock] {
        var reasons: [(reason: String, ids: [String])] = []
        for result in results where !result.isSelected {
            let reason = result.finding.evidence
            if let index = reasons.firstIndex(where: { $0.reason == reason }) {
                reasons[index].ids.append(result.id)
            } else {
                reasons.append((reason, [result.id]))
            }
        }
        return reasons.flatMap { reason, ids -> [TextBlock] in
            [.line("skipped: \(ids.joined(separator: ", "))"), .line("  \(reason)")]
        }
    }

    fileprivate var conclusion: String {
        let text = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
        let waived = waivedCount > 0 ? "; \(waivedCount) waived" : ""
        return "\(name): \(text), of \(results.count) checks\(waived)"
    }
}

extension CheckResult {
    fileprivate var text: [TextBlock] {
        let mark = isWaived ? ", waived" : ""
        var text: [TextBlock] = [
            .line("\(finding.outcome.text)\(mark): \(id)"), .line("  \(finding.evidence)"),
        ]
        if let waiver {
            let words = waiver.isExpired ? "waived up to" : "waived until"
            text.append(
                .line("  \(words) \(waiver.waiver.until) by \(waiver.waiver.owner): \(waiver.waiver.reason)"))
        }
        return text + finding.hints.map { .line("  to do: \($0)") }
    }
}

extension Outcome {
    /// The word, and which check stood in the way.
    fileprivate var text: String {
        switch self {
        case .notReached(let root): "\(word) (because \(root))"
        case .passed, .warned, .failed, .skipped, .couldNotTell: word
        }
    }
}
