import Glibc
import TestSupport

/// A terminal and the person in front of it.
///
/// A value, so that another thread can play the person; the test closes it.
struct TerminalPair: Sendable {
    /// What a terminal emulator holds: what is written here was typed, what is read here is seen.
    let person: Int32
    /// The terminal, held open so that it outlives the process that uses it.
    let terminal: Int32
    let path: String

    init() throws {
        let pseudo = try PseudoTerminal()
        path = pseudo.path
        (person, terminal) = pseudo.release()
    }

    func close() {
        Glibc.close(person)
        Glibc.close(terminal)
    }

    func type(_ bytes: [UInt8]) {
        // What the terminal has no room for is not typed yet.
        var rest = bytes[...]
        _ = eventually {
            let piece = Array(rest.prefix(1_024))
            let count = unsafe write(person, piece, piece.count)
            if count > 0 { rest = rest.dropFirst(count) }
            return rest.isEmpty
        }
    }

    func type(_ text: String) { type(Array(text.utf8)) }

    /// What has been on the screen since the last time somebody looked.
    func look() -> String {
        var seen: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = unsafe read(person, &buffer, buffer.count), count > 0 {
            seen += buffer[..<count]
        }
        return String(decoding: seen, as: UTF8.self)
    }

    /// Waits until something is on the screen; returns everything that was seen until then.
    func waitFor(_ text: String) -> String {
        var seen = ""
        _ = eventually {
            seen += look()
            return seen.contains(text)
        }
        return seen
    }

    var echoes: Bool {
        var settings = termios()
        unsafe tcgetattr(terminal, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Makes it the controlling terminal of a new session with this process in it, as a login does.
    static func becomeControlling(_ path: String) {
        setsid()
        // Without O_NOCTTY the first terminal that a session's leader opens is its own.
        _ = unsafe open(path, O_RDWR | O_CLOEXEC)
    }
}
