/// Why a verb ended without a report: what the person reads, and the exit status.
///
/// Message and hints are in lower case without a full stop, name exact commands and options, and never hold a
/// secret or a value of a verb that takes one. They are escaped where they are shown: a path or a name may be
/// put into them as it is.
package struct Diagnostic: Error, Equatable, Sendable {
    /// How the tool ends; in JSON it is a number and a name.
    package let status: ExitStatus
    /// What happened.
    package let message: String
    /// What to do about it, one line each.
    package var hints: [String]
    /// Whether the verb's help page is named as the last hint.
    package let pointsToHelp: Bool

    /// With one hint or none; `.usage` without a hint points to the help page.
    package init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.init(status, message, hints: hint.map { [$0] } ?? [])
    }

    /// With hints in the order of printing; `.usage` without a hint points to the help page.
    package init(_ status: ExitStatus, _ message: String, hints: [String]) {
        self.init(status, message, hints: hints, pointsToHelp: status == .usage && hints.isEmpty)
    }

    private init(_ status: ExitStatus, _ message: String, hints: [String], pointsToHelp: Bool) {
        self.status = status
        self.message = message
        self.hints = hints
        self.pointsToHelp = pointsToHelp
    }

    /// A command line that cannot be meant: its last hint names the help page.
    package static func misuse(_ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.usage, message, hints: hint.map { [$0] } ?? [], pointsToHelp: true)
    }

    /// Standard output was a pipe whose reader went away; said with the exit status alone, as `head` expects.
    static let readerGone = Diagnostic(.inputOutput, "nobody reads standard output any more")
}
