import PreflightChecks
import SystemIO
import ToolSupport
import VaultStore

/// The file of `--waivers`.
enum WaiverInput {
    /// Reads it whole, and only if nobody else may write it: whoever may could have a go-live approved.
    ///
    /// Throws diagnostics of status `.usage` for what is no list of waivers, `.notFound`,
    /// `.unsafePermissions` and `.inputOutput`.
    static func read(_ path: String) throws(Diagnostic) -> [Waiver] {
        let bytes: [UInt8]
        do throws(VaultStoreError) {
            bytes = try CheckedFile.read(path, as: .waivers, limit: WaiverFile.sizeLimit)
        } catch {
            if case .system(.fileTooLarge, _, _) = error {
                throw Diagnostic(
                    .usage, "\(path) is longer than \(WaiverFile.sizeLimit) bytes",
                    hint: "a list of waivers is far shorter")
            }
            throw Diagnostic(error)
        }
        do throws(WaiverFileError) { return try WaiverFile.parse(bytes) } catch {
            throw Diagnostic(.usage, "\(path): \(error.message)", hint: error.hint)
        }
    }
}

extension WaiverFileError {
    fileprivate var message: String {
        switch self {
        case .notText(let line): "line \(line) is not UTF-8 text without control characters"
        case .incomplete(let line): "line \(line) has too few words"
        case .unknownCheck(let line, _): "line \(line) is for a check that does not exist"
        case .badEnvironment(let line): "line \(line) names no environment in its second word"
        case .badDate(let line): "line \(line) has no date in its third word"
        case .repeated(let line, let earlier): "line \(line) is for the same as line \(earlier)"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .unknownCheck(_, let suggestion): Diagnostic.checkHint(suggestion)
        case .notText, .incomplete, .badEnvironment, .badDate, .repeated:
            "a line is ID ENV DATE OWNER REASON: ENV may be '-' for all, DATE is like 2027-01-31"
        }
    }
}
