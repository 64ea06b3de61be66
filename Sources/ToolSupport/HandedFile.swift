import Sodium
import SystemIO

/// A kind of file that hosts hand to each other, and in which nothing is secret: a receipt, a report.
package struct HandedFile: Sendable {
    /// What it is called in messages: `receipt`.
    private let noun: String
    /// By which a path for one is given: `--receipt`.
    private let option: String
    /// The most that one has, in bytes.
    private let sizeLimit: Int
    /// Whether bytes are one, whoever made it.
    private let isOne: @Sendable ([UInt8]) -> Bool

    /// `noun` is for messages and a file's name, `option`, with its dashes, for hints; the limit is in bytes.
    package init(
        _ noun: String, option: String, sizeLimit: Int, isOne: @escaping @Sendable ([UInt8]) -> Bool
    ) {
        self.noun = noun
        self.option = option
        self.sizeLimit = sizeLimit
        self.isOne = isOne
    }

    /// Fails where something is that is none: what was mistyped may be the path of a vault or an identity.
    /// Fails too where there is no folder for it, before anything is sent for what cannot be kept.
    ///
    /// Throws diagnostics of status `.conflict` and `.inputOutput`.
    package func checkOutput(_ path: String) throws(Diagnostic) {
        let bytes: [UInt8]?
        do throws(ReadError) {
            bytes = try isRegularFile(path) ? LimitedReader.readFile(path, limit: sizeLimit) : nil
        } catch {
            switch error {
            case .system(.noEntry), .system(.notDirectory): return try checkFolder(of: path)
            case .system(let errno): throw unwritable(path, errno, hint: "give \(option) a new path")
            case .tooLarge: bytes = nil
            }
        }
        guard let bytes, isOne(bytes) else { throw occupied(path) }
    }

    private func checkFolder(of path: String) throws(Diagnostic) {
        let folder = FileSystem.folder(of: path)
        do throws(Errno) {
            guard try FileStatus.of(folder).kind == .directory else { throw .notDirectory }
        } catch {
            throw unwritable(folder, error, hint: "give \(option) a path in a folder that is there")
        }
    }

    private func unwritable(_ path: String, _ errno: Errno, hint: String) -> Diagnostic {
        Diagnostic(.inputOutput, "cannot write the \(noun), \(path): \(errno)", hint: hint)
    }

    private func occupied(_ path: String) -> Diagnostic {
        Diagnostic(
            .conflict, "there is something at \(path) that is no \(noun), and it was not replaced",
            hint: "give \(option) a new path")
    }

    /// Whether reading it ends by itself; a terminal or a pipe would be waited for.
    private func isRegularFile(_ path: String) throws(ReadError) -> Bool {
        do throws(Errno) { return try FileStatus.of(path).kind == .regular } catch { throw .system(error) }
    }

    /// Puts one in place for everybody to read.
    ///
    /// Throws a diagnostic of status `.inputOutput`, and `.conflict` for what was put there in the meantime.
    package func write(_ bytes: Span<UInt8>, to path: String) throws(Diagnostic) {
        try checkOutput(path)
        // A name that nobody has: what lies there would be taken for a leftover, and removed.
        let temporary = "\(path).\(Hexadecimal.encode(RandomBytes.make(8).span)).\(noun)-new"
        do throws(ReplacementError<Errno>) {
            try FileReplacement.replace(
                path, with: bytes, temporary: temporary, attributes: FileAttributes(mode: 0o644)
            ) { _ throws(Errno) in }
        } catch {
            switch error {
            case .before(let step, let errno), .after(let step, let errno):
                throw Diagnostic(.inputOutput, "could not \(step), \(path): \(errno)")
            case .readBack(let errno): throw Diagnostic(.inputOutput, "cannot write \(path): \(errno)")
            }
        }
    }

    /// Reads one from a file, or from standard input for `-`; nil for what is too long to be one.
    ///
    /// Throws diagnostics of status `.notFound`, `.inputOutput`, and `.usage` for what is no file.
    package func read(_ path: String) throws(Diagnostic) -> [UInt8]? {
        do throws(ReadError) {
            if path == "-" { return try LimitedReader.read(StandardDescriptor.input, limit: sizeLimit) }
            if try isRegularFile(path) { return try LimitedReader.readFile(path, limit: sizeLimit) }
        } catch {
            switch error {
            case .system(.noEntry): throw Diagnostic(.notFound, "there is no \(noun) at \(path)")
            case .system(let errno): throw Diagnostic(.inputOutput, "cannot read the \(noun): \(errno)")
            case .tooLarge: return nil
            }
        }
        throw Diagnostic(
            .usage, "the \(noun) \(path) is no regular file",
            hint: "give the path of a file, or - for standard input")
    }
}
