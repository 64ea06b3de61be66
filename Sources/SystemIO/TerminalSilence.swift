import Glibc

/// A terminal that does not echo as long as this value lives.
///
/// Why echo comes back on every way out: the signals by which a person or the system ends or stops a program
/// only arrive in a pipe meanwhile (`ForwardedSignals`), so nothing but this code decides what happens next;
/// it waits in `poll` alone, where the pipe wakes it; and it has echo on again before it lets a signal have
/// its way or throws. Signals are held before echo goes off, and released after it is on.
struct TerminalSilence: ~Copyable {
    private let terminal: Int32
    private let original: termios
    private let signals: ForwardedSignals

    init(_ line: borrowing TerminalLine) throws(TerminalError) {
        do throws(Errno) {
            let signals = try ForwardedSignals()
            let original = try Self.settings(of: line.input.rawValue)
            try Self.apply(Self.silent(original), to: line.input.rawValue)
            self.signals = signals
            self.original = original
            terminal = line.input.rawValue
        } catch {
            throw .system(error)
        }
    }

    deinit {
        try? Self.apply(original, to: terminal)
    }

    /// Ends it where the code can be read, and moves the cursor on: the newline was not echoed either.
    consuming func end(on line: borrowing TerminalLine) {
        try? Self.apply(original, to: terminal)
        try? line.show("\n")
    }

    /// Waits until there is something to read, and deals with the signals that come.
    func wait(on line: borrowing TerminalLine, prompt: String) throws(TerminalError) {
        while try line.wait(orFor: signals.arrivals.rawValue) {
            guard let signal = signals.next() else { continue }
            // Only a stopped program comes back to its question; what had been typed was thrown away by ^Z.
            if signal == SIGINT { throw .interrupted }
            try? Self.apply(original, to: terminal)
            if signal != SIGTSTP { try? line.show("\n") }
            signals.deliver(signal)
            if signal != SIGTSTP { throw .interrupted }
            do throws(Errno) {
                try Self.apply(Self.silent(original), to: terminal)
            } catch {
                throw .system(error)
            }
            try line.show(prompt)
        }
    }

    /// Line by line, with ^C and ^Z, even if the program before us left the terminal raw.
    private static func silent(_ settings: termios) -> termios {
        var settings = settings
        settings.c_lflag &= ~tcflag_t(ECHO | ECHONL)
        settings.c_lflag |= tcflag_t(ICANON | ISIG)
        settings.c_iflag |= tcflag_t(ICRNL)
        return settings
    }

    private static func settings(of terminal: Int32) throws(Errno) -> termios {
        var settings = termios()
        try call { unsafe tcgetattr(terminal, &settings) }
        return settings
    }

    private static func apply(_ settings: termios, to terminal: Int32) throws(Errno) {
        var settings = settings
        try call { unsafe tcsetattr(terminal, TCSANOW, &settings) }
    }
}
