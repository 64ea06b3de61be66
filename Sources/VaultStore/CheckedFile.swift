package import SystemIO

/// Opening files whose owner and permissions count.
package enum CheckedFile {
    /// Opens a file for reading, following links, and checks what was opened: not the path, behind which
    /// there may be another file by then.
    ///
    /// Opening never waits, so that a named pipe in the file's place is refused and not waited for.
    /// Throws `missing`, `unsafe`, `system`.
    static func open(
        _ path: String, as role: FileRole, credentialsDirectory: String? = nil
    ) throws(VaultStoreError) -> FileDescriptor {
        let file = try open(path, role)
        try PermissionRules.check(
            try status(of: file, path), at: path, as: role, credentialsDirectory: credentialsDirectory)
        return file
    }

    /// Looks at a file as `open` does, and reads nothing of it. Throws `missing`, `unsafe`, `system`.
    package static func look(
        _ path: String, as role: FileRole, credentialsDirectory: String?
    ) throws(VaultStoreError) -> FileStatus {
        try status(of: try open(path, as: role, credentialsDirectory: credentialsDirectory), path)
    }

    /// Reads a whole file that is no secret. Throws `missing`, `unsafe`, `system`, with `.fileTooLarge` for
    /// one that is longer.
    /// - Parameter limit: bytes.
    package static func read(_ path: String, as role: FileRole, limit: Int) throws(VaultStoreError) -> [UInt8]
    {
        let file = try open(path, as: role)
        do throws(ReadError) { return try LimitedReader.read(file, limit: limit) } catch {
            switch error {
            case .system(let errno): throw .system(errno, doing: "read", path: path)
            case .tooLarge: throw .system(.fileTooLarge, doing: "read", path: path)
            }
        }
    }

    private static func open(_ path: String, _ role: FileRole) throws(VaultStoreError) -> FileDescriptor {
        do { return try FileDescriptor.open(path, [.read, .nonBlocking]) } catch {
            guard error == .noEntry || error == .notDirectory else {
                throw .system(error, doing: role.opening, path: path)
            }
            throw .missing(role, path: path)
        }
    }

    private static func status(
        of file: borrowing FileDescriptor, _ path: String
    ) throws(VaultStoreError) -> FileStatus {
        do { return try file.status() } catch { throw .system(error, doing: "look at", path: path) }
    }
}
