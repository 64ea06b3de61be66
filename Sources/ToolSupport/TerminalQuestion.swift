package import Sodium
import SystemIO

/// Asking a person, with what to do where there is nobody to ask.
package enum TerminalQuestion {
    /// Asks for yes or no.
    ///
    /// - Parameter elsewhere: the hint for when there is no terminal.
    /// Throws a diagnostic of status `.inputNeeded`.
    package static func confirm(_ question: String, elsewhere: String) throws(Diagnostic) -> Bool {
        try confirm([question], elsewhere: elsewhere)
    }

    /// The same, with what the question is about in lines before it.
    static func confirm(_ lines: [String], elsewhere: String) throws(Diagnostic) -> Bool {
        let question = lines.map(TerminalText.escaped).joined(separator: "\n")
        do { return try Terminal.confirm(question) } catch { throw diagnostic(error, elsewhere: elsewhere) }
    }

    /// Asks for a secret, typed without echo.
    package static func secret(_ prompt: String, elsewhere: String) throws(Diagnostic) -> SecretBytes {
        do { return try Terminal.readSecret(prompt: TerminalText.escaped(prompt)) } catch {
            throw diagnostic(error, elsewhere: elsewhere)
        }
    }

    /// Shows something that belongs to the person alone and not on standard output.
    package static func show(_ text: String) throws(Diagnostic) {
        do { try Terminal.write(text) } catch { throw diagnostic(error, elsewhere: "run it at a terminal") }
    }

    private static func diagnostic(_ error: TerminalError, elsewhere: String) -> Diagnostic {
        switch error {
        case .notAvailable: Diagnostic(.inputNeeded, "there is no terminal to ask at", hint: elsewhere)
        case .interrupted, .endOfInput: Diagnostic(.inputNeeded, "interrupted, and nothing was changed")
        case .tooLong(let limit):
            Diagnostic(.usage, "what was typed is longer than \(limit) bytes", hint: elsewhere)
        case .notText:
            Diagnostic(.usage, "what was typed is not UTF-8", hint: "set a UTF-8 locale at this terminal")
        case .system(let errno): Diagnostic(.inputOutput, "cannot use the terminal: \(errno)")
        }
    }
}
