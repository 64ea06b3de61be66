/// Permissions and owner of a file that is put in place.
package struct FileAttributes: Sendable, Equatable {
    /// Exactly these bits, whatever the umask.
    package let mode: UInt16
    /// User id; nil is whoever we are.
    package let owner: UInt32?
    /// Group id; nil is what the folder gives.
    package let group: UInt32?

    /// With the mode alone: a file of whoever we are, in the group that the folder gives.
    package init(mode: UInt16, owner: UInt32? = nil, group: UInt32? = nil) {
        self.mode = mode
        self.owner = owner
        self.group = group
    }
}

/// Why a file was not replaced, or not safely.
package enum ReplacementError<ReadBackError: Error>: Error {
    /// The old file stands as it was, and no temporary file is left.
    case before(step: ReplacementStep, Errno)
    /// The new file is in place, but a power cut might still bring the old one back.
    case after(step: ReplacementStep, Errno)
    /// The new bytes did not read back as they should. The old file stands, and no temporary file is left.
    case readBack(ReadBackError)
}

extension ReplacementError: Equatable where ReadBackError: Equatable {}

/// The step that failed, in words that go after "could not".
package enum ReplacementStep: String, Sendable, CustomStringConvertible {
    case inspectTarget = "look at the file to be replaced"
    case removeLeftover = "remove a temporary file that was left behind"
    case createTemporary = "create the temporary file"
    case setAttributes = "set owner and permissions"
    case write = "write the temporary file"
    case synchronize = "bring the temporary file to the disk"
    case closeTemporary = "close the temporary file"
    case keepPrevious = "keep the previous file"
    case dropPrevious = "remove the previous file"
    case rename = "put the new file in place"
    case synchronizeFolder = "bring the folder to the disk"

    /// Those words, so that a step can stand in a message as it is.
    package var description: String { rawValue }
}

/// The one way in which a file that matters is written.
package enum FileReplacement {
    /// Replaces a file, or makes it, so that at every moment either the old or the new one is there, whole.
    ///
    /// Order: fsync of the temporary file < reading it back < rename < fsync of the folder. The caller holds
    /// the lock under which nobody else writes here, so what lies at `temporary` was left by a crash.
    /// - Parameters:
    ///   - target: a regular file, or nothing yet; a symbolic link is refused with `.tooManySymbolicLinks`.
    ///   - temporary: a path in the same folder. A regular file there is removed first; anything else, a
    ///     symbolic link above all, was not put there by us and is refused likewise.
    ///   - readBack: gets the path of the temporary file, which is complete, on the disk and not yet in
    ///     place.
    package static func replace<ReadBackError: Error>(
        _ target: String, with bytes: Span<UInt8>, temporary: String, attributes: FileAttributes,
        previous: PreviousFile = .ignored, readBack: (String) throws(ReadBackError) -> Void
    ) throws(ReplacementError<ReadBackError>) {
        let kept: PreviousFile
        do throws(StepFailure) {
            let exists = try step(.inspectTarget) { () throws(Errno) in try isRegularFile(target) }
            if case .kept = previous, !exists { kept = .ignored } else { kept = previous }
            try step(.removeLeftover) { () throws(Errno) in
                if try isRegularFile(temporary) { try FileSystem.unlink(temporary) }
            }
        } catch {
            throw .before(step: error.step, error.errno)
        }

        // From here on the temporary file is ours, and goes away whenever it does not become the target.
        var inPlace = false
        defer { if !inPlace { _ = try? FileSystem.unlinkIfPresent(temporary) } }
        do throws(StepFailure) {
            try write(bytes, to: temporary, attributes: attributes)
        } catch {
            throw .before(step: error.step, error.errno)
        }
        do throws(ReadBackError) {
            try readBack(temporary)
        } catch {
            throw .readBack(error)
        }
        do throws(StepFailure) {
            try settle(kept, replacing: target)
            try step(.rename) { () throws(Errno) in try FileSystem.rename(temporary, to: target) }
            inPlace = true
        } catch {
            throw .before(step: error.step, error.errno)
        }
        do throws(Errno) {
            try FileSystem.synchronizeFolder(FileSystem.folder(of: target))
        } catch {
            throw .after(step: .synchronizeFolder, error)
        }
    }

    /// Whether there is a regular file; nothing is `false`, and anything else an error.
    private static func isRegularFile(_ path: String) throws(Errno) -> Bool {
        do throws(Errno) {
            switch try FileStatus.of(path, followingLinks: false).kind {
            case .regular: return true
            case .symbolicLink: throw .tooManySymbolicLinks
            case .directory: throw .isDirectory
            case .other: throw .invalidArgument
            }
        } catch .noEntry {
            return false
        }
    }

    /// Makes a file that nobody else can have open, with its owner and permissions before its content.
    static func write(
        _ bytes: Span<UInt8>, to path: String, attributes: FileAttributes
    ) throws(StepFailure) {
        let file = try step(.createTemporary) { () throws(Errno) in
            try FileDescriptor.open(path, [.write, .create, .exclusive, .noFollow], mode: 0o600)
        }
        try step(.setAttributes) { () throws(Errno) in
            if attributes.owner != nil || attributes.group != nil {
                try file.setOwner(user: attributes.owner, group: attributes.group)
            }
            try file.setMode(attributes.mode)  // after the owner: chown takes bits away
        }
        try step(.write) { () throws(Errno) in try file.writeAll(bytes) }
        try step(.synchronize) { () throws(Errno) in try file.synchronize() }
        do throws(Errno) {
            try file.close()
        } catch {
            throw StepFailure(step: .closeTemporary, errno: error)
        }
    }

    /// Names the step in which a system call failed.
    static func step<Result: ~Copyable>(
        _ step: ReplacementStep, _ body: () throws(Errno) -> Result
    ) throws(StepFailure) -> Result {
        do throws(Errno) {
            return try body()
        } catch {
            throw StepFailure(step: step, errno: error)
        }
    }
}

/// A system call that failed, and what for.
struct StepFailure: Error {
    let step: ReplacementStep
    let errno: Errno
}
