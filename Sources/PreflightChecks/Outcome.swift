/// What came of a check.
package enum Outcome: Equatable, Sendable {
    case passed
    /// Nothing stops a go-live, but somebody should know.
    case warned
    case failed
    /// It does not apply here.
    case skipped(reason: String)
    /// A check that it rests on did not pass.
    case notReached(because: String)
    /// It was tried, and the answer is not to be had now.
    case couldNotTell

    /// One word, as text and JSON show it.
    package var word: String {
        switch self {
        case .passed: "passed"
        case .warned: "warned"
        case .failed: "failed"
        case .skipped: "skipped"
        case .notReached: "not reached"
        case .couldNotTell: "could not tell"
        }
    }

    /// Whether checks that rest on this one can be made.
    var carriesChildren: Bool {
        switch self {
        case .passed, .warned, .skipped: true
        case .failed, .notReached, .couldNotTell: false
        }
    }
}

/// What a check looked at and found, without secrets.
package struct Finding: Equatable, Sendable {
    package let outcome: Outcome
    /// What was seen.
    package let evidence: String
    /// What to do, with the exact command.
    package let hints: [String]

    static func passed(_ evidence: String) -> Finding {
        Finding(outcome: .passed, evidence: evidence, hints: [])
    }

    static func warned(_ evidence: String, hint: String...) -> Finding {
        Finding(outcome: .warned, evidence: evidence, hints: hint)
    }

    static func failed(_ evidence: String, hints: [String]) -> Finding {
        Finding(outcome: .failed, evidence: evidence, hints: hints)
    }

    static func couldNotTell(_ evidence: String, hints: [String] = []) -> Finding {
        Finding(outcome: .couldNotTell, evidence: evidence, hints: hints)
    }

    static func skipped(_ reason: String) -> Finding {
        Finding(outcome: .skipped(reason: reason), evidence: reason, hints: [])
    }
}
