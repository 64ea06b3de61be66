import Glibc

/// What may still be written on a filesystem.
package struct FileSystemRoom: Equatable, Sendable {
    /// That the caller may still use, and not root alone.
    package let freeBytes: Int
    /// Files that can still be made; nil where they are not counted.
    package let freeFiles: Int?
    /// Whether it is mounted so that nobody can write, whatever is free.
    package let isReadOnly: Bool

    /// With numbers from elsewhere, for tests; `FileSystem.room` asks the kernel.
    package init(freeBytes: Int, freeFiles: Int?, isReadOnly: Bool) {
        self.freeBytes = freeBytes
        self.freeFiles = freeFiles
        self.isReadOnly = isReadOnly
    }
}

extension FileSystemRoom {
    /// Of what a filesystem says that need not be on a disk of ours, and may claim anything.
    init(_ status: statvfs) {
        let (bytes, overflow) = status.f_bavail.multipliedReportingOverflow(by: status.f_frsize)
        self.init(
            freeBytes: overflow ? .max : Int(clamping: bytes),
            // Where files take their place from the common room, such as on btrfs, none are counted at all.
            freeFiles: status.f_files == 0 ? nil : Int(clamping: status.f_favail),
            isReadOnly: status.f_flag & UInt(ST_RDONLY) != 0)
    }
}

extension FileSystem {
    /// What may still be written where a path lies. Wraps `statvfs`.
    package static func room(_ path: String) throws(Errno) -> FileSystemRoom {
        let path = try checked(path)
        var status = statvfs()
        try call { unsafe statvfs(path, &status) }
        return FileSystemRoom(status)
    }
}
