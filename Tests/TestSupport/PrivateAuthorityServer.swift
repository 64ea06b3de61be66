import Glibc

/// A server that a test suite starts for itself: a program that prints a line "NAME PORT" for each listener,
/// then "ready", and ends when its standard input does. So it ends with the tests however they end.
package final class PrivateAuthorityServer: Sendable {
    /// The program could not be started, or ended or closed its output before it was ready.
    package struct NotReady: Error {}

    package let process: Int32
    private let input: Int32
    private let ports: [String: Int]

    /// Starts a program, looked up in `PATH`, and waits until it is ready.
    package init(_ command: [String]) throws(NotReady) {
        let toChild = try PrivateAuthorityServer.pipe()
        let fromChild = try PrivateAuthorityServer.pipe()
        process = PrivateAuthorityServer.spawn(command, input: toChild.read, output: fromChild.write)
        input = toChild.write
        _ = close(toChild.read)
        _ = close(fromChild.write)
        guard process > 0, let ports = PrivateAuthorityServer.ports(from: fromChild.read) else {
            throw NotReady()
        }
        self.ports = ports
    }

    /// The port of a listener.
    package func port(_ name: String) throws(NotReady) -> Int {
        guard let port = ports[name] else { throw NotReady() }
        return port
    }

    /// Ends the program and waits for it.
    package func stop() {
        _ = close(input)
        _ = kill(process, SIGTERM)
        _ = waitpid(process, nil, 0)
    }

    private static func pipe() throws(NotReady) -> (read: Int32, write: Int32) {
        var ends: (Int32, Int32) = (-1, -1)
        let status = unsafe withUnsafeMutablePointer(to: &ends) { pair in
            unsafe pair.withMemoryRebound(to: Int32.self, capacity: 2) { unsafe Glibc.pipe($0) }
        }
        guard status == 0 else { throw NotReady() }
        for end in [ends.0, ends.1] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends.0, ends.1)
    }

    private static func spawn(_ command: [String], input: Int32, output: Int32) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        var words: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var process: Int32 = -1
        let status = unsafe posix_spawnp(&process, command[0], &actions, nil, &words, environ)
        return status == 0 ? process : -1
    }

    /// Reads lines until "ready"; nil when the output ends before.
    private static func ports(from output: Int32) -> [String: Int]? {
        var ports: [String: Int] = [:]
        var line = ""
        var byte: UInt8 = 0
        defer { _ = close(output) }
        while unsafe read(output, &byte, 1) == 1 {
            guard byte == UInt8(ascii: "\n") else {
                line.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            if line == "ready" { return ports }
            let words = line.split(separator: " ")
            if words.count == 2 { ports[String(words[0])] = Int(words[1]) }
            line = ""
        }
        return nil
    }
}
