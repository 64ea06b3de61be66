import SystemIO
import ToolSupport

/// Where a body comes from: a file, or standard input for `-` and for nothing. Its bytes are taken as they
/// are.
struct BodySource {
    /// How much of a body is in memory at a time: 64 KiB, as much as a pipe hands over at once.
    private static let chunk = 64 * 1024

    /// The file; nil is standard input.
    let path: String?

    init(_ operand: String?) {
        path = operand == "-" ? nil : operand
    }

    /// Refuses what can be seen to fail before a vault is opened, which may ask for a phrase and take a
    /// second.
    ///
    /// The file is opened later only: opened now it could get the number that an option names as the
    /// identity's.
    /// - Throws: a diagnostic of status `.usage` for a second reader of standard input, `.notFound`,
    ///   `.inputOutput`.
    func check(besides vault: VaultOptions) throws(Diagnostic) {
        guard let path else {
            try StandardInput.checkReadOnce(
                [true, vault.readsStandardInput],
                hint: "name the body's file, or give the identity or the phrase by another descriptor")
            return
        }
        do throws(Errno) {
            guard try FileStatus.of(path).kind != .directory else { throw .isDirectory }
        } catch { throw Self.diagnostic(error, path) }
    }

    /// Hands over the body piece by piece, in its order; the last piece, and none before it, is empty.
    /// - Throws: a diagnostic of status `.notFound` or `.inputOutput`, or what `take` throws.
    func read(_ take: (Span<UInt8>) throws(Diagnostic) -> Void) throws(Diagnostic) {
        guard let path else {
            try read(take) { (output) throws(Errno) in
                _ = try StandardDescriptor.input.read(into: &output)
            }
            return
        }
        let file = try Self.open(path)
        try read(take) { (output) throws(Errno) in _ = try file.read(into: &output) }
    }

    private static func open(_ path: String) throws(Diagnostic) -> FileDescriptor {
        do { return try FileDescriptor.open(path, .read) } catch { throw diagnostic(error, path) }
    }

    private func read(
        _ take: (Span<UInt8>) throws(Diagnostic) -> Void,
        _ fill: (inout OutputSpan<UInt8>) throws(Errno) -> Void
    ) throws(Diagnostic) {
        var buffer: [UInt8] = []
        repeat {
            buffer.removeAll(keepingCapacity: true)
            do { try buffer.append(addingCapacity: Self.chunk, initializingWith: fill) } catch {
                throw Self.diagnostic(error, path)
            }
            try take(buffer.span)
        } while !buffer.isEmpty
    }

    /// The whole body. A larger one than `limit` bytes is nil.
    /// - Throws: a diagnostic of status `.notFound` or `.inputOutput`.
    func readAll(limit: Int) throws(Diagnostic) -> [UInt8]? {
        do throws(ReadError) {
            if let path { return try LimitedReader.readFile(path, limit: limit) }
            return try LimitedReader.read(StandardDescriptor.input, limit: limit)
        } catch {
            switch error {
            case .tooLarge: return nil
            case .system(let errno): throw Self.diagnostic(errno, path)
            }
        }
    }

    private static func diagnostic(_ error: Errno, _ path: String?) -> Diagnostic {
        guard let path else {
            return Diagnostic(.inputOutput, "cannot read the body from standard input: \(error)")
        }
        if error == .noEntry { return Diagnostic(.notFound, "there is no file \(path)") }
        return Diagnostic(.inputOutput, "cannot read the body from \(path): \(error)")
    }
}
