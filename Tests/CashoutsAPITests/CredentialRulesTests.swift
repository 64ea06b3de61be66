import CashoutsAPI
import Testing

struct CredentialRulesTests {
    @Test(
        "values of credentials",
        arguments: [
            "a", "a b", "ñandú", "\"quoted\"", "#", "a=b", "😀", "\\", String(repeating: "x", count: 200),
        ])
    func accepted(value: String) throws {
        try CredentialRules.check(Array(value.utf8).span)
    }

    static let refusals: [(String, CredentialValueError)] = [
        ("", .empty),
        (" ", .leadingSpace), (" a", .leadingSpace), ("\ta", .leadingSpace), ("\na", .leadingSpace),
        ("\u{A0}a", .leadingSpace), ("\u{3000}a", .leadingSpace), ("\u{2003}a", .leadingSpace),
        ("\u{200B}a", .leadingSpace), ("\u{202F}a", .leadingSpace), ("\u{2060}a", .leadingSpace),
        ("\u{200E}a", .leadingSpace), ("\u{85}a", .leadingSpace),
        ("a ", .trailingSpace), ("a\t", .trailingSpace), ("a\n", .trailingSpace), ("a\r", .trailingSpace),
        ("a\u{A0}", .trailingSpace), ("a\u{2028}", .trailingSpace), ("a\u{200D}", .trailingSpace),
        ("\0", .nul), ("a\0b", .nul), ("a\0", .nul),
        ("a\u{1}b", .controlCharacter), ("a\tb", .controlCharacter), ("a\rb", .controlCharacter),
        ("a\u{7F}", .controlCharacter), ("a\u{9B}b", .controlCharacter), ("\u{1B}[A", .controlCharacter),
        ("\u{FEFF}a", .byteOrderMark), ("a\u{FEFF}", .byteOrderMark), ("a\u{FEFF}b", .byteOrderMark),
    ]

    @Test("values that cannot be a credential's", arguments: refusals)
    func refused(value: String, error: CredentialValueError) {
        #expect(throws: error) { try CredentialRules.check(Array(value.utf8).span) }
    }

    @Test(
        "bytes that are not UTF-8",
        arguments: [
            [0xE9], [0x61, 0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xFF, 0xFE, 0x61, 0x00],
        ]
            as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: CredentialValueError.notUTF8) { try CredentialRules.check(bytes.span) }
    }

    @Test("more than 32 characters of key or passphrase is a warning, of the signature not")
    func length() {
        for (count, field) in [(32, CredentialField.apiKey), (32, .apiPassphrase), (500, .apiSignature)] {
            let value = Array(String(repeating: "é", count: count).utf8)
            #expect(CredentialRules.warnings(value.span, for: field).isEmpty)
        }
        let long = Array(String(repeating: "x", count: 33).utf8)
        #expect(CredentialRules.warnings(long.span, for: .apiKey) == [.longerThanDocumented(.apiKey)])
        #expect(
            CredentialRules.warnings(long.span, for: .apiPassphrase) == [
                .longerThanDocumented(.apiPassphrase)
            ])
        #expect(
            CredentialWarning.longerThanDocumented(.apiKey).message
                == "API Key is longer than the 32 characters of D24's page")
    }

    @Test("a colon in the key is a warning, elsewhere not")
    func colon() {
        let value = Array("a:b".utf8)
        #expect(CredentialRules.warnings(value.span, for: .apiKey) == [.colonInAPIKey])
        #expect(CredentialRules.warnings(value.span, for: .apiPassphrase).isEmpty)
        #expect(CredentialRules.warnings(value.span, for: .apiSignature).isEmpty)
    }

    @Test("every refusal has its own words and no value")
    func words() {
        #expect(
            Set(CredentialValueError.allCases.map(\.message)).count == CredentialValueError.allCases.count)
        for error in CredentialValueError.allCases { #expect(error.hint.contains("Cashouts Credentials")) }
    }
}
