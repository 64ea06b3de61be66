import CLinux
import Glibc

/// An error number of the system, with English names for those that the tools tell apart.
package struct Errno: Error, Equatable, Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The number as in `<errno.h>`.
    package let rawValue: Int32

    /// Takes any number: one that the system has no text for is described as `error 9999`.
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The system's own words, beginning in lower case: "no such file or directory".
    ///
    /// Wraps `strerrordesc_np`, whose text does not depend on the locale.
    package var description: String {
        guard let text = unsafe clinux_error_text(rawValue) else { return "error \(rawValue)" }
        let words = unsafe String(cString: text)
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    /// The number that the last failed call of this thread left behind.
    static var last: Errno { Errno(rawValue: errno) }
}

extension Errno {
    /// EPERM: for root or a capability alone, or what a filesystem never allows, such as hard links on vfat.
    package static let notPermitted = Errno(rawValue: EPERM)
    /// ENOENT: there is no such name, or no such locale; also ours, where the resolver could not tell.
    package static let noEntry = Errno(rawValue: ENOENT)
    /// EINTR: a signal came first. The function `call` then does its system call again.
    package static let interrupted = Errno(rawValue: EINTR)
    /// EIO: the disk failed, or a terminal has gone away.
    package static let ioError = Errno(rawValue: EIO)
    /// ENXIO: of `/dev/tty`, that the process has no controlling terminal.
    package static let noSuchDeviceOrAddress = Errno(rawValue: ENXIO)
    /// ENODEV: there is a device file, but nothing behind it.
    package static let noSuchDevice = Errno(rawValue: ENODEV)
    /// ENOEXEC: the file may be executed, but is no program, such as a script without `#!`.
    package static let notExecutableFormat = Errno(rawValue: ENOEXEC)
    /// EBADF: nothing is open under the number, or not for reading, or not for writing.
    package static let badDescriptor = Errno(rawValue: EBADF)
    /// EWOULDBLOCK, which is EAGAIN: nothing can be read or written yet, or another holds the lock.
    package static let wouldBlock = Errno(rawValue: EWOULDBLOCK)
    /// ENOMEM: no memory, or no more that may be locked.
    package static let outOfMemory = Errno(rawValue: ENOMEM)
    /// EACCES: as a rule, that permissions of the file or of a folder on its path do not allow it.
    package static let permissionDenied = Errno(rawValue: EACCES)
    /// EEXIST: the name is taken.
    package static let exists = Errno(rawValue: EEXIST)
    /// EXDEV: a hard link or a rename would lead to another filesystem.
    package static let crossDevice = Errno(rawValue: EXDEV)
    /// ENOTDIR: something on the path that should be a folder is none.
    package static let notDirectory = Errno(rawValue: ENOTDIR)
    /// EISDIR: a folder where a file was meant.
    package static let isDirectory = Errno(rawValue: EISDIR)
    /// EINVAL; also ours, for a NUL in a path, and for what is no regular file where one is needed.
    package static let invalidArgument = Errno(rawValue: EINVAL)
    /// EFBIG: beyond the limit for files (RLIMIT_FSIZE); also ours, for more than a caller's limit.
    package static let fileTooLarge = Errno(rawValue: EFBIG)
    /// ENOSPC: the disk is full, or takes no more files; also ours, for a pipe that takes no more.
    package static let noSpace = Errno(rawValue: ENOSPC)
    /// EROFS: nothing can be written there, whatever the permissions.
    package static let readOnlyFileSystem = Errno(rawValue: EROFS)
    /// EMLINK: the file has as many names as its filesystem allows.
    package static let tooManyLinks = Errno(rawValue: EMLINK)
    /// EPIPE: nobody reads any more. An error at all only since `ProcessHardening.begin` ignores SIGPIPE.
    package static let brokenPipe = Errno(rawValue: EPIPE)
    /// ENOSYS: the kernel has no such call, or a sandbox says so.
    package static let notImplemented = Errno(rawValue: ENOSYS)
    /// ELOOP: links lead on and on, or there is one and `noFollow` was given; also ours, for that.
    package static let tooManySymbolicLinks = Errno(rawValue: ELOOP)
    /// EILSEQ: as a rule ours, for a path or a name that is not UTF-8.
    package static let illegalByteSequence = Errno(rawValue: EILSEQ)
    /// ETIMEDOUT; also ours, for a program that took longer than there was patience.
    package static let timedOut = Errno(rawValue: ETIMEDOUT)
    /// ESTALE: the file went away on the server that it lies on (NFS).
    package static let staleHandle = Errno(rawValue: ESTALE)
    /// ENODATA: the file has no extended attribute of that name.
    package static let noData = Errno(rawValue: ENODATA)
    /// ENOTSUP, on Linux the same as EOPNOTSUPP: there is no such thing here, such as access lists of files.
    package static let notSupported = Errno(rawValue: ENOTSUP)
}

/// Does a system call that answers −1 on failure, again when a signal interrupted it.
///
/// Never for `close`: on Linux the descriptor is gone whatever `close`
/// says, and closing it again could close another thread's.
@discardableResult
func call<Result: FixedWidthInteger & SignedInteger>(_ body: () -> Result) throws(Errno) -> Result {
    while true {
        let result = body()
        if result != -1 { return result }
        let error = Errno.last
        if error != .interrupted { throw error }
    }
}

/// Does a call of those that answer with the error number itself, and leave `errno` alone.
func succeed(_ number: Int32) throws(Errno) {
    if number != 0 { throw Errno(rawValue: number) }
}

/// A path that C will read to its end: one with a NUL inside would silently name another file.
func checked(_ path: String) throws(Errno) -> String {
    if path.utf8.contains(0) { throw .invalidArgument }
    return path
}
