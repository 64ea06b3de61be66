package import Sodium

/// Why a person could not be asked.
package enum TerminalError: Error, Equatable, Sendable {
    /// There is no controlling terminal.
    case notAvailable
    /// ^C. The terminal is as it was; the caller should end.
    case interrupted
    /// ^D, or the terminal went away, before the line was ended.
    case endOfInput
    /// The line has more than `limit` bytes. What was typed is thrown away.
    case tooLong(limit: Int)
    /// What was typed is not UTF-8.
    case notText
    case system(Errno)
}

/// Talking to the person at the controlling terminal, and to nobody else.
///
/// Prompts and answers go through `/dev/tty`, so that input and output may be redirected. Secrets are typed
/// without echo, and echo is on again on every way out. The kernel edits the line. What was typed ahead
/// counts: the three fields of a credential may be pasted at once.
package enum Terminal {
    /// The longest line, in bytes: the kernel's buffer (n_tty) holds 4096 and silently drops what comes after
    /// byte 4095, but for the newline. A line that fills it may have been cut, so it counts as too long.
    package static var lineLimit: Int { 4094 }

    /// Whether there is one to ask at.
    package static var isAvailable: Bool { (try? FileDescriptor.open(device, [.read, .write])) != nil }

    /// Writes to the terminal. The caller escapes what it did not write itself.
    package static func write(_ text: String) throws(TerminalError) {
        try TerminalLine(device).show(text)
    }

    /// Asks a question that is answered by `y` or `yes`; anything else is no.
    package static func confirm(_ question: String) throws(TerminalError) -> Bool {
        try confirm(question, device: device)
    }

    /// Asks for a secret, typed without echo; returned without its newline.
    ///
    /// The bytes go from the kernel into locked memory and nowhere else. ^C throws `.interrupted`; SIGTERM,
    /// SIGHUP and SIGQUIT have their way after echo is on again; ^Z stops with echo on, and the prompt comes
    /// again.
    /// - Parameter limit: bytes; more than `lineLimit` is `lineLimit`.
    package static func readSecret(prompt: String, limit: Int = 16 << 10) throws(TerminalError) -> SecretBytes
    {
        try readSecret(prompt: prompt, limit: limit, device: device)
    }

    /// The process's controlling terminal, whatever it is called. The tests name another one.
    private static var device: String { "/dev/tty" }

    static func readLine(prompt: String, device: String) throws(TerminalError) -> String {
        let terminal = try TerminalLine(device)
        try terminal.show(prompt)
        var line: [UInt8] = []
        try line.append(addingCapacity: TerminalLine.capacity) { (output) throws(TerminalError) in
            try terminal.read(into: &output, limit: lineLimit) { () throws(TerminalError) in
                try terminal.wait()
            }
        }
        guard let text = String(validating: line, as: UTF8.self) else { throw .notText }
        return text
    }

    static func confirm(_ question: String, device: String) throws(TerminalError) -> Bool {
        let answer = try readLine(prompt: "\(question) [y/N] ", device: device).lowercased()
        return answer == "y" || answer == "yes"
    }

    static func readSecret(prompt: String, limit: Int, device: String) throws(TerminalError) -> SecretBytes {
        let terminal = try TerminalLine(device)
        let silence = try TerminalSilence(terminal)
        do throws(TerminalError) {
            try terminal.show(prompt)
            let secret = try SecretBytes(capacity: TerminalLine.capacity) { (output) throws(TerminalError) in
                try terminal.read(into: &output, limit: min(limit, lineLimit)) { () throws(TerminalError) in
                    try silence.wait(on: terminal, prompt: prompt)
                }
            }
            silence.end(on: terminal)
            return secret
        } catch {
            silence.end(on: terminal)
            throw error
        }
    }
}
