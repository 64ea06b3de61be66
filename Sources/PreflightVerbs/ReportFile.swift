import PreflightChecks
import ToolSupport

/// Signed reports as files. Nothing in them is secret, and they are made to be handed on.
enum ReportFile {
    private static let file = HandedFile(
        "report", option: "--report", sizeLimit: SignedReport.sizeLimit
    ) { bytes in
        do throws(SignedReportError) { _ = try SignedReport(bytes) } catch { return false }
        return true
    }

    /// See `HandedFile.checkOutput`. Throws diagnostics of status `.usage` too.
    static func checkOutput(_ path: String) throws(Diagnostic) {
        guard path != "-" else {
            throw .misuse("--report takes a file: standard output is for the findings")
        }
        try file.checkOutput(path)
    }

    /// Throws a diagnostic of status `.inputOutput`, and `.conflict` for what was put there in the meantime.
    static func write(_ report: SignedReport, to path: String) throws(Diagnostic) {
        try file.write(report.page.span, to: path)
    }

    /// Reads a report from a file, or from standard input for `-`.
    ///
    /// Throws diagnostics of status `.notFound`, `.inputOutput`, `.usage` for what is no report, and
    /// `.newerVersion`.
    static func read(_ path: String) throws(Diagnostic) -> SignedReport {
        guard let bytes = try file.read(path) else { throw .noReport }
        do throws(SignedReportError) { return try SignedReport(bytes) } catch {
            switch error {
            case .newerVersion: throw .newerReport
            case .tooLarge, .malformed: throw .noReport
            case .otherVault, .unknownKey, .badSignature, .otherSigner, .pageAltered, .defect:
                throw Diagnostic(.internalError, "a report was refused before it was verified")
            }
        }
    }
}

extension Diagnostic {
    static let noReport = Diagnostic(
        .usage, "this is no report of d24-preflight",
        hint: "give the file byte for byte as 'd24-preflight run --report FILE' wrote it")
    static let newerReport = Diagnostic(
        .newerVersion, "the report was made by a newer version", hint: "update d24-tools on this host")
}
