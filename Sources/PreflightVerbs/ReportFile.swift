import PreflightChecks
import Sodium
import SystemIO
import ToolSupport

/// Signed reports as files. Nothing in them is secret, and they are made to be handed on.
enum ReportFile {
    /// Fails where something is that is no report: what was mistyped may be the path of a vault or an identity. Fails
    /// too where there is no folder for it, before anything is sent for a report that cannot be kept.
    ///
    /// Throws diagnostics of status `.usage`, `.conflict` and `.inputOutput`.
    static func checkOutput(_ path: String) throws(Diagnostic) {
        guard path != "-" else {
            throw .misuse("--report takes a file: standard output is for the findings")
        }
        let bytes: [UInt8]
        do throws(ReadError) {
            guard try isRegularFile(path) else { throw ReadError.system(.invalidArgument) }
            bytes = try LimitedReader.readFile(path, limit: SignedReport.sizeLimit)
        } catch {
            switch error {
            case .system(.noEntry), .system(.notDirectory): return try checkFolder(of: path)
            case .system, .tooLarge: throw occupied(path)
            }
        }
        do throws(SignedReportError) { _ = try SignedReport(bytes) } catch { throw occupied(path) }
    }

    private static func checkFolder(of path: String) throws(Diagnostic) {
        let folder = FileSystem.folder(of: path)
        do throws(Errno) {
            guard try FileStatus.of(folder).kind == .directory else { throw .notDirectory }
        } catch {
            throw Diagnostic(
                .inputOutput, "cannot write the report, \(folder): \(error)",
                hint: "give --report a path in a folder that is there")
        }
    }

    /// Whether reading it ends by itself; a terminal or a pipe would be waited for.
    private static func isRegularFile(_ path: String) throws(ReadError) -> Bool {
        do throws(Errno) { return try FileStatus.of(path).kind == .regular } catch { throw .system(error) }
    }

    private static func occupied(_ path: String) -> Diagnostic {
        Diagnostic(
            .conflict, "there is something at \(path) that is no report, and it was not replaced",
            hint: "give --report a new path")
    }

    /// Throws a diagnostic of status `.inputOutput`, and `.conflict` for what was put there in the meantime.
    static func write(_ report: SignedReport, to path: String) throws(Diagnostic) {
        try checkOutput(path)
        do throws(ReplacementError<Errno>) {
            try FileReplacement.replace(
                path, with: report.page.span, temporary: temporary(beside: path),
                attributes: FileAttributes(mode: 0o644)
            ) { _ throws(Errno) in }
        } catch {
            switch error {
            case .before(let step, let errno), .after(let step, let errno):
                throw Diagnostic(.inputOutput, "could not \(step), \(path): \(errno)")
            case .readBack(let errno): throw Diagnostic(.inputOutput, "cannot write \(path): \(errno)")
            }
        }
    }

    /// A name that nobody has: what lies there would be taken for a leftover, and removed.
    private static func temporary(beside path: String) -> String {
        "\(path).\(Hexadecimal.encode(RandomBytes.make(8).span)).report-new"
    }

    /// Reads a report from a file, or from standard input for `-`.
    ///
    /// Throws diagnostics of status `.notFound`, `.inputOutput`, `.usage` for what is no report, and `.newerVersion`.
    static func read(_ path: String) throws(Diagnostic) -> SignedReport {
        let bytes: [UInt8]?
        do throws(ReadError) {
            if path == "-" {
                bytes = try LimitedReader.read(StandardDescriptor.input, limit: SignedReport.sizeLimit)
            } else if try isRegularFile(path) {
                bytes = try LimitedReader.readFile(path, limit: SignedReport.sizeLimit)
            } else {
                bytes = nil
            }
        } catch {
            switch error {
            case .system(.noEntry): throw Diagnostic(.notFound, "there is no report at \(path)")
            case .system(let errno): throw Diagnostic(.inputOutput, "cannot read the report: \(errno)")
            case .tooLarge: throw .noReport
            }
        }
        guard let bytes else { throw .noReport }
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
