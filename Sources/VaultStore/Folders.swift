internal import SystemIO

/// Making the folders that our files lie in.
enum Folders {
    /// Makes a folder and those above it that are missing, with the given permissions whatever the umask, and
    /// brings each to the disk. A folder that is there stays as it is. Throws `system`.
    static func make(_ path: String, mode: UInt16, group: UInt32? = nil) throws(VaultStoreError) {
        if VaultPaths.fileExists(path) { return }
        let parent = FileSystem.folder(of: path)
        if parent != path { try make(parent, mode: mode) }
        do throws(Errno) {
            do throws(Errno) { try FileSystem.makeDirectory(path, mode: mode) } catch {
                // Another process may have made it in between.
                guard error == .exists else { throw error }
                return
            }
            try FileSystem.chmod(path, mode: mode)
            if let group { try FileSystem.chown(path, user: nil, group: group) }
            try FileSystem.synchronizeFolder(parent)
        } catch {
            throw .system(error, doing: "make the folder", path: path)
        }
    }
}
