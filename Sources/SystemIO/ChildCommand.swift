import CLinux
import Glibc

/// A program whose output is read to its end and whose messages are kept; it is gone when this value is.
///
/// Its standard input is empty, unless it is given a file. Like a `ChildProcess` it gets nothing of ours but
/// its descriptors 0 to 2.
package struct ChildCommand: ~Copyable {
    /// How it ended.
    package enum End: Equatable, Sendable {
        case exited(status: Int32)
        case killed(signal: Int32)
    }

    /// 4 KiB: what a person reads of another program's messages. What is beyond is read and let go.
    private static let messageLimit = 4096

    private let id: Int32
    private let output: FileDescriptor
    private let errors: FileDescriptor
    private var errorsEnded = false
    private var isWaitedFor = false
    /// How long it may be waited for; nil where that may take any time.
    private let patience: Duration?
    /// The beginning of what it wrote to standard error.
    package private(set) var messages: [UInt8] = []

    /// Starts a program. Wraps `posix_spawn`.
    /// - Parameters:
    ///   - path: of the program; nothing is searched for.
    ///   - arguments: the words after its own name, which is the path.
    ///   - environment: all of its environment.
    ///   - name: what it finds as its own name; nil is the path.
    ///   - patience: how long it may take to write something, each time it is read, and to end.
    package init(
        _ path: String, _ arguments: [String], environment: borrowing EnvironmentBlock, name: String? = nil,
        patience: Duration? = nil
    ) throws(Errno) {
        try self.init(path, [name ?? path] + arguments, environment, input: nil, patience)
    }

    /// Starts a program that reads an open file from where it stands.
    package init(
        _ path: String, _ arguments: [String], environment: borrowing EnvironmentBlock, name: String? = nil,
        reading file: borrowing FileDescriptor
    ) throws(Errno) {
        try self.init(path, [name ?? path] + arguments, environment, input: file.rawValue, nil)
    }

    /// - Parameter words: its own name, and its arguments.
    private init(
        _ path: String, _ words: [String], _ environment: borrowing EnvironmentBlock, input: Int32?,
        _ patience: Duration?
    ) throws(Errno) {
        let path = try checked(path)
        for word in words { _ = try checked(word) }
        let output = try Pipe()
        let errors = try Pipe()
        for end in [output.reading.rawValue, errors.reading.rawValue] {
            try call { fcntl(end, F_SETFL, O_NONBLOCK) }
        }
        // Fewer changes between the two; refused where a user's pipes are many, which does no harm.
        clinux_enlarge_pipe(output.reading.rawValue)
        id = try ChildSpawn.start(
            path, words: words, environment: environment, input: input,
            output: output.writing.rawValue, error: errors.writing.rawValue)
        self.output = output.reading
        self.errors = errors.reading
        self.patience = patience
    }

    /// Reads once from its standard output into the free room of `room`, waiting until there is something;
    /// its messages are read meanwhile, so that it never waits for that.
    /// - Returns: how many bytes were appended; 0 at the end.
    /// - Throws: also `.timedOut`, where it wrote nothing for as long as there was patience.
    package mutating func read(into room: inout OutputSpan<UInt8>) throws(Errno) -> Int {
        let deadline = deadline
        while true {
            do throws(Errno) {
                return try readOnce(output.rawValue, into: &room)
            } catch .wouldBlock {
                try takeMessages()
                DescriptorWait.untilReady(
                    reading: errorsEnded ? [output.rawValue] : [output.rawValue, errors.rawValue],
                    writing: [], seconds: try Self.left(until: deadline))
            }
        }
    }

    /// All of its standard output; its messages are read meanwhile.
    /// - Parameters:
    ///   - limit: of the output, in bytes.
    ///   - remaining: how many seconds are left, asked again and again.
    /// - Throws: `.timedOut` once none are left, `.fileTooLarge` for more than the limit.
    package mutating func readAll(limit: Int, remaining: () -> Double) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            do throws(Errno) {
                let more = try output.read(upTo: 4096)
                if more.isEmpty { return bytes }
                bytes += more
                guard bytes.count <= limit else { throw .fileTooLarge }
            } catch .wouldBlock {
                try takeMessages()
                let seconds = remaining()
                guard seconds > 0 else { throw .timedOut }
                DescriptorWait.untilReady(
                    reading: errorsEnded ? [output.rawValue] : [output.rawValue, errors.rawValue],
                    writing: [], seconds: seconds)
            }
        }
    }

    /// Waits until it has ended, once its output was read to the end. Whoever it leaves behind and hands its
    /// standard error to is not waited for.
    /// - Throws: also `.timedOut`, where it did not end for as long as there was patience.
    package mutating func end() throws(Errno) -> End {
        let deadline = deadline
        // It ends with its output, as a rule; soon at first, then twenty times a second.
        var pause = 0.001
        while true {
            try takeMessages()
            var status: Int32 = 0
            if try call({ unsafe waitpid(id, &status, WNOHANG) }) == id {
                isWaitedFor = true
                // What it wrote last.
                try takeMessages()
                return End(status)
            }
            DescriptorWait.untilReady(
                reading: errorsEnded ? [] : [errors.rawValue], writing: [],
                seconds: min(pause, try Self.left(until: deadline)))
            pause = min(pause * 2, 0.05)
        }
    }

    private var deadline: ContinuousClock.Instant? { patience.map { .now + $0 } }

    /// Seconds that may be waited at once.
    private static func left(until deadline: ContinuousClock.Instant?) throws(Errno) -> Double {
        guard let deadline else { return 60 }
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw .timedOut }
        return left / .seconds(1)
    }

    /// Reads what there is of its messages, and no more than fits into a pipe: who writes without an end must
    /// not keep us from looking at the time.
    private mutating func takeMessages() throws(Errno) {
        do throws(Errno) {
            for _ in 0..<16 where !errorsEnded {
                let bytes = try errors.read(upTo: 4096)
                errorsEnded = bytes.isEmpty
                messages += bytes.prefix(max(0, Self.messageLimit - messages.count))
            }
        } catch .wouldBlock {
            // Later.
        }
    }

    deinit {
        if !isWaitedFor {
            // Until it is waited for the number is its own.
            _ = kill(id, SIGKILL)
            _ = try? call { waitpid(id, nil, 0) }
        }
    }
}

extension ChildCommand.End {
    /// WIFEXITED and its kind are macros: wait(2).
    fileprivate init(_ status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .exited(status: (status >> 8) & 0xFF) : .killed(signal: signal)
    }
}
