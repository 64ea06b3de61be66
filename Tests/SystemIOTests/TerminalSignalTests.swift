import Glibc
import Sodium
import Testing

@testable import SystemIO

/// A process asks for a secret at its controlling terminal, and is interrupted from outside.
struct TerminalSignalTests {
    /// Waits until the process asks, which it does with its number as the prompt.
    private static func waitForPrompt(_ pair: TerminalPair) -> pid_t {
        pid_t(pair.waitFor("> ").split(separator: ">").first ?? "") ?? 0
    }

    @Test("^C is an error of the question, with echo on again")
    func interrupt() async throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        let person = onAnotherThread {
            let asking = Self.waitForPrompt(pair)
            guard asking > 0 else { return pair.type("\n") }
            if pair.echoes { kill(asking, SIGKILL) } else { pair.type("half\u{3}") }
        }
        await #expect(processExitsWith: .success) { [path = pair.path as String] in
            TerminalPair.becomeControlling(path)
            try Libsodium.start()
            #expect(Terminal.isAvailable)
            #expect(throws: TerminalError.interrupted) {
                _ = try Terminal.readSecret(prompt: "\(getpid())> ")
            }
            #expect(Signals.disposition(of: SIGINT) == .standard)
            #expect(Signals.disposition(of: SIGTSTP) == .standard)
        }
        person.join()
        #expect(pair.echoes)
    }

    @Test("a signal that ends the process does so with echo on again", arguments: [SIGTERM, SIGHUP, SIGQUIT])
    func ended(signal: Int32) async throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        let person = onAnotherThread {
            let asking = Self.waitForPrompt(pair)
            guard asking > 0 else { return pair.type("\n") }
            kill(asking, pair.echoes ? SIGKILL : signal)
        }
        await #expect(processExitsWith: .signal(signal)) { [path = pair.path as String] in
            TerminalPair.becomeControlling(path)
            try Libsodium.start()
            _ = try Terminal.readSecret(prompt: "\(getpid())> ")
        }
        person.join()
        #expect(pair.echoes)
    }

    @Test("one that was ignored stays ignored")
    func ignored() async throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        let person = onAnotherThread {
            let asking = Self.waitForPrompt(pair)
            if asking > 0 { kill(asking, SIGHUP) }
            pair.type("secret\n")
        }
        await #expect(processExitsWith: .success) { [path = pair.path as String] in
            TerminalPair.becomeControlling(path)
            try Libsodium.start()
            Signals.setDisposition(of: SIGHUP, ignored: true)
            let secret = try Terminal.readSecret(prompt: "\(getpid())> ")
            let isSame = secret.equals(Array("secret".utf8).span)
            #expect(isSame)
            #expect(Signals.disposition(of: SIGHUP) == .ignored)
        }
        person.join()
    }

    @Test("^Z stops with echo on; the question comes again, without echo, when it goes on")
    func stopped() async throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        let person = onAnotherThread {
            let asking = Self.waitForPrompt(pair)
            guard asking > 0 else { return pair.type("\n") }
            kill(asking, SIGTSTP)
            let isStopped = eventually {
                let status = (try? LimitedReader.readFile("/proc/\(asking)/status", limit: 10_000)) ?? []
                return String(decoding: status, as: UTF8.self).contains("State:\tT")
            }
            let echoes = pair.echoes
            kill(asking, SIGCONT)
            guard isStopped && echoes, Self.waitForPrompt(pair) == asking, !pair.echoes else {
                kill(asking, SIGKILL)
                return
            }
            pair.type("secret\n")
        }
        await #expect(processExitsWith: .success) { [path = pair.path as String] in
            // Not a session of its own: a group whose parent is not in its session cannot be stopped (POSIX).
            setpgid(0, 0)
            try Libsodium.start()
            let secret = try Terminal.readSecret(prompt: "\(getpid())> ", limit: 100, device: path)
            let isSame = secret.equals(Array("secret".utf8).span)
            #expect(isSame)
        }
        person.join()
        #expect(pair.echoes)
    }
}
