import CLinux
import Glibc

/// Names in folders: making, moving, removing, looking. Every function throws what the system said.
package enum FileSystem {
    /// Removes a name; never a folder. Wraps `unlink`.
    package static func unlink(_ path: String) throws(Errno) {
        let path = try checked(path)
        try call { unsafe Glibc.unlink(path) }
    }

    /// Removes a name if it is there. Wraps `unlink`.
    /// - Returns: whether it was there.
    @discardableResult
    package static func unlinkIfPresent(_ path: String) throws(Errno) -> Bool {
        do throws(Errno) {
            try unlink(path)
            return true
        } catch .noEntry {
            return false
        }
    }

    /// Puts a file in place of another in one step. Wraps `rename`.
    package static func rename(_ source: String, to target: String) throws(Errno) {
        let source = try checked(source)
        let target = try checked(target)
        try call { unsafe Glibc.rename(source, target) }
    }

    /// Gives a file or a folder a name that must be free. Wraps `renameat2` with `RENAME_NOREPLACE`.
    /// - Throws: `.exists`; `.invalidArgument` on the few filesystems that cannot.
    package static func rename(_ source: String, toNew target: String) throws(Errno) {
        let source = try checked(source)
        let target = try checked(target)
        try call { unsafe clinux_rename_to_new(source, target) }
    }

    /// Gives a file a second name, which must be free. Wraps `link`, which does not follow links.
    package static func link(_ existing: String, as name: String) throws(Errno) {
        let existing = try checked(existing)
        let name = try checked(name)
        try call { unsafe Glibc.link(existing, name) }
    }

    /// Makes a folder with exactly these permissions. Wraps `mkdir`, then `chmod` for the bits that the umask
    /// took away: it is never more open than asked for.
    package static func makeDirectory(_ path: String, mode: UInt16) throws(Errno) {
        let checkedPath = try checked(path)
        try call { unsafe mkdir(checkedPath, mode_t(mode)) }
        do throws(Errno) {
            let status = try FileStatus.of(path, followingLinks: false)
            if status.mode != UInt32(mode) { try chmod(path, mode: mode) }
        } catch {
            _ = try? removeDirectory(path)
            throw error
        }
    }

    /// Removes a folder that is empty. Wraps `rmdir`.
    package static func removeDirectory(_ path: String) throws(Errno) {
        let path = try checked(path)
        try call { unsafe rmdir(path) }
    }

    /// Sets permissions, whatever the umask. Wraps `chmod`, which follows links.
    package static func chmod(_ path: String, mode: UInt16) throws(Errno) {
        let path = try checked(path)
        try call { unsafe Glibc.chmod(path, mode_t(mode)) }
    }

    /// Sets owner and group, not following a link; nil leaves one as it is. Wraps `lchown`.
    package static func chown(_ path: String, user: UInt32?, group: UInt32?) throws(Errno) {
        let path = try checked(path)
        try call { unsafe lchown(path, user ?? .max, group ?? .max) }
    }

    /// The one absolute path without links and dots. Wraps `realpath`.
    /// - Throws: `.illegalByteSequence` when it is not UTF-8.
    package static func canonicalPath(_ path: String) throws(Errno) -> String {
        let path = try checked(path)
        guard let resolved = unsafe realpath(path, nil) else { throw .last }
        defer { unsafe free(resolved) }
        guard let text = unsafe String(validatingCString: resolved) else { throw .illegalByteSequence }
        return text
    }

    /// Where a symbolic link points. Wraps `readlink`.
    /// - Throws: `.invalidArgument` when it is no link, `.illegalByteSequence` when it is not UTF-8.
    package static func readLink(_ path: String) throws(Errno) -> String {
        let path = try checked(path)
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = try call { unsafe readlink(path, &target, target.count) }
        let bytes = target.prefix(count).map { UInt8(bitPattern: $0) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .illegalByteSequence }
        return text
    }

    /// Whether a POSIX access list says who may do what, besides the permission bits, whose group's are then
    /// the most that the list allows anybody. Wraps `lgetxattr`.
    package static func hasAccessList(_ path: String) throws(Errno) -> Bool {
        let path = try checked(path)
        do throws(Errno) {
            return try call { unsafe clinux_access_list_size(path) } > 0
        } catch {
            // What cannot have lists has none.
            guard error == .noData || error == .notSupported else { throw error }
            return false
        }
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`. Wraps `readdir`.
    /// - Throws: `.illegalByteSequence` when one of them is not UTF-8.
    package static func list(_ folder: String) throws(Errno) -> [String] {
        let path = try checked(folder)
        guard let stream = unsafe opendir(path) else { throw .last }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            // readdir tells the end from a failure by errno alone.
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno != 0 { throw .last }
                return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
            // The name's field is declared with 256 bytes, but only as many as it has are there to be read.
            let start = unsafe UnsafeRawPointer(entry) + (MemoryLayout.offset(of: \dirent.d_name) ?? 0)
            guard let name = unsafe String(validatingCString: start.assumingMemoryBound(to: CChar.self))
            else {
                throw .illegalByteSequence
            }
            if name != "." && name != ".." { names.append(name) }
        }
    }

    /// Has a folder's names brought to the disk: a rename survives a power cut only after this.
    package static func synchronizeFolder(_ path: String) throws(Errno) {
        let folder = try FileDescriptor.open(path, [.read, .directory])
        try folder.synchronize()
        try folder.close()
    }

    /// The folder that a path's last component lies in, as text: `.` for a bare name. Links are not looked
    /// at.
    package static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
