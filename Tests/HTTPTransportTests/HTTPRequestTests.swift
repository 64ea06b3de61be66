import HTTPTransport
import Sodium
import Testing

@Suite("HTTPRequest") struct HTTPRequestTests {
    @Test(
        "takes https URLs and says whom they reach",
        arguments: [
            ("https://api-stg.directa24.com/v3/cashout/status", "api-stg.directa24.com"),
            ("https://localhost:8443", "localhost"),
            ("https://127.0.0.1/?q=%20", "127.0.0.1"),
            ("https://[::1]:8443/", "::1"),
        ])
    func accepted(url: String, host: String) throws {
        let request = try HTTPRequest(get: url)
        #expect(request.host == host)
        #expect(request.url == url)
    }

    @Test(
        "refuses every other URL",
        arguments: [
            ("http://localhost/", HTTPRequestError.notHTTPS), ("HTTPS://localhost/", .notHTTPS),
            ("ftp://localhost/", .notHTTPS), ("localhost", .notHTTPS), ("", .notHTTPS),
            (" https://localhost/", .notHTTPS), ("https:/localhost", .notHTTPS),
            ("https://", .malformedURL), ("https:///path", .malformedURL), ("https://?q", .malformedURL),
            ("https://:443/", .malformedURL), ("https://localhost:/", .malformedURL),
            ("https://localhost:0/", .malformedURL), ("https://localhost:65536/", .malformedURL),
            ("https://localhost:+80/", .malformedURL), ("https://localhost:080/", .malformedURL),
            ("https://localhost/#fragment", .malformedURL), ("https://local host/", .malformedURL),
            ("https://localhost/a b", .malformedURL), ("https://localhost/\r\nX: y", .malformedURL),
            ("https://localhost\\@other/", .malformedURL), ("https://b\u{fc}cher.example/", .malformedURL),
            ("https://a%2eb/", .malformedURL), ("https://[::1", .malformedURL),
            ("https://user@localhost/", .userInURL), ("https://user:secret@localhost/", .userInURL),
            ("https://localhost:443@other/", .userInURL),
        ])
    func refused(url: String, error: HTTPRequestError) {
        #expect(throws: error) { try HTTPRequest(get: url) }
        #expect(throws: error) { try HTTPRequest(post: url, headers: [], body: secret([])) }
    }

    @Test(
        "refuses headers that could end a line, and those that are ours",
        arguments: [
            ("X-A", "a\r\nX-B: b"), ("X-A", "a\u{0}"), ("X-A", "a\u{7f}"), ("X A", "a"), ("", "a"),
            ("X:", "a"),
            ("Host", "other"), ("content-length", "0"), ("Accept-Encoding", "gzip"),
            ("Transfer-Encoding", "chunked"), ("Expect", "100-continue"),
        ])
    func badHeader(name: String, value: String) {
        #expect(throws: HTTPRequestError.badHeader(name)) {
            try HTTPRequest(get: "https://localhost/", headers: [(name, value)])
        }
    }

    @Test("refuses a header that is there twice")
    func twice() {
        #expect(throws: HTTPRequestError.badHeader("x-a")) {
            try HTTPRequest(get: "https://localhost/", headers: [("X-A", "1"), ("x-a", "2")])
        }
    }

    @Test(
        "an Authorization header is one, and none that could end a line",
        arguments: ["", "a\r\nX-B: b", "a\u{0}"])
    func authorization(value: String) {
        let name = "Authorization"
        let body = secret([])
        #expect(throws: HTTPRequestError.badHeader(name)) {
            try HTTPRequest(
                post: "https://localhost/", headers: [],
                authorization: secret(Array(value.utf8)), body: body)
        }
        #expect(throws: HTTPRequestError.badHeader(name)) {
            try HTTPRequest(
                post: "https://localhost/", headers: [(name, "a")],
                authorization: secret([97]), body: body)
        }
    }

    private func secret(_ bytes: [UInt8]) -> SecretBytesReference {
        SecretBytesReference(copying: bytes.span)
    }

    @Test("a form is posted with its type, and without a credential")
    func form() throws {
        let request = try HTTPRequest(
            postForm: "https://shop.example/d24", userAgent: "test", body: Array("a=b".utf8))
        #expect(request.method == .post)
        #expect(request.authorization == nil)
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/x-www-form-urlencoded", "User-Agent: test",
            ])
        #expect(request.body?.read { $0.bytes.array } == Array("a=b".utf8))
        #expect(throws: HTTPRequestError.notHTTPS) {
            try HTTPRequest(postForm: "http://shop.example/d24", userAgent: "test", body: [])
        }
    }
}
