import Glibc
import Sodium
import Testing

@testable import SystemIO

struct TerminalTests {
    init() throws {
        try Libsodium.start()
    }

    /// Asks for a secret while a thread plays the person.
    private static func ask(
        on pair: TerminalPair, limit: Int = 16 << 10, person: @escaping @Sendable (TerminalPair) -> Void
    ) throws(TerminalError) -> SecretBytes {
        let person = onAnotherThread { person(pair) }
        defer { person.join() }
        return try Terminal.readSecret(prompt: "API Key: ", limit: limit, device: pair.path)
    }

    @Test("a secret is not seen, comes without its newline, and echo is on again")
    func secret() throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        let secret = try Self.ask(on: pair) { pair in
            _ = pair.waitFor("API Key: ")
            if pair.echoes { pair.type("it echoes\n") }
            pair.type("hun ter\u{7F}r2é \n")
        }
        let isSame = secret.equals(Array("hun ter2é ".utf8).span)
        #expect(isSame)
        #expect(pair.echoes)
        #expect(pair.look() == "\r\n")
    }

    @Test("bytes that are not text are taken as they are; only one newline is left out")
    func bytes() throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        pair.type([0xFF, 0xFE, 0x0A, 0x0A])
        let secret = try Terminal.readSecret(prompt: "", limit: 100, device: pair.path)
        let isSame = secret.equals([0xFF, 0xFE].span)
        #expect(isSame)
        let empty = try Terminal.readSecret(prompt: "", limit: 100, device: pair.path)
        #expect(empty.count == 0)
    }

    @Test("three fields may be pasted at once")
    func paste() throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        pair.type("one\ntwo\nthree\n")
        for word in ["one", "two", "three"] {
            let secret = try Terminal.readSecret(prompt: "", limit: 100, device: pair.path)
            let isSame = secret.equals(Array(word.utf8).span)
            #expect(isSame)
        }
    }

    @Test("a line as long as the kernel's buffer is the last that fits; a longer one is refused, never cut")
    func lengths() throws {
        for (length, fits) in [(4_093, true), (4_094, true), (4_095, false), (4_096, false), (9_000, false)] {
            let pair = try TerminalPair()
            defer { pair.close() }
            let secret = [UInt8](repeating: 0x78, count: length)
            do throws(TerminalError) {
                let read = try Self.ask(on: pair) { pair in
                    _ = pair.waitFor("API Key: ")
                    pair.type(secret + [0x0A])
                }
                let isSame = read.equals(secret.span)
                #expect(fits && isSame, "\(length)")
            } catch {
                #expect(!fits && error == .tooLong(limit: 4_094), "\(length)")
            }
            #expect(pair.echoes)
        }
    }

    @Test("more than the limit is refused, and the rest of the paste thrown away")
    func limit() throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        pair.type("12345\nrm -rf /\n")
        #expect(throws: TerminalError.tooLong(limit: 4)) {
            _ = try Terminal.readSecret(prompt: "", limit: 4, device: pair.path)
        }
        pair.type("next\n")
        #expect(try Terminal.readLine(prompt: "", device: pair.path) == "next")
    }

    @Test(
        "the end of input is no secret, not even the beginning of one", arguments: ["\u{4}", "abc\u{4}\u{4}"])
    func endOfInput(typed: String) throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        #expect(throws: TerminalError.endOfInput) {
            _ = try Self.ask(on: pair) { pair in
                _ = pair.waitFor("API Key: ")
                pair.type(typed)
            }
        }
        #expect(pair.echoes)
    }

    @Test("a line may be typed in two goes with ^D between them")
    func flushed() throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        pair.type("abc\u{4}def\n")
        let secret = try Terminal.readSecret(prompt: "", limit: 100, device: pair.path)
        let isSame = secret.equals(Array("abcdef".utf8).span)
        #expect(isSame)
    }

    @Test("a terminal that was left raw is read by lines")
    func raw() throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        var settings = termios()
        unsafe tcgetattr(pair.terminal, &settings)
        unsafe cfmakeraw(&settings)
        unsafe tcsetattr(pair.terminal, TCSANOW, &settings)
        let secret = try Self.ask(on: pair) { pair in
            _ = pair.waitFor("API Key: ")
            pair.type("secrex\u{7F}t\r")
        }
        let isSame = secret.equals(Array("secret".utf8).span)
        #expect(isSame)
    }

    @Test(
        "yes is y or yes",
        arguments: [("y", true), ("YES", true), ("n", false), ("", false), ("yo", false), (" y", false)])
    func confirm(answer: String, isYes: Bool) throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        pair.type("\(answer)\n")
        #expect(try Terminal.confirm("remove it?", device: pair.path) == isYes)
        #expect(pair.look().contains("remove it? [y/N] "))
    }

    @Test("a visible line must be text")
    func notText() throws {
        let pair = try TerminalPair()
        defer { pair.close() }
        pair.type([0xFF, 0x0A])
        #expect(throws: TerminalError.notText) { try Terminal.readLine(prompt: "", device: pair.path) }
    }

    @Test("without a controlling terminal there is nobody to ask")
    func notAvailable() async {
        await #expect(processExitsWith: .success) {
            setsid()
            #expect(!Terminal.isAvailable)
            #expect(throws: TerminalError.notAvailable) { _ = try Terminal.readSecret(prompt: "") }
            #expect(throws: TerminalError.notAvailable) { try Terminal.write("") }
        }
    }
}
