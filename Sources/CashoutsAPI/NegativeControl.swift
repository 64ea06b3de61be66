/// The second half of a proof: the ping once more with one digit of its signature changed, sent after an
/// accepted ping on the same route.
///
/// The order of D24's checks is not documented: 509 proves API Signature only where a wrong one is refused.
package enum NegativeControl {
    /// What the control says about API Signature.
    package enum Outcome: Hashable, Sendable {
        /// The control was refused with 302, so the accepted ping proves API Signature.
        case proven
        /// D24 looks up first: the wrong signature was let through like the right one.
        case notProven
        case inconclusive(InconclusiveReason)

        /// One word and its detail: for receipts, metadata and JSON.
        package var text: String {
            switch self {
            case .proven: "proven"
            case .notProven: "not-proven"
            case .inconclusive(let reason): "inconclusive \(reason.rawValue)"
            }
        }

        /// Reads `text` back; nil for anything else.
        package init?(text: String) {
            let all = [.proven, .notProven] + InconclusiveReason.allCases.map { Outcome.inconclusive($0) }
            guard let outcome = all.first(where: { $0.text == text }) else { return nil }
            self = outcome
        }
    }

    /// What the answer to the control says, given the verdict that it would be for a ping.
    package static func outcome(_ verdict: Verdict) -> Outcome {
        switch verdict {
        case .rejected(.apiSignature): .proven
        case .accepted: .notProven
        case .rejected(.apiKeyOrPassphrase), .blocked: .inconclusive(.refusedOtherwise)
        case .inconclusive(let reason): .inconclusive(reason)
        }
    }
}
