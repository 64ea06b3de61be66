import ToolSupport

/// What a check looked at and found, without secrets.
package struct Finding: Equatable, Sendable {
    /// The reason of one that was skipped is its evidence too.
    package let outcome: Outcome
    /// What was seen; may hold what a vault or a server said, to be escaped before it reaches a terminal.
    package let evidence: String
    /// What to do, with the exact command, one line each.
    package let hints: [String]

    private init(_ outcome: Outcome, _ evidence: String, hints: [String] = []) {
        self.outcome = outcome
        self.evidence = evidence
        self.hints = hints
    }

    static func passed(_ evidence: String) -> Finding { Finding(.passed, evidence) }

    static func warned(_ evidence: String, hints: [String]) -> Finding {
        Finding(.warned, evidence, hints: hints)
    }

    static func failed(_ evidence: String, hints: [String]) -> Finding {
        Finding(.failed, evidence, hints: hints)
    }

    static func couldNotTell(_ evidence: String, hints: [String] = []) -> Finding {
        Finding(.couldNotTell, evidence, hints: hints)
    }

    static func skipped(_ reason: String) -> Finding { Finding(.skipped(reason: reason), reason) }

    static func notReached(because root: String) -> Finding {
        Finding(.notReached(because: root), "rests on \(root), which did not pass")
    }

    /// The same, for a check that can warn at most.
    func capped(at severity: Severity) -> Finding {
        severity == .warning && outcome == .failed ? .warned(evidence, hints: hints) : self
    }

    /// The same finding as a failure, since the waiver that excused it has come to its end.
    func failing(for expired: AppliedWaiver) -> Finding {
        .failed(
            evidence,
            hints: hints + [
                "the waiver of \(expired.waiver.owner) ended with \(expired.waiver.until): mend it, or have it renewed"
            ])
    }

    /// What a refusal of another part of the tools means for a check: an honest no, unless the machine or
    /// this program stood in the way.
    static func refused(_ diagnostic: Diagnostic) -> Finding {
        switch diagnostic.status {
        case .success, .no, .usage, .notFound, .wrongIdentity, .damaged, .rolledBack, .unsafePermissions,
            .notAllowed:
            .failed(diagnostic.message, hints: diagnostic.hints)
        case .couldNotTell, .conflict, .inputNeeded, .inputOutput, .newerVersion, .internalError,
            .commandNotExecutable, .commandNotFound:
            .couldNotTell(diagnostic.message, hints: diagnostic.hints)
        }
    }
}
