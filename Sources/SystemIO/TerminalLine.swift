import Glibc

/// A terminal from which one line is read.
struct TerminalLine: ~Copyable {
    /// Never waits by itself: another process may take the line between `poll` and `read`, and a `read` that
    /// waits would not hear a signal. The flag belongs to this opening of the terminal alone.
    let input: FileDescriptor
    private let output: FileDescriptor

    /// A full line of the kernel: 4095 bytes and the newline.
    static var capacity: Int { 4096 }

    init(_ device: String) throws(TerminalError) {
        do throws(Errno) {
            let input = try FileDescriptor.open(device, [.read, .write, .nonBlocking])
            output = try .open(device, .write)
            self.input = input
        } catch {
            let missing: [Errno] = [
                .noSuchDeviceOrAddress, .noEntry, .permissionDenied, .noSuchDevice, .ioError,
            ]
            throw missing.contains(error) ? .notAvailable : .system(error)
        }
    }

    func show(_ text: String) throws(TerminalError) {
        do throws(Errno) {
            try output.writeAll(Array(text.utf8).span)
        } catch {
            throw .system(error)
        }
    }

    /// Reads to the end of the line, and leaves the newline out.
    /// - Parameter wait: returns when there is something to read.
    func read(
        into line: inout OutputSpan<UInt8>, limit: Int, wait: () throws(TerminalError) -> Void
    ) throws(TerminalError) {
        while true {
            try wait()
            let count: Int
            do throws(Errno) {
                count = try input.read(into: &line)
            } catch .wouldBlock {
                continue
            } catch .ioError {
                throw .endOfInput
            } catch {
                throw .system(error)
            }
            // Also when a line had begun: without its end nobody knows whether it is whole.
            if count == 0 { throw .endOfInput }
            let ended = line[line.count - 1] == UInt8(ascii: "\n")
            if ended { _ = line.removeLast() }
            if line.count > limit || (!ended && line.isFull) {
                // The rest of a paste that went wrong must not become the next command of the shell.
                tcflush(input.rawValue, TCIFLUSH)
                throw .tooLong(limit: limit)
            }
            if ended { return }
        }
    }

    /// Waits until there is something to read, here or at `other`.
    /// - Returns: whether there is something at `other`.
    @discardableResult
    func wait(orFor other: Int32 = -1) throws(TerminalError) -> Bool {
        var entries = [
            pollfd(fd: input.rawValue, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other, events: Int16(POLLIN), revents: 0),  // a negative one is passed over
        ]
        do throws(Errno) {
            try call { unsafe poll(&entries, nfds_t(entries.count), -1) }
        } catch {
            throw .system(error)
        }
        return entries[1].revents != 0
    }
}
