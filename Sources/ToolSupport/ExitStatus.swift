/// How a tool ends; `d24(7)` has the same table.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    case success = 0
    case no = 1
    case usage = 2
    case couldNotTell = 3
    case notFound = 10
    case wrongIdentity = 11
    case damaged = 12
    case rolledBack = 13
    case conflict = 14
    case unsafePermissions = 15
    case inputNeeded = 16
    case inputOutput = 17
    case newerVersion = 18
    case notAllowed = 19
    case internalError = 70
    /// `exec` only, as shells say it.
    case commandNotExecutable = 126
    /// `exec` only, as shells say it.
    case commandNotFound = 127

    /// One word, as JSON names it: `not_found`.
    package var name: String {
        switch self {
        case .success: "success"
        case .no: "no"
        case .usage: "usage"
        case .couldNotTell: "could_not_tell"
        case .notFound: "not_found"
        case .wrongIdentity: "wrong_identity"
        case .damaged: "damaged"
        case .rolledBack: "rolled_back"
        case .conflict: "conflict"
        case .unsafePermissions: "unsafe_permissions"
        case .inputNeeded: "input_needed"
        case .inputOutput: "input_output"
        case .newerVersion: "newer_version"
        case .notAllowed: "not_allowed"
        case .internalError: "internal_error"
        case .commandNotExecutable: "command_not_executable"
        case .commandNotFound: "command_not_found"
        }
    }

    /// One line for tables.
    package var meaning: String {
        switch self {
        case .success: "yes, or done"
        case .no: "no: signature invalid, address not whitelisted, credential rejected, a check failed"
        case .usage: "usage or configuration error"
        case .couldNotTell: "could not tell: network, time-out, inconclusive answer"
        case .notFound: "no such vault, environment, field or version"
        case .wrongIdentity: "wrong identity or unlock phrase"
        case .damaged: "vault damaged or tampered with"
        case .rolledBack: "rolled back, forked, or not the vault this host trusts"
        case .conflict: "already there, someone else changed it, or busy"
        case .unsafePermissions: "unsafe permissions or owner"
        case .inputNeeded: "input or confirmation needed and no terminal"
        case .inputOutput: "input or output failed: disk full, read-only, fsync failed"
        case .newerVersion: "made by a newer version"
        case .notAllowed: "this identity may read but not write, or not this environment"
        case .internalError: "internal error"
        case .commandNotExecutable: "the command of exec cannot be executed"
        case .commandNotFound: "the command of exec was not found"
        }
    }
}
