import Glibc

/// What a file is, who owns it, and who may touch it.
package struct FileStatus: Sendable, Equatable {
    /// What the tools tell apart; `other` is a pipe, a socket or a device.
    package enum Kind: Sendable, Equatable {
        case regular
        case directory
        case symbolicLink
        case other
    }

    /// A symbolic link only for a look that did not follow it.
    package let kind: Kind
    /// The permission bits, 0 to 0o7777.
    package let mode: UInt32
    /// User id.
    package let owner: UInt32
    /// Group id.
    package let group: UInt32
    /// Bytes.
    package let size: Int
    /// Of the filesystem that it lies on, as a `dev_t`: `DeviceNumber` takes it apart.
    package let device: UInt64
    /// Its number on that filesystem, which is free for another file once it is gone.
    package let inode: UInt64
    /// The device that a device file stands for.
    package let represents: DeviceNumber

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
        mode = status.st_mode & 0o7777
        owner = status.st_uid
        group = status.st_gid
        size = Int(status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        represents = DeviceNumber(UInt64(status.st_rdev))
    }

    /// Looks at a path. Wraps `stat`, or `lstat` when links are not followed.
    package static func of(_ path: String, followingLinks: Bool = true) throws(Errno) -> FileStatus {
        let path = try checked(path)
        var result = stat()
        if followingLinks {
            try call { unsafe stat(path, &result) }
        } else {
            try call { unsafe lstat(path, &result) }
        }
        return FileStatus(result)
    }

    /// Whether both are the same file under two names.
    package func isSameFile(as other: FileStatus) -> Bool {
        device == other.device && inode == other.inode
    }
}
