import CashoutsAPI
import Sodium
import Testing

struct CredentialJSONTests {
    init() throws { try Libsodium.start() }

    static func json(_ passphrase: String) -> String {
        "{\"api_key\":\"a\",\n\"api_passphrase\":\(passphrase),\"api_signature\":\"c\"}"
    }

    static let objects: [(String, String)] = [
        (#"{"api_key":"a","api_passphrase":"b","api_signature":"c"}"#, "b"),
        ("{ \"api_signature\" : \"c\" ,\r\n\t\"api_key\":\"a\", \"api_passphrase\":\"b\" }\n \t\r", "b"),
        (#"{"\u0061pi_key":"a","api\u005Fpassphrase":"b","api_signature":"c"}"#, "b"),
        (json(#""\"\\\/x""#), "\"\\/x"),
        (json(#""\u0041\u00e9\u20AC\ud83d\uDE00!""#), "Aé€😀!"),
        (
            json(#""\u07ff\u0800\uffff\ud800\udc00\udbff\udfff""#),
            "\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"
        ),
        (json(#""é😀""#), "é😀"),
        (json(#""{\"a\":1}""#), "{\"a\":1}"),
        (json(#""'b'""#), "'b'"),
    ]

    @Test("one object with the three strings", arguments: objects)
    func accepted(input: String, passphrase: String) throws {
        #expect(try CredentialInputTests.read(input) == ["a", passphrase, "c"])
    }

    static let refusals: [(String, CredentialInputError)] = [
        ("{", .malformedJSON(line: 1)),
        ("{}", .missing([.apiKey, .apiPassphrase, .apiSignature])),
        (#"{"api_key":"a","api_signature":"c"}"#, .missing([.apiPassphrase])),
        (#"{"api_key":"a",}"#, .malformedJSON(line: 1)),
        (#"{,"api_key":"a"}"#, .malformedJSON(line: 1)),
        (#"{"api_key" "a"}"#, .malformedJSON(line: 1)),
        (#"{"api_key":"a" "api_signature":"c"}"#, .malformedJSON(line: 1)),
        (#"{api_key:"a"}"#, .malformedJSON(line: 1)),
        (#"{"api_key":"#, .malformedJSON(line: 1)),
        (#"{"api_key":"a"#, .malformedJSON(line: 1)),
        (#"{"api_key":"a\"#, .malformedJSON(line: 1)),
        (#"{"api_key":"a\""#, .malformedJSON(line: 1)),
        (#"{"api_key":"a\u00""#, .badEscape(line: 1)),
        ("{\"api_key\":\"a\n\"}", .malformedJSON(line: 1)),
        ("{\"api_key\":\"a\tb\"}", .malformedJSON(line: 1)),
        ("{\n\n\"api_key\":'a'}", .notAString(.apiKey, line: 3)),
        (json("1"), .notAString(.apiPassphrase, line: 2)),
        (json("null"), .notAString(.apiPassphrase, line: 2)),
        (json("[\"b\"]"), .notAString(.apiPassphrase, line: 2)),
        (json(#""b","note":"d""#), .unknownKey(line: 2)),
        (json(#""b","API_KEY":"d""#), .unknownKey(line: 2)),
        (json(#""b","":"d""#), .unknownKey(line: 2)),
        (json(#""b","api_key":"a""#), .duplicate(.apiKey, line: 2)),
        (json(#""b","api_\u006bey":"a""#), .duplicate(.apiKey, line: 2)),
        (json(#""b""#) + "x", .textAfterJSON(line: 2)),
        (json(#""b""#) + "\n\n{}", .textAfterJSON(line: 4)),
        (json(#""b""#) + "\0", .textAfterJSON(line: 2)),
        (json(#""\x""#), .badEscape(line: 2)),
        (json(#""\U0041""#), .badEscape(line: 2)),
        (json(#""\u004""#), .badEscape(line: 2)),
        (json(#""\u00g1""#), .badEscape(line: 2)),
        (json(#""\ud83d""#), .badEscape(line: 2)),
        (json(#""\ud83dx""#), .badEscape(line: 2)),
        (json(#""\ud83d\n""#), .badEscape(line: 2)),
        (json(#""\ud83d\u0041""#), .badEscape(line: 2)),
        (json(#""\ud83d\ud83d""#), .badEscape(line: 2)),
        (json(#""\ude00""#), .badEscape(line: 2)),
        (json(#""\ude00\ude00""#), .badEscape(line: 2)),
        (json(#""""#), .value(.apiPassphrase, line: 2, .empty)),
        (json(#""a\u0000b""#), .value(.apiPassphrase, line: 2, .nul)),
        (json(#""a\n""#), .value(.apiPassphrase, line: 2, .trailingSpace)),
        (json(#""a\bb\f\r\tb""#), .value(.apiPassphrase, line: 2, .controlCharacter)),
        (json(#""\u00a0b""#), .value(.apiPassphrase, line: 2, .leadingSpace)),
        (json(#""\ufeffb""#), .value(.apiPassphrase, line: 2, .byteOrderMark)),
        (json("\"b\u{7F}\""), .value(.apiPassphrase, line: 2, .controlCharacter)),
    ]

    @Test("JSON that holds no credential", arguments: refusals)
    func refused(input: String, error: CredentialInputError) {
        #expect(throws: error) { try CredentialInputTests.read(input) }
    }

    @Test("every prefix of a good object is refused and none is read past its end")
    func prefixes() {
        let whole = Array(Self.json(#""\ud83d\ude00\"""#).utf8)
        for count in 1..<whole.count {
            #expect(throws: CredentialInputError.self) {
                try CredentialInputTests.read(Array(whole[..<count]))
            }
        }
    }
}
