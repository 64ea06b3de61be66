import CLinux
import Glibc

/// An error number of the system, with English names for those that the tools tell apart.
package struct Errno: Error, Equatable, Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The number as in `<errno.h>`.
    package let rawValue: Int32

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
    package static let notPermitted = Errno(rawValue: EPERM)
    package static let noEntry = Errno(rawValue: ENOENT)
    package static let interrupted = Errno(rawValue: EINTR)
    package static let ioError = Errno(rawValue: EIO)
    package static let noSuchDeviceOrAddress = Errno(rawValue: ENXIO)
    package static let noSuchDevice = Errno(rawValue: ENODEV)
    package static let notExecutableFormat = Errno(rawValue: ENOEXEC)
    package static let badDescriptor = Errno(rawValue: EBADF)
    package static let wouldBlock = Errno(rawValue: EWOULDBLOCK)
    package static let outOfMemory = Errno(rawValue: ENOMEM)
    package static let permissionDenied = Errno(rawValue: EACCES)
    package static let exists = Errno(rawValue: EEXIST)
    package static let crossDevice = Errno(rawValue: EXDEV)
    package static let notDirectory = Errno(rawValue: ENOTDIR)
    package static let isDirectory = Errno(rawValue: EISDIR)
    package static let invalidArgument = Errno(rawValue: EINVAL)
    package static let fileTooLarge = Errno(rawValue: EFBIG)
    package static let noSpace = Errno(rawValue: ENOSPC)
    package static let readOnlyFileSystem = Errno(rawValue: EROFS)
    package static let tooManyLinks = Errno(rawValue: EMLINK)
    package static let brokenPipe = Errno(rawValue: EPIPE)
    package static let notImplemented = Errno(rawValue: ENOSYS)
    package static let tooManySymbolicLinks = Errno(rawValue: ELOOP)
    package static let illegalByteSequence = Errno(rawValue: EILSEQ)
    package static let timedOut = Errno(rawValue: ETIMEDOUT)
    package static let staleHandle = Errno(rawValue: ESTALE)
    package static let noData = Errno(rawValue: ENODATA)
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
