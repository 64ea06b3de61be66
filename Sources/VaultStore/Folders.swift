internal import SystemIO

/// Making the folders that our files lie in.
enum Folders {
    /// Makes a folder and those above it that are missing, with the given permissions whatever the umask, and
    /// brings each to the disk. A folder that is there stays as it is. Throws `system`.
    ///
    /// Those above get the group too: without it, its members could not get through them.
    static func make(_ path: String, mode: UInt16, group: UInt32? = nil) throws(VaultStoreError) {
        if VaultPaths.fileExists(path) { return }
        let parent = FileSystem.folder(of: path)
        if parent != path { try make(parent, mode: mode, group: group) }
        do throws(Errno) {
            do throws(Errno) { try put(path, mode: mode, group: group) } catch {
                // Another process may have made it in between.
                guard VaultPaths.fileExists(path) else { throw error }
            }
            try FileSystem.synchronizeFolder(parent)
        } catch {
            throw .system(error, doing: "make the folder", path: path)
        }
    }

    /// Gives the folder its name when nothing is left to do: one that was left half made by a kill would be
    /// taken for finished by the next run.
    private static func put(_ path: String, mode: UInt16, group: UInt32?) throws(Errno) {
        let temporary = "\(path).new"
        do throws(Errno) { try FileSystem.makeDirectory(temporary, mode: mode) } catch {
            guard error == .exists else { throw error }
            let left = try FileStatus.of(temporary, followingLinks: false)
            guard left.kind == .directory, left.owner == Host.effectiveUser else { throw error }
            try FileSystem.chmod(temporary, mode: mode)
        }
        do throws(Errno) {
            if let group { try FileSystem.chown(temporary, user: nil, group: group) }
            try FileSystem.rename(temporary, to: path)
        } catch {
            _ = try? FileSystem.removeDirectory(temporary)
            throw error
        }
    }
}
