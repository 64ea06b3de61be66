internal import SystemIO

/// Replacing files and holding locks, with errors that name the file.
enum DurableWrite {
    /// Replaces a file, or makes it; see `FileReplacement.replace`.
    ///
    /// - Parameter readBack: opens the temporary file whose path it gets. That it is damaged or gone says
    ///   nothing of the file in place, so it becomes `readBackFailed`.
    /// Throws `unsafe` for a symbolic link, `system`, `afterReplacement`, `readBackFailed`.
    static func replace(
        _ path: String, with bytes: Span<UInt8>, as role: FileRole, temporary: String,
        attributes: FileAttributes, previous: PreviousFile = .ignored,
        readBack: (String) throws(VaultStoreError) -> Void
    ) throws(VaultStoreError) {
        do throws(ReplacementError<VaultStoreError>) {
            try FileReplacement.replace(
                path, with: bytes, temporary: temporary, attributes: attributes, previous: previous,
                readBack: readBack)
        } catch {
            switch error {
            case .before(.removeLeftover, .tooManySymbolicLinks): throw link(temporary, role)
            case .before(_, .tooManySymbolicLinks): throw link(path, role)
            case .before(.keepPrevious, let errno):
                throw .system(errno, doing: "\(ReplacementStep.keepPrevious)", path: "\(path).previous")
            case .before(.dropPrevious, let errno):
                throw .system(errno, doing: "\(ReplacementStep.dropPrevious)", path: "\(path).previous")
            case .before(let step, let errno): throw .system(errno, doing: "\(step)", path: path)
            case .after(let step, let errno): throw .afterReplacement(errno, doing: "\(step)", path: path)
            case .readBack(.format), .readBack(.missing), .readBack(.badPin):
                throw .readBackFailed(path: path)
            case .readBack(let error): throw error
            }
        }
    }

    /// Takes the lock that stands for writing `path`. Throws `busy`, `missing`, `unsafe` for a link,
    /// `system`.
    static func lock(
        _ lockPath: String, of path: String, as role: FileRole, waiting: Duration?
    ) throws(VaultStoreError) -> FileLock {
        do throws(LockError) {
            return try FileLock.acquire(path: lockPath, mode: 0o600, waiting: waiting)
        } catch {
            switch error {
            case .busy: throw .busy(path: path)
            case .system(.tooManySymbolicLinks): throw link(lockPath, role)
            case .system(.noEntry): throw .missing(role, path: path)
            case .system(let errno): throw .system(errno, doing: "lock", path: lockPath)
            }
        }
    }

    private static func link(_ path: String, _ role: FileRole) -> VaultStoreError {
        .unsafe(PermissionFinding(role: role, path: path, problem: .symbolicLink))
    }
}
