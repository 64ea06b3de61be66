import CashoutsAPI
import Sodium
import StrictJSON
import Testing

struct StatusQueryTests {
    init() throws { try Libsodium.start() }

    static func query(
        _ key: [UInt8] = Array("cashout_login".utf8), _ passphrase: [UInt8] = Array("cashout_pass".utf8),
        random: [UInt8] = [0, 0, 0, 0], _ authentication: AuthenticationMode = .both
    ) -> StatusQuery {
        StatusQuery(
            apiKey: key.span, apiPassphrase: passphrase.span,
            apiSignature: Array("your_cashout_api_signature".utf8).span,
            cashout: .externalID(StatusQuery.externalID(random: random)), authentication: authentication)
    }

    @Test("the check value of the API's facts")
    func vector() {
        let query = Self.query()
        #expect(
            text(query.body.bytes)
                == #"{"login":"cashout_login","pass":"cashout_pass","external_id":"ping-00000000"}"#)
        #expect(query.signature.text == "b18c6c5239ecb799d03354f951f1fc7d9cec70024881744a0ac2c773f8d9a830")
    }

    @Test("what each mode puts where", arguments: AuthenticationMode.allCases)
    func modes(mode: AuthenticationMode) {
        let query = Self.query(mode)
        let body = text(query.body.bytes)
        let authorization = Self.authorization(query)
        let basic = "Basic Y2FzaG91dF9sb2dpbjpjYXNob3V0X3Bhc3M="
        switch mode {
        case .both:
            #expect(body.contains("login") && authorization == basic)
        case .body:
            #expect(body.contains("login") && authorization == nil)
        case .basic:
            #expect(body == #"{"external_id":"ping-00000000"}"# && authorization == basic)
        }
        let key = Array("your_cashout_api_signature".utf8)
        #expect(query.signature == PayloadSignature(of: Array(body.utf8).span, key: key.span))
    }

    static func authorization(_ query: borrowing StatusQuery) -> String? {
        switch query.authorization {
        case .some(let value): text(value.bytes)
        case .none: nil
        }
    }

    static func query(_ mode: AuthenticationMode) -> StatusQuery {
        query(Array("cashout_login".utf8), Array("cashout_pass".utf8), mode)
    }

    static func query(_ key: [UInt8], _ passphrase: [UInt8], _ mode: AuthenticationMode) -> StatusQuery {
        query(key, passphrase, random: [0, 0, 0, 0], mode)
    }

    @Test(
        "values are escaped as JSON demands and no further",
        arguments: [
            (#"a"b\c/d"#, #"a\"b\\c/d"#),
            ("\u{1}\t\n\u{1F}\u{7F}", "\\u0001\\u0009\\u000a\\u001f\u{7F}"),
            ("é€😀\u{2028}", "é€😀\u{2028}"),
        ])
    func escapes(value: String, written: String) throws {
        let bytes = Array(value.utf8)
        let query = Self.query(bytes, bytes, .body)
        let body = text(query.body.bytes)
        #expect(
            body == "{\"login\":\"\(written)\",\"pass\":\"\(written)\",\"external_id\":\"ping-00000000\"}")
        let json = try JSONReader.read(query.body.bytes)
        #expect(json["login"]?.stringValue == value)
        #expect(json["pass"]?.stringValue == value)
    }

    @Test("a value of nothing but escapes fits")
    func longest() throws {
        let bytes = [UInt8](repeating: 1, count: 4096)
        let query = Self.query(bytes, bytes, .both)
        #expect(
            query.body.count == 2 * 6 * 4096 + #"{"login":"","pass":"","external_id":"ping-00000000"}"#.count)
    }

    @Test("the external_id is made from the random bytes given")
    func externalID() {
        let random = [UInt8](0..<UInt8(StatusQuery.randomByteCount))
        #expect(StatusQuery.externalID(random: random) == "ping-000102030405060708090a0b0c0d0e0f")
    }

    @Test("the request is the only one we send, with the three mandatory headers")
    func request() {
        #expect(StatusQuery.method == "POST")
        #expect(StatusQuery.path == "/v3/cashout/status")
        let headers = StatusQuery.headers(signature: "ab", userAgent: "d24-tools/1")
        #expect(
            headers.map { "\($0.name): \($0.value)" } == [
                "Payload-Signature: ab", "Content-Type: application/json", "User-Agent: d24-tools/1",
            ])
    }

    @Test(
        "base64 (RFC 4648, section 10) of user and password",
        arguments: [
            ("", "", "Og=="), ("f", "", "Zjo="), ("", "fo", "OmZv"), ("fo", "o", "Zm86bw=="),
            ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            ("test", "123£", "dGVzdDoxMjPCow=="),
            ("\u{FF}?>~", "zZ09", "w78/Pn46elowOQ=="),
            ("~~~", "???>>>", "fn5+Oj8/Pz4+Pg=="),
        ])
    func basic(user: String, password: String, expected: String) {
        let value = BasicAuthorization.value(user: Array(user.utf8).span, password: Array(password.utf8).span)
        #expect(text(value.bytes) == "Basic \(expected)")
    }

    @Test("every digit of base64 is the right one")
    func base64Alphabet() {
        // Three bytes hold four digits: 00108310518720928b… are the digits 0, 1, 2, … in order.
        var bytes: [UInt8] = []
        for digit in stride(from: UInt32(0), to: 64, by: 4) {
            let group = digit << 18 | (digit + 1) << 12 | (digit + 2) << 6 | (digit + 3)
            bytes += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
        }
        // "a:" and one more byte make a whole group, so that the alphabet begins at a border.
        let value = BasicAuthorization.value(user: Array("a".utf8).span, password: ([0x62] + bytes).span)
        #expect(
            text(value.bytes).hasSuffix("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
    }
}
