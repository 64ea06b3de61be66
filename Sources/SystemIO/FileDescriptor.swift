import CLinux
import Glibc

/// An open file that closes itself.
///
/// All are opened `O_CLOEXEC`, so that nothing but what `ProcessImage.replace` is told to keep reaches a
/// child. Whoever wrote calls `close()` and looks at its error; for reading, letting go is enough.
package struct FileDescriptor: ~Copyable, Sendable {
    /// The number that the kernel gave, for calls that take one. Valid as long as this value lives.
    package let rawValue: Int32

    /// Takes a descriptor over, to be closed by this value.
    package init(adopting raw: Int32) {
        rawValue = raw
    }

    /// Takes over a descriptor that was named by the user, such as `--fd 3`.
    ///
    /// It is made `FD_CLOEXEC`, because what is read from it is usually a secret that no child is to inherit.
    /// One of 0, 1 and 2 gets another number, and `/dev/null` takes its place. Else the next file to be
    /// opened would be the standard input of the command of `exec`, and that may be the file that holds its
    /// key.
    /// - Throws: `.badDescriptor` when nothing is open there, or a negative number was given.
    package static func adoptInherited(_ raw: Int32) throws(Errno) -> FileDescriptor {
        guard (0...2).contains(raw) else {
            try call { clinux_set_close_on_exec(raw, 1) }
            return FileDescriptor(adopting: raw)
        }
        let moved = FileDescriptor(adopting: try call { fcntl(raw, F_DUPFD_CLOEXEC, 3) })
        // To write there is an error still, and results are not lost.
        let nothing = try open("/dev/null", .read)
        try call { dup2(nothing.rawValue, raw) }
        return moved
    }

    /// How a file is opened.
    package struct OpenOptions: OptionSet, Sendable {
        /// Bits of our own numbering, one for each option: not those of `open`.
        package let rawValue: Int32

        /// Takes any bits; those that stand for no option change nothing.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// For reading. Neither `read` nor `write` means `read`.
        package static let read = OpenOptions(rawValue: 1 << 0)
        /// For writing.
        package static let write = OpenOptions(rawValue: 1 << 1)
        /// Every write goes to the end.
        package static let append = OpenOptions(rawValue: 1 << 2)
        /// Made if it is not there.
        package static let create = OpenOptions(rawValue: 1 << 3)
        /// With `create`: an error if it is there.
        package static let exclusive = OpenOptions(rawValue: 1 << 4)
        /// An error (`.tooManySymbolicLinks`) if the last component is a symbolic link.
        package static let noFollow = OpenOptions(rawValue: 1 << 5)
        /// An error unless it is a folder.
        package static let directory = OpenOptions(rawValue: 1 << 6)
        /// Emptied.
        package static let truncate = OpenOptions(rawValue: 1 << 7)
        /// Neither opening nor reading waits.
        package static let nonBlocking = OpenOptions(rawValue: 1 << 8)

        /// The flags of `open`. Never a controlling terminal by accident, never inherited.
        var flags: Int32 {
            var flags: Int32 = O_CLOEXEC | O_NOCTTY
            if contains(.write) { flags |= contains(.read) ? O_RDWR : O_WRONLY }
            if contains(.append) { flags |= O_APPEND }
            if contains(.create) { flags |= O_CREAT }
            if contains(.exclusive) { flags |= O_EXCL }
            if contains(.noFollow) { flags |= O_NOFOLLOW }
            if contains(.directory) { flags |= O_DIRECTORY }
            if contains(.truncate) { flags |= O_TRUNC }
            if contains(.nonBlocking) { flags |= O_NONBLOCK }
            return flags
        }
    }

    /// Opens a file. Wraps `open`.
    /// - Parameter mode: permissions of a file that is made, less the umask. Use `setMode` for exact ones.
    package static func open(
        _ path: String, _ options: OpenOptions, mode: UInt16 = 0o600
    ) throws(Errno) -> FileDescriptor {
        let path = try checked(path)
        return FileDescriptor(adopting: try call { unsafe Glibc.open(path, options.flags, mode_t(mode)) })
    }

    /// Reads once into the free room of `output`.
    /// - Returns: how many bytes were appended; 0 at the end, or when there was no room.
    package func read(into output: inout OutputSpan<UInt8>) throws(Errno) -> Int {
        try readOnce(rawValue, into: &output)
    }

    /// Reads once, `count` bytes at most. An empty array is the end.
    package func read(upTo count: Int) throws(Errno) -> [UInt8] {
        try readOnce(rawValue, upTo: count)
    }

    /// Writes everything, in as many calls as it takes.
    package func writeAll(_ bytes: Span<UInt8>) throws(Errno) {
        try write(rawValue, bytes)
    }

    /// Writes once, which may be less than all.
    /// - Returns: how many bytes were written.
    package func writeSome(_ bytes: Span<UInt8>) throws(Errno) -> Int {
        try call { unsafe bytes.withUnsafeBytes { unsafe Glibc.write(rawValue, $0.baseAddress, $0.count) } }
    }

    /// Has the content brought to the disk. Wraps `fsync`.
    package func synchronize() throws(Errno) {
        try call { fsync(rawValue) }
    }

    /// What the file is. Wraps `fstat`.
    package func status() throws(Errno) -> FileStatus {
        var result = stat()
        try call { unsafe fstat(rawValue, &result) }
        return FileStatus(result)
    }

    /// Sets the permission bits, whatever the umask. Wraps `fchmod`.
    package func setMode(_ mode: UInt16) throws(Errno) {
        try call { fchmod(rawValue, mode_t(mode)) }
    }

    /// Sets owner and group; nil leaves one as it is. Wraps `fchown`.
    package func setOwner(user: UInt32?, group: UInt32?) throws(Errno) {
        try call { fchown(rawValue, user ?? .max, group ?? .max) }
    }

    /// Gives the descriptor away: it stays open, and whoever holds the number closes it.
    package consuming func release() -> Int32 {
        let raw = rawValue
        discard self
        return raw
    }

    /// Closes it, and says what `close` said: on network filesystems a lost write is first heard of here.
    ///
    /// Not tried again after `EINTR`: Linux has closed it then.
    package consuming func close() throws(Errno) {
        let raw = rawValue
        discard self
        if Glibc.close(raw) != 0 { throw .last }
    }

    deinit {
        // A reader loses nothing by an error here. EBADF is another matter: somebody closed a descriptor that
        // was ours, and the next to be opened under its number would have been closed by us.
        let failed = Glibc.close(rawValue) != 0
        precondition(!failed || Errno.last != .badDescriptor, "a descriptor was closed twice")
    }
}
