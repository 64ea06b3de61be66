import Glibc
import Sodium

/// A program that works for us at the other end of two pipes, and is gone when this value is.
///
/// It gets nothing of ours but those pipes, as descriptors 0 and 1: descriptor 2 is `/dev/null`, and all
/// others are closed. Every signal does there what it does of itself, and none is held back. It has a session
/// of its own, so that ^C and ^Z are heard by us alone.
package struct ChildProcess: ~Copyable {
    /// Its number, which is nobody else's as long as this value lives.
    package let id: Int32
    /// Writes to its standard input; never waits. Once it has ended that is `.brokenPipe` (SIGPIPE is ignored
    /// since `ProcessHardening.begin`).
    package let input: FileDescriptor
    /// Reads from its standard output; never waits.
    package let output: FileDescriptor

    /// Starts a program. Wraps `posix_spawn`, which copies none of our memory.
    ///
    /// Our own descriptors 0, 1 and 2 must be taken, as they are since `ProcessHardening.begin`.
    /// - Parameters:
    ///   - path: of the program; nothing is searched for.
    ///   - name: what it finds as its own name, which is its whole command line.
    ///   - environment: all of its environment.
    package init(_ path: String, name: String, environment: borrowing EnvironmentBlock) throws(Errno) {
        let path = try checked(path)
        let name = try checked(name)
        let input = try Pipe()
        let output = try Pipe()
        // This is said of one end: the child's goes on waiting.
        for end in [input.writing.rawValue, output.reading.rawValue] {
            try call { fcntl(end, F_SETFL, O_NONBLOCK) }
        }
        id = try ChildSpawn.start(
            path, words: [name], environment: environment, input: input.reading.rawValue,
            output: output.writing.rawValue, error: nil)
        self.input = input.writing
        self.output = output.reading
    }

    /// Ends it at once, whatever it does; also one that ended by itself. Wraps `kill` with SIGKILL.
    package func kill() {
        // Until it is waited for the number is its own. Fails if it became another user's, which ours never
        // do.
        _ = Glibc.kill(id, SIGKILL)
    }

    deinit {
        kill()
        // Another error than an interruption means that there is nothing to wait for.
        _ = try? call { waitpid(id, nil, 0) }
    }
}
