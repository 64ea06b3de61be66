import CashoutsAPI
import Sodium
import Testing

struct CredentialInputTests {
    init() throws { try Libsodium.start() }

    static func read(_ input: String) throws(CredentialInputError) -> [String] {
        try read(Array(input.utf8))
    }

    static func read(_ input: [UInt8]) throws(CredentialInputError) -> [String] {
        let triple = try CredentialInput.read(input.span)
        return CredentialField.allCases.map { text(triple[$0]) }
    }

    /// The three lines, the second one replaced.
    static func lines(_ second: String) -> String {
        "D24_API_KEY=a\n\(second)\nD24_API_SIGNATURE=c\n"
    }

    static let literals: [(String, [String])] = [
        ("D24_API_KEY=a\nD24_API_PASSPHRASE=b\nD24_API_SIGNATURE=c\n", ["a", "b", "c"]),
        ("D24_API_SIGNATURE=c\nD24_API_KEY=a\nD24_API_PASSPHRASE=b", ["a", "b", "c"]),
        ("D24_API_KEY=a\r\nD24_API_PASSPHRASE=b\r\n\r\nD24_API_SIGNATURE=c\r\n", ["a", "b", "c"]),
        ("\n# a comment\n  \t\n#D24_API_KEY=x\n" + lines("D24_API_PASSPHRASE=b"), ["a", "b", "c"]),
        (lines("D24_API_PASSPHRASE=$HOME `id` #b \\n"), ["a", "$HOME `id` #b \\n", "c"]),
        (lines("D24_API_PASSPHRASE=a=b==") + "\n", ["a", "a=b==", "c"]),
        (lines("D24_API_PASSPHRASE=\"a"), ["a", "\"a", "c"]),
        (lines("D24_API_PASSPHRASE=it's"), ["a", "it's", "c"]),
        (lines("D24_API_PASSPHRASE=\""), ["a", "\"", "c"]),
        (lines("D24_API_PASSPHRASE=\"a'"), ["a", "\"a'", "c"]),
        (lines("D24_API_PASSPHRASE=ñ😀"), ["a", "ñ😀", "c"]),
        (lines("D24_API_PASSPHRASE={"), ["a", "{", "c"]),
    ]

    @Test("lines are literal to their end", arguments: literals)
    func literalLines(input: String, values: [String]) throws {
        #expect(try Self.read(input) == values)
    }

    static let refusals: [(String, CredentialInputError)] = [
        ("", .empty),
        ("\n", .missing([.apiKey, .apiPassphrase, .apiSignature])),
        ("D24_API_KEY=a\nD24_API_SIGNATURE=c", .missing([.apiPassphrase])),
        ("\u{FEFF}" + lines("D24_API_PASSPHRASE=b"), .byteOrderMark),
        (lines("D24_API_PASSPHRASE"), .noEqualsSign(line: 2)),
        (lines("hunter2"), .noEqualsSign(line: 2)),
        (lines("export D24_API_PASSPHRASE=b"), .exportPrefix(line: 2)),
        (lines("  export\tD24_API_PASSPHRASE=b"), .exportPrefix(line: 2)),
        (lines("D24_API_PASS=b"), .unknownName(line: 2)),
        (lines("D24_BASE_URL=b"), .unknownName(line: 2)),
        (lines("d24_api_passphrase=b"), .unknownName(line: 2)),
        (lines("=b"), .unknownName(line: 2)),
        (lines(" # comment = b"), .unknownName(line: 2)),
        (lines(" D24_API_PASSPHRASE=b"), .spaceAroundName(.apiPassphrase, line: 2)),
        (lines("D24_API_PASSPHRASE =b"), .spaceAroundName(.apiPassphrase, line: 2)),
        (lines("D24_API_PASSPHRASE=\"b\""), .quoted(.apiPassphrase, line: 2)),
        (lines("D24_API_PASSPHRASE='b'"), .quoted(.apiPassphrase, line: 2)),
        (lines("D24_API_PASSPHRASE=\"\""), .quoted(.apiPassphrase, line: 2)),
        (lines("D24_API_PASSPHRASE='b'\r"), .quoted(.apiPassphrase, line: 2)),
        (lines("D24_API_KEY=b"), .duplicate(.apiKey, line: 2)),
        (lines("D24_API_KEY=a"), .duplicate(.apiKey, line: 2)),
        (" {\"api_key\":\"a=\"}", .braceNotFirst(line: 1)),
        ("\n{\"api_key\":\"a\"}", .braceNotFirst(line: 2)),
        (lines("D24_API_PASSPHRASE="), .value(.apiPassphrase, line: 2, .empty)),
        (lines("D24_API_PASSPHRASE=\r"), .value(.apiPassphrase, line: 2, .empty)),
        (lines("D24_API_PASSPHRASE= b"), .value(.apiPassphrase, line: 2, .leadingSpace)),
        (lines("D24_API_PASSPHRASE=b "), .value(.apiPassphrase, line: 2, .trailingSpace)),
        (lines("D24_API_PASSPHRASE=b\r\r"), .value(.apiPassphrase, line: 2, .trailingSpace)),
        (lines("D24_API_PASSPHRASE=a\rb"), .value(.apiPassphrase, line: 2, .controlCharacter)),
        (lines("D24_API_PASSPHRASE=a\0b"), .value(.apiPassphrase, line: 2, .nul)),
        (lines("D24_API_PASSPHRASE=a\tb"), .value(.apiPassphrase, line: 2, .controlCharacter)),
        (lines("D24_API_PASSPHRASE=\u{FEFF}b"), .value(.apiPassphrase, line: 2, .byteOrderMark)),
        (
            "D24_API_PASSPHRASE=b\nD24_API_KEY=a\nD24_API_SIGNATURE=c\r",
            .value(.apiSignature, line: 3, .trailingSpace)
        ),
    ]

