import CashoutsAPI
import Testing

struct HTTPSLocationTests {
    @Test(
        "a URL is taken as it is, and its origin is a base URL",
        arguments: [
            ("https://shop.example/d24?a=b", "https://shop.example"),
            ("https://shop.example", "https://shop.example"),
            ("https://shop.example:443?x", "https://shop.example"),
            ("https://shop.example:8443/a@b", "https://shop.example:8443"),
            ("https://[2606:2800::1]/", "https://[2606:2800::1]"),
        ])
    func taken(_ text: String, _ origin: String) throws {
        let location = try #require(try HTTPSLocation(text))
        #expect(location.text == text)
        #expect(location.origin == (try BaseURL(origin)))
    }

    @Test(
        "what is no https URL of a host is none",
        arguments: [
            "", "http://shop.example/", "HTTPS://shop.example/", "https://", "https:///a", "https://?a",
            "https://user@shop.example/", "https://user:secret@shop.example/", "https://shop.example/a b",
            "https://shop.example/\u{7f}", "https://shop.example/\u{e9}",
            "https://shop.example/" + String(repeating: "a", count: 2048),
        ])
    func none(_ text: String) throws {
        #expect(try HTTPSLocation(text) == nil)
    }

    @Test("what is wrong with the host or the port is said")
    func refused() {
        #expect(throws: BaseURLError.badPort) { try HTTPSLocation("https://shop.example:0/") }
        #expect(throws: BaseURLError.badHost) { try HTTPSLocation("https://shop..example/") }
    }
}
