import Glibc
import Synchronization

/// Held while a descriptor is there that a child must not inherit but still could (`pipe2` is not visible to
/// Swift), and while a child is started.
let launching = Mutex<Void>(())

/// A descriptor that closes itself, never inherited by a child unless it is passed on by number.
struct OwnedDescriptor: ~Copyable {
    let number: CInt

    init(_ number: CInt, _ call: String) throws(LaunchError) {
        guard number >= 0 else { throw LaunchError(call: call, code: errno) }
        self.number = number
    }

    deinit { close(number) }

    /// Gives it away: whoever holds the number closes it.
    consuming func release() -> CInt {
        let number = number
        discard self
        return number
    }

    static func open(_ path: String, _ flags: CInt, mode: mode_t = 0o600) throws(LaunchError)
        -> OwnedDescriptor
    {
        try OwnedDescriptor(unsafe Glibc.open(path, flags | O_CLOEXEC, mode), path)
    }

    /// A pipe; the reading end does not block.
    static func pipe() throws(LaunchError) -> Pipe {
        let ends = launching.withLock { _ in
            var ends: [CInt] = [-1, -1]
            _ = unsafe Glibc.pipe(&ends)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return ends
        }
        let reading = try OwnedDescriptor(ends[0], "pipe")
        let writing = try OwnedDescriptor(ends[1], "pipe")
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return Pipe(reading: reading, writing: writing)
    }

    /// Something that reads as `bytes`: a pipe where they fit into its buffer, else a file that has no name.
    static func reading(_ bytes: [UInt8]) throws(LaunchError) -> OwnedDescriptor {
        if bytes.count <= 60 * 1024 {
            let pipe = try OwnedDescriptor.pipe()
            _ = fcntl(pipe.reading.number, F_SETFL, 0)
            try pipe.writing.write(bytes)
            return pipe.takeReadingEnd()
        }
        let name = "/tmp/d24-input-\(UInt64.random(in: .min ... .max))"
        let file = try OwnedDescriptor.open(name, O_RDWR | O_CREAT | O_EXCL)
        unsafe unlink(name)
        try file.write(bytes)
        lseek(file.number, 0, SEEK_SET)
        return file
    }

    func write(_ bytes: [UInt8]) throws(LaunchError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(number, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw LaunchError(call: "write", code: errno) }
            done += count
        }
    }

    /// Appends what is there to be read; false at the end (or where a terminal hung up).
    func drain(into bytes: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe Glibc.read(number, &chunk, chunk.count)
            if count > 0 {
                bytes += chunk[..<count]
            } else if count < 0 && errno == EINTR {
                continue
            } else {
                return count < 0 && errno == EAGAIN
            }
        }
    }
}

/// Both ends of a pipe.
struct Pipe: ~Copyable {
    var reading: OwnedDescriptor
    var writing: OwnedDescriptor

    consuming func takeReadingEnd() -> OwnedDescriptor { reading }
}

/// A terminal with nobody in front of it but us.
package struct PseudoTerminal: ~Copyable {
    let control: OwnedDescriptor
    /// Held open by us too: the control side would otherwise report a hang-up between two users of the
    /// terminal.
    let line: OwnedDescriptor
    package let path: String

    package init() throws(LaunchError) {
        let control = try OwnedDescriptor.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
        // unlockpt and ptsname of pts(4), whose functions Swift does not see: TIOCSPTLCK and TIOCGPTN.
        var locked: CInt = 0
        var number: CUnsignedInt = 0
        guard unsafe ioctl(control.number, 0x4004_5431, &locked) == 0,
            unsafe ioctl(control.number, 0x8004_5430, &number) == 0
        else { throw LaunchError(call: "/dev/ptmx", code: errno) }
        let path = "/dev/pts/\(number)"
        line = try .open(path, O_RDWR | O_NOCTTY)
        self.control = control
        self.path = path
    }

    /// Both sides, for the caller to close; the control side does not block.
    package consuming func release() -> (control: CInt, line: CInt) {
        (control.release(), line.release())
    }
}
