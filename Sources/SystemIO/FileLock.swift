import Glibc

/// Why a lock was not had.
package enum LockError: Error, Equatable, Sendable {
    /// Somebody else holds it, and went on holding it for as long as the caller wanted to wait.
    case busy
    case system(Errno)
}

/// An exclusive lock that lasts as long as this value.
///
/// `flock` on a file of its own that is never replaced or removed: the kernel lets go of it when the process
/// ends, however it ends, so there is nothing stale to clean up. Removing the file would let two processes
/// hold "the" lock on two files. Reading takes no lock.
package struct FileLock: ~Copyable {
    private let file: FileDescriptor

    /// Takes the lock, making its file if it is not there.
    /// - Parameters:
    ///   - mode: permissions of a file that is made, whatever the umask.
    ///   - waiting: how long to try; nil tries once.
    /// - Throws: `.busy`; `.system`, with `.tooManySymbolicLinks` for a symbolic link and `.invalidArgument`
    ///   for anything else that is no regular file.
    package static func acquire(
        path: String, mode: UInt16 = 0o600, waiting: Duration? = nil
    ) throws(LockError) -> FileLock {
        let deadline = SystemClock.monotonic() + (waiting?.nanoseconds ?? 0)
        var pause: Int64 = 1_000_000
        while true {
            do throws(Errno) {
                if let lock = try attempt(path: path, mode: mode) { return lock }
            } catch {
                throw .system(error)
            }
            let left = deadline - SystemClock.monotonic()
            if left <= 0 { throw .busy }
            SystemClock.pause(nanoseconds: min(pause, left))
            // Holders keep it for a few fsyncs: soon at first, then twenty times a second.
            pause = min(pause * 2, 50_000_000)
        }
    }

    /// Lets go. Naming the moment keeps the lock until then: the compiler may end an unused value sooner.
    package consuming func release() {}

    deinit {
        // Closing is not enough: a process that is just being started holds a copy of the descriptor, and
        // with it the lock, until it becomes another program.
        _ = flock(file.rawValue, LOCK_UN)
    }

    private static func attempt(path: String, mode: UInt16) throws(Errno) -> FileLock? {
        let file = try openOrCreate(path, mode: mode)
        let status = try file.status()
        if status.kind != .regular { throw .invalidArgument }
        do throws(Errno) {
            try call { flock(file.rawValue, LOCK_EX | LOCK_NB) }
        } catch .wouldBlock {
            return nil
        }
        // Should somebody have removed the file between opening and locking, others lock another one by now.
        do throws(Errno) {
            guard try FileStatus.of(path, followingLinks: false).isSameFile(as: status) else { return nil }
        } catch .noEntry {
            return nil
        }
        return FileLock(file: file)
    }

    private static func openOrCreate(_ path: String, mode: UInt16) throws(Errno) -> FileDescriptor {
        do throws(Errno) {
            return try .open(path, [.read, .write, .noFollow, .nonBlocking])
        } catch .noEntry {
            do throws(Errno) {
                let file = try FileDescriptor.open(
                    path, [.read, .write, .create, .exclusive, .noFollow], mode: mode)
                try file.setMode(mode)
                return file
            } catch .exists {
                return try .open(path, [.read, .write, .noFollow, .nonBlocking])
            }
        }
    }
}

extension Duration {
    /// At most 292 years, never negative.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        if seconds < 0 || attoseconds < 0 { return 0 }
        let most = Int64.max / 4_000_000_000
        return min(seconds, most) * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
