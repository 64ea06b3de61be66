import SystemIO

/// Standard output, checked: a result that a full disk swallowed is a failure.
package struct ToolOutput: Sendable {
    /// Writes bytes at once, as they are; secrets may be among them, nothing is kept.
    ///
    /// - Throws: a diagnostic of status `.inputOutput`.
    package func write(_ bytes: Span<UInt8>) throws(Diagnostic) {
        do {
            try OutputWriter.standardOutput(bytes)
        } catch {
            throw Self.diagnostic(error)
        }
    }

    /// Writes text at once, as it is: foreign strings are escaped before.
    ///
    /// - Throws: a diagnostic of status `.inputOutput`.
    package func write(_ text: String) throws(Diagnostic) {
        try write(Array(text.utf8).span)
    }

    /// Whether a person reads it.
    package var isTerminal: Bool { StandardDescriptor.output.isTerminal }

    private static func diagnostic(_ error: Errno) -> Diagnostic {
        if error == .brokenPipe { return .readerGone }
        return Diagnostic(.inputOutput, "cannot write to standard output: \(error)")
    }
}
