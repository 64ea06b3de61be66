/// What becomes of the file that is replaced.
package enum PreviousFile: Sendable, Equatable {
    /// Nothing is kept, and nothing is looked for.
    case ignored
    /// The file that is replaced stays under this path, in place of an older one.
    case kept(at: String)
    /// An older one at this path is removed, for good, *before* the new file is in place.
    case dropped(at: String)
}

/// Keeping or dropping the file that is about to be replaced.
extension FileReplacement {
    /// The name under which the previous file is prepared.
    ///
    /// After a kill it may stay behind, so whoever drops the previous file removes this one too.
    static func preparation(of path: String) -> String { path + ".link" }

    static func settle(_ previous: PreviousFile, replacing target: String) throws(StepFailure) {
        switch previous {
        case .ignored: return
        case .kept(let path):
            try step(.keepPrevious) { () throws(Errno) in try keep(target, at: path) }
        case .dropped(let path):
            try step(.dropPrevious) { () throws(Errno) in try drop(path) }
        }
    }

    /// Puts a second name of `target` in place of `path`, so that there is always a whole previous file.
    ///
    /// `rename` does nothing, and leaves both names, when both are the same file already (POSIX): that is so
    /// after a kill between this and the rename of the target. Hence the name is unlinked afterwards too.
    private static func keep(_ target: String, at path: String) throws(Errno) {
        let preparation = preparation(of: path)
        try FileSystem.unlinkIfPresent(preparation)
        do throws(Errno) {
            try FileSystem.link(target, as: preparation)
        } catch  where linksAreUnavailable(error) {
            try copy(target, to: preparation)
        }
        do throws(Errno) {
            try FileSystem.rename(preparation, to: path)
        } catch {
            _ = try? FileSystem.unlinkIfPresent(preparation)
            throw error
        }
        try FileSystem.unlinkIfPresent(preparation)
    }

    /// Removes the previous file and has the folder brought to the disk, before the new file is in place:
    /// should we be killed in between, the old file stands, and nothing but it opens for whoever is being
    /// shut out.
    private static func drop(_ path: String) throws(Errno) {
        try FileSystem.unlinkIfPresent(path)
        try FileSystem.unlinkIfPresent(preparation(of: path))
        try FileSystem.synchronizeFolder(FileSystem.folder(of: path))
    }

    /// EPERM: vfat, and fs.protected_hardlinks; the others: filesystems that have none, or no more of them.
    private static func linksAreUnavailable(_ error: Errno) -> Bool {
        [.notPermitted, .notSupported, .notImplemented, .crossDevice, .tooManyLinks].contains(error)
    }

    /// Where there are no hard links: a copy with the same owner and permissions, on the disk before it
    /// counts.
    static func copy(_ source: String, to path: String) throws(Errno) {
        do throws(Errno) {
            let original = try FileDescriptor.open(source, [.read, .noFollow])
            let status = try original.status()
            let copy = try FileDescriptor.open(path, [.write, .create, .exclusive, .noFollow], mode: 0o600)
            try copy.setOwner(user: status.owner, group: status.group)
            try copy.setMode(UInt16(status.mode))
            while true {
                let piece = try original.read(upTo: 64 << 10)
                if piece.isEmpty { break }
                try copy.writeAll(piece.span)
            }
            try copy.synchronize()
            try copy.close()
        } catch {
            _ = try? FileSystem.unlinkIfPresent(path)
            throw error
        }
    }
}
