import CashoutsAPI
import Testing

struct BaseURLTests {
    @Test(
        "base URLs and the one way to write each",
        arguments: [
            ("https://api-stg.directa24.com", "https://api-stg.directa24.com", "api-stg.directa24.com", 443),
            ("https://api-stg.directa24.com/", "https://api-stg.directa24.com", "api-stg.directa24.com", 443),
            ("https://api.d24.com:443", "https://api.d24.com", "api.d24.com", 443),
            ("https://localhost:8443/", "https://localhost:8443", "localhost", 8443),
            ("https://a:1", "https://a:1", "a", 1),
            ("https://a:65535", "https://a:65535", "a", 65535),
            ("https://127.0.0.1:8443", "https://127.0.0.1:8443", "127.0.0.1", 8443),
            ("https://[::1]:8443", "https://[::1]:8443", "[::1]", 8443),
            ("https://[0:0:0:0:0:0:0:1]", "https://[::1]", "[::1]", 443),
            ("https://[2001:0db8::0:1]/", "https://[2001:db8::1]", "[2001:db8::1]", 443),
            ("https://[::]", "https://[::]", "[::]", 443),
            ("https://[1::]", "https://[1::]", "[1::]", 443),
            ("https://[1:0:0:2:0:0:0:3]", "https://[1:0:0:2::3]", "[1:0:0:2::3]", 443),
            ("https://[1:0:0:2:3:0:0:4]", "https://[1::2:3:0:0:4]", "[1::2:3:0:0:4]", 443),
            ("https://[1:2:3:0:5:6:7:8]", "https://[1:2:3:0:5:6:7:8]", "[1:2:3:0:5:6:7:8]", 443),
            ("https://[1:2:3::5:6:7:8]", "https://[1:2:3:0:5:6:7:8]", "[1:2:3:0:5:6:7:8]", 443),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example", 443),
            ("https://1und1.example", "https://1und1.example", "1und1.example", 443),
        ])
    func accepted(typed: String, text: String, host: String, port: Int) throws {
        let url = try BaseURL(typed)
        #expect(url.text == text)
        #expect(url.host == host)
        #expect(Int(url.port) == port)
        #expect(try BaseURL(url.text) == url)
    }

    static let refusals: [(String, BaseURLError)] = [
        ("", .empty),
        ("https://" + String(repeating: "a", count: 300), .tooLong),
        ("api.directa24.com", .noScheme),
        ("https:/api.directa24.com", .noScheme),
        ("http://api.directa24.com", .plainHTTP),
        ("HTTP://api.directa24.com", .plainHTTP),
        ("ftp://api.directa24.com", .otherScheme),
        (" https://api.directa24.com", .otherScheme),
        ("HTTPS://api.directa24.com", .upperCase),
        ("https://API.directa24.com", .upperCase),
        ("https://[2001:DB8::1]", .upperCase),
        ("https://user:word@api.directa24.com", .userInfo),
        ("https://user:wo/rd@api.directa24.com", .userInfo),
        ("https://user:wo?rd@api.directa24.com", .userInfo),
        ("https://@api.directa24.com", .userInfo),
        ("https://api.directa24.com/v3", .path),
        ("https://api.directa24.com//", .path),
        ("https://api.directa24.com?a=b", .query),
        ("https://api.directa24.com/?", .query),
        ("https://api.directa24.com#a", .fragment),
        ("https://api.directa24.com/#", .fragment),
        ("https://bücher.example", .internationalHost),
        ("https://", .badHost),
        ("https:///", .badHost),
        ("https://:8443", .badHost),
        ("https://a..b", .badHost),
        ("https://.a", .badHost),
        ("https://api.directa24.com.", .badHost),
        ("https://-a.b", .badHost),
        ("https://a-.b", .badHost),
        ("https://a_b", .badHost),
        ("https://a b", .badHost),
        ("https://a\n", .badHost),
        ("https://a\\b", .badHost),
        ("https://a%2eb", .badHost),
        ("https://" + String(repeating: "a", count: 64) + ".com", .badHost),
        ("https://" + String(repeating: "a.", count: 127) + "a", .badHost),
        ("https://127.1", .badHost),
        ("https://256.0.0.1", .badHost),
        ("https://127.0.0.01", .badHost),
        ("https://1.2.3.4.5", .badHost),
        ("https://2130706433", .badHost),
        ("https://0x7f000001", .badHost),
        ("https://[::1", .badHost),
        ("https://[]", .badHost),
        ("https://[::1]x", .badHost),
        ("https://[:1]", .badHost),
        ("https://[1:]", .badHost),
        ("https://[1::2::3]", .badHost),
        ("https://[1:2:3:4:5:6:7]", .badHost),
        ("https://[1:2:3:4:5:6:7:8:9]", .badHost),
        ("https://[1:2:3:4::5:6:7:8]", .badHost),
        ("https://[:::]", .badHost),
        ("https://[12345::]", .badHost),
        ("https://[::ffff:127.0.0.1]", .badHost),
        ("https://[::ffff:7f00:1]", .badHost),
        ("https://[fe80::1%25eth0]", .badHost),
        ("https://::1", .badHost),
        ("https://a:", .badPort),
        ("https://a:0", .badPort),
        ("https://a:0443", .badPort),
        ("https://a:65536", .badPort),
        ("https://a:+1", .badPort),
        ("https://a:44 3", .badPort),
        ("https://a:1:2", .badPort),
    ]

    @Test("what is no base URL, and what is wrong with it", arguments: refusals)
    func refused(typed: String, error: BaseURLError) {
        #expect(throws: error) { try BaseURL(typed) }
    }

    @Test("each error is reached and has a message and a hint of its own words")
    func everyErrorIsNamed() {
        #expect(Set(Self.refusals.map(\.1)) == Set(BaseURLError.allCases))
        #expect(Set(BaseURLError.allCases.map(\.message)).count == BaseURLError.allCases.count)
        for error in BaseURLError.allCases {
            #expect(error.message.hasPrefix("the base URL "))
            #expect(!error.hint.isEmpty && !error.hint.hasSuffix("."))
        }
    }

    @Test(
        "the hosts whose kind is known",
        arguments: [
            ("https://api-stg.directa24.com", EnvironmentKind.staging),
            ("https://api-stg.d24.com:8443", .staging),
            ("https://api.directa24.com/", .production),
            ("https://api.d24.com", .production),
            ("https://api.directa24.com.example", nil),
            ("https://localhost", nil),
            ("https://xapi.directa24.com", nil),
        ] as [(String, EnvironmentKind?)])
    func knownKind(typed: String, kind: EnvironmentKind?) throws {
        #expect(try BaseURL(typed).knownKind == kind)
    }
}
