package import CashoutsAPI

/// What an accepted ping and its negative control say about API Signature, in the words that the vault keeps.
package enum SignatureProof: String, CaseIterable, Sendable {
    /// The control was refused with 302: D24 checks signatures, and took ours.
    case proven
    /// The control was answered like the ping: D24 looks up before it checks the signature.
    case notProven = "not proven"
    /// The control was answered with something that says nothing.
    case controlInconclusive = "not proven (control inconclusive)"
    /// No control was sent: the ping was not accepted, or production was not asked for one.
    case notTested = "not tested"

    /// - Parameter outcome: of the control; nil where none was sent.
    package init(_ outcome: NegativeControl.Outcome?) {
        switch outcome {
        case nil: self = .notTested
        case .proven: self = .proven
        case .notProven: self = .notProven
        case .inconclusive: self = .controlInconclusive
        }
    }
}