    @Test("lines that hold no credential", arguments: refusals)
    func refusedLines(input: String, error: CredentialInputError) {
        #expect(throws: error) { try Self.read(input) }
    }

    @Test("a value that is not UTF-8")
    func notUTF8() {
        let latin1 = Array("D24_API_KEY=Jos".utf8) + [0xE9, 0x0A]
        #expect(throws: CredentialInputError.value(.apiKey, line: 1, .notUTF8)) { try Self.read(latin1) }
        let json = Array(#"{"api_key":"Jos"#.utf8) + [0xE9] + Array(#""}"#.utf8)
        #expect(throws: CredentialInputError.value(.apiKey, line: 1, .notUTF8)) { try Self.read(json) }
    }

    @Test("16 KiB is the most")
    func limit() throws {
        let lines = Self.lines("D24_API_PASSPHRASE=b") + "#"
        let full = lines + String(repeating: "x", count: CredentialInput.limit - lines.utf8.count)
        #expect(try Self.read(full) == ["a", "b", "c"])
        #expect(throws: CredentialInputError.tooLarge) { try Self.read(full + "x") }
    }

    @Test("a triple warns of each unusual value")
    func warnings() throws {
        let long = String(repeating: "x", count: 33)
        let input = "D24_API_KEY=\(long):\nD24_API_PASSPHRASE=\(long)\nD24_API_SIGNATURE=\(long)"
        let triple = try CredentialInput.read(Array(input.utf8).span)
        #expect(
            triple.warnings == [
                .longerThanDocumented(.apiKey), .colonInAPIKey, .longerThanDocumented(.apiPassphrase),
            ])
    }

    @Test("a triple can be made from values entered one by one")
    func oneByOne() {
        let triple = CredentialTriple(
            apiKey: SecretBytes(copying: Array("a".utf8).span),
            apiPassphrase: SecretBytes(copying: Array("b".utf8).span),
            apiSignature: SecretBytes(copying: Array("c".utf8).span))
        #expect(CredentialField.allCases.map { text(triple[$0]) } == ["a", "b", "c"])
        #expect(triple.warnings.isEmpty)
    }

    static let errors: [CredentialInputError] = [
        .empty, .tooLarge, .byteOrderMark, .noEqualsSign(line: 3), .exportPrefix(line: 3),
        .unknownName(line: 3),
        .spaceAroundName(.apiKey, line: 3), .quoted(.apiKey, line: 3), .braceNotFirst(line: 3),
        .malformedJSON(line: 3), .badEscape(line: 3), .unknownKey(line: 3), .notAString(.apiKey, line: 3),
        .textAfterJSON(line: 3), .duplicate(.apiKey, line: 3), .missing([.apiKey, .apiSignature]),
        .value(.apiKey, line: 3, .empty),
    ]

    @Test("every error has words of its own, and its line where it has one")
    func words() {
        #expect(Set(Self.errors.map(\.message)).count == Self.errors.count)
        for error in Self.errors {
            #expect(!error.hint.isEmpty && !error.hint.hasSuffix(".") && !error.message.hasSuffix("."))
        }
        #expect(Self.errors.count { $0.message.contains("line 3") } == 13)
        #expect(
            CredentialInputError.missing([.apiKey, .apiSignature]).message
                == "the input has no API Key and no API Signature")
    }
}
