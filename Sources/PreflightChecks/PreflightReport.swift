package import CashoutsAPI
import StrictJSON
package import ToolSupport

/// What all checks found, and what follows from it: one value, from which text and JSON are made.
package struct PreflightReport: Sendable {
    package let environment: EnvironmentName
    package let results: [CheckResult]

    package init(environment: EnvironmentName, results: [CheckResult]) {
        self.environment = environment
        self.results = results
    }

    /// 1 when a check failed; 3 when one could not tell or was not reached, or when none was made at all; else 0:
    /// what was not checked is never counted as good.
    package var status: ExitStatus {
        var status = ExitStatus.couldNotTell
        for result in results {
            switch result.finding.outcome {
            case .failed: return .no
            case .passed, .warned: status = .success
            case .skipped, .notReached, .couldNotTell: break
            }
        }
        return results.contains { $0.finding.outcome.leavesOpen } ? .couldNotTell : status
    }

    /// How many checks had each outcome, in a fixed order; they add up to the number of checks.
    package var counts: [(word: String, count: Int)] {
        Outcome.words.map { word in (word, results.count { $0.finding.outcome.word == word }) }
    }

    private var conclusion: String {
        let text = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
        return "\(environment.text): \(text), of \(results.count) checks"
    }

    /// The report as verbs return it.
    package var report: Report {
        var text: [TextBlock] = []
        for result in results {
            text.append(.line("\(result.finding.outcome.text): \(result.id)"))
            text.append(.line("  \(result.finding.evidence)"))
            for hint in result.finding.hints { text.append(.line("  to do: \(hint)")) }
        }
        text.append(.line(conclusion))
        return Report(
            .data, status: status, text: text,
            json: [
                "environment": .string(environment.text),
                "status": .string(status.name),
                "counts": .object(
                    counts.map {
                        JSONMember(
                            $0.word.split(separator: " ").joined(separator: "_"), .integer(Int64($0.count)))
                    }),
                "checks": .array(results.map { $0.json }),
            ])
    }
}

extension CheckResult {
    fileprivate var json: JSONValue {
        var members = [
            JSONMember("id", .string(id)),
            JSONMember("summary", .string(summary)),
            JSONMember("outcome", .string(finding.outcome.word)),
            JSONMember("evidence", .string(finding.evidence)),
            JSONMember("hints", .array(finding.hints.map { .string($0) })),
        ]
        switch finding.outcome {
        case .skipped(let reason): members.append(JSONMember("reason", .string(reason)))
        case .notReached(let root): members.append(JSONMember("because", .string(root)))
        case .passed, .warned, .failed, .couldNotTell: break
        }
        return .object(members)
    }
}

extension Outcome {
    /// Whether the question of the check is still open.
    fileprivate var leavesOpen: Bool {
        switch self {
        case .couldNotTell, .notReached: true
        case .passed, .warned, .failed, .skipped: false
        }
    }

    /// The word, and which check stood in the way.
    fileprivate var text: String {
        switch self {
        case .notReached(let root): "\(word) (because \(root))"
        case .passed, .warned, .failed, .skipped, .couldNotTell: word
        }
    }
}
