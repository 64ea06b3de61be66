import SystemIO
import ToolSupport
import VaultStore

/// Metrics as files. Nothing in them is secret, and they are there for others to read.
enum MetricsFile {
    /// What each begins with, and nothing else of ours does.
    static let beginning = "# HELP d24_egress_"

    /// Fails where something is that is no metrics file: what was mistyped may be the path of a vault or an
    /// identity.
    ///
    /// Throws diagnostics of status `.conflict` and `.inputOutput`.
    static func checkOutput(_ path: String) throws(Diagnostic) {
        let bytes: [UInt8]
        do throws(Errno) {
            let isRegular = try FileStatus.of(path, followingLinks: false).kind == .regular
            bytes = try isRegular ? start(of: path) : []
        } catch {
            if error == .noEntry { return }
            throw Diagnostic(VaultStoreError.system(error, doing: "look at", path: path))
        }
        guard bytes.elementsEqual(beginning.utf8) else { throw occupied(path) }
    }

    private static func start(of path: String) throws(Errno) -> [UInt8] {
        try FileDescriptor.open(path, [.read, .nonBlocking, .noFollow]).read(upTo: beginning.utf8.count)
    }

    private static func occupied(_ path: String) -> Diagnostic {
        Diagnostic(
            .conflict, "there is something at \(path) that is no metrics file, and it was not replaced",
            hint: "give --prometheus a new path")
    }

    /// Puts them in place for everybody to read.
    ///
    /// Throws diagnostics of status `.inputOutput`, and `.conflict` for what was put there in the meantime or
    /// for a run that does not come to its end.
    static func write(_ text: String, to path: String) throws(Diagnostic) {
        try checkOutput(path)
        do throws(VaultStoreError) {
            try KeptFile.publish(path, Array(text.utf8).span)
        } catch {
            switch error {
            case .busy:
                throw Diagnostic(
                    .conflict, "another run is writing the metrics file \(path)",
                    hint: "it is free when that run has ended")
            case .missing:
                throw Diagnostic(
                    .inputOutput, "there is no folder for the metrics file \(path)",
                    hint: "make it with 'mkdir -p', or give another path by --prometheus")
            case .afterReplacement(let errno, let doing, let path):
                throw Diagnostic(
                    .inputOutput, "the metrics file is in place, but could not \(doing): \(path): \(errno)")
            default: throw Diagnostic(error)
            }
        }
    }
}
