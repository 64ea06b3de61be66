extension Terminal {
    /// Writes a secret between two texts to the terminal, from locked memory and with nothing kept.
    package static func writeSecret(
        before: String, _ secret: Span<UInt8>, after: String
    ) throws(TerminalError) {
        try write(before)
        try show(secret)
        try write(after)
    }

    private static func show(_ secret: Span<UInt8>) throws(TerminalError) {
        do throws(Errno) {
            let terminal = try FileDescriptor.open("/dev/tty", [.write])
            try terminal.writeAll(secret)
        } catch {
            throw error == .noSuchDeviceOrAddress || error == .noEntry ? .notAvailable : .system(error)
        }
    }
}
