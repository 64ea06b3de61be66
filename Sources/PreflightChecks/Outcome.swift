/// What came of a check.
package enum Outcome: Equatable, Sendable {
    case passed
    /// Nothing stops a go-live, but somebody should know.
    case warned
    case failed
    /// It does not apply here.
    case skipped(reason: String)
    /// The check of this id, on which it rests, did not pass.
    case notReached(because: String)
    /// It was tried, and the answer is not to be had now.
    case couldNotTell

    /// The outcome as text and JSON name it.
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

    /// Every `word`, in the order in which they are counted.
    package static let words = ["passed", "warned", "failed", "skipped", "not reached", "could not tell"]

    /// Whether checks that rest on this one can be made.
    var carriesChildren: Bool {
        switch self {
        case .passed, .warned, .skipped: true
        case .failed, .notReached, .couldNotTell: false
        }
    }
}
