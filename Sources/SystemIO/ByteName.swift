import Glibc

/// Files by paths and names that are bytes: on Linux they need not be UTF-8, and may hold anything but `/`
/// and NUL.
extension FileDescriptor {
    /// Opens a file for reading by a path in bytes. Wraps `open`.
    package static func open(
        bytes path: [UInt8], _ options: OpenOptions
    ) throws(Errno) -> FileDescriptor {
        let path = try terminated(path)
        return FileDescriptor(adopting: try call { unsafe Glibc.open(path, options.flags, 0) })
    }

    /// Opens what has a name in this folder, for reading. Wraps `openat`.
    package func open(
        name: [UInt8], _ options: OpenOptions
    ) throws(Errno) -> FileDescriptor {
        let name = try Self.terminated(name)
        return FileDescriptor(adopting: try call { unsafe openat(rawValue, name, options.flags, 0) })
    }

    /// What a name in this folder is; links are not followed. Wraps `fstatat`.
    package func status(ofName name: [UInt8]) throws(Errno) -> FileStatus {
        let name = try Self.terminated(name)
        var result = stat()
        try call { unsafe fstatat(rawValue, name, &result, AT_SYMLINK_NOFOLLOW) }
        return FileStatus(result)
    }

    /// Where the link with a name in this folder points. Wraps `readlinkat`.
    /// - Throws: `.invalidArgument` when it is no link.
    package func linkTarget(ofName name: [UInt8]) throws(Errno) -> [UInt8] {
        let name = try Self.terminated(name)
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = try call { unsafe readlinkat(rawValue, name, &target, target.count) }
        return target.prefix(count).map { UInt8(bitPattern: $0) }
    }

    private static func terminated(_ bytes: [UInt8]) throws(Errno) -> [CChar] {
        if bytes.contains(0) { throw .invalidArgument }
        return bytes.map { CChar(bitPattern: $0) } + [0]
    }
}
