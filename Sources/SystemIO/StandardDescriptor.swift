import Glibc

/// The three descriptors that every process is given; borrowed, never closed.
package enum StandardDescriptor: Int32, Sendable {
    case input = 0
    case output = 1
    case error = 2

    /// Reads once into the free room of `output`; 0 at the end, or when there was no room.
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

    /// Whether a person may be reading or typing there. Wraps `isatty`.
    package var isTerminal: Bool { isatty(rawValue) == 1 }
}

/// Results and messages, with the errors of writing them: a result that a full disk swallowed is a failure.
package enum OutputWriter {
    /// Writes text to standard output at once; nothing is kept back.
    /// - Throws: `.noSpace`, `.brokenPipe` (SIGPIPE is ignored since `ProcessHardening.begin`),
    ///   `.badDescriptor`…
    package static func standardOutput(_ text: String) throws(Errno) {
        try standardOutput(Array(text.utf8).span)
    }

    /// Writes bytes to standard output at once, as they are.
    package static func standardOutput(_ bytes: Span<UInt8>) throws(Errno) {
        try StandardDescriptor.output.writeAll(bytes)
    }

    /// Writes to standard error; there is nobody to tell when that fails.
    package static func standardError(_ text: String) {
        try? StandardDescriptor.error.writeAll(Array(text.utf8).span)
    }
}
