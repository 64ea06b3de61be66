internal import SystemIO

/// A small file in which a tool remembers something from one run to the next, under a lock of its own that is
/// held as long as this value lives: two runs would else remember half of each.
package struct KeptFile: ~Copyable {
    /// As it was given; the lock is `.lock` after it, the file being written `.new`.
    package let path: String
    private let lock: FileLock

    /// Takes the lock, and does not wait for it. The file itself need not be there, but its folder must, and
    /// nobody else may write it: what is read in later runs would be refused there.
    ///
    /// Throws `busy`, `missing` for the folder, `unsafe`, `system`.
    package init(_ path: String) throws(VaultStoreError) {
        self.path = path
        do throws(VaultStoreError) {
            try PermissionRules.check(folder: FileSystem.folder(of: path), as: .state)
        } catch {
            guard case .system(.noEntry, _, _) = error else { throw error }
            throw .missing(.state, path: path)
        }
        lock = try DurableWrite.lock("\(path).lock", of: path, as: .state, waiting: nil)
    }

    /// All of such a file, without its lock, or nil where there is none. Whoever can write it can say what
    /// was seen, so it is checked as a pin is.
    ///
    /// - Parameter limit: bytes; a longer one is not what was kept here.
    /// Throws `unsafe`, `system`, with `.fileTooLarge` for one that is longer.
    package static func look(_ path: String, limit: Int) throws(VaultStoreError) -> [UInt8]? {
        do throws(VaultStoreError) {
            return try CheckedFile.read(path, as: .state, limit: limit)
        } catch {
            guard case .missing = error else { throw error }
            return nil
        }
    }

    /// Puts other bytes in its place (0600), and lets go. Throws `unsafe`, `system`, `afterReplacement`.
    package consuming func replace(with bytes: Span<UInt8>) throws(VaultStoreError) {
        try Self.replace(path, with: bytes, as: .state, mode: 0o600)
        // Named, because the lock would else end with the last use of it.
        lock.release()
    }

    /// How long to wait for others that publish in the same place: as long as a few writes take on a slow
    /// disk.
    private static let patience = Duration.seconds(10)

    /// Puts bytes that others are to read in a file's place (0644), one writer at a time: two would else
    /// share the temporary file, and one put in place what the other has half written.
    ///
    /// The folder may be anybody's: nothing is ever read back from there, and no link in it is followed.
    /// Throws `busy`, `missing` for the folder, `unsafe`, `system`, `afterReplacement`.
    package static func publish(_ path: String, _ bytes: Span<UInt8>) throws(VaultStoreError) {
        let lock = try DurableWrite.lock("\(path).lock", of: path, as: .metrics, waiting: patience)
        try replace(path, with: bytes, as: .metrics, mode: 0o644)
        lock.release()
    }

    private static func replace(
        _ path: String, with bytes: Span<UInt8>, as role: FileRole, mode: UInt16
    ) throws(VaultStoreError) {
        try DurableWrite.replace(
            path, with: bytes, as: role, temporary: "\(path).new",
            attributes: FileAttributes(mode: mode)
        ) { _ throws(VaultStoreError) in }
    }
}
