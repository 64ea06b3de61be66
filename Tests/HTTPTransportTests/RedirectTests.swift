import HTTPTransport
import Testing

@Suite("redirects") struct RedirectTests {
    @Test(
        "no redirect is followed, and where it points receives nothing",
        arguments: [300, 301, 302, 303, 307, 308])
    func notFollowed(status: Int) throws {
        let outcome = try HostileServer.ask("/redirect/\(status)")
        #expect(outcome == .failure(.redirected(status: status, host: "localhost")))
        let get = try HTTPRequest(
            get: HostileServer.url("/redirect/\(status)"), headers: [("Authorization", "Basic bDpw")])
        #expect(HTTPClient.perform(get, deadline: .after(seconds: 20)) == outcome)
        #expect(try HostileServer.connections("elsewhere") == 0)
        #expect(try HostileServer.connections("tls") ?? 0 > 1)
    }

    @Test(
        "a redirect's host is shown only when it is a plain one",
        arguments: [
            ("nowhere", nil), ("relative", nil), ("plain", "localhost"), ("file", nil), ("escape", nil),
            ("empty", nil), ("query", nil), ("bracket", nil), ("port", "h"), ("two", "a"), ("space", nil),
            ("colons", nil), ("slashes", nil), ("idn", nil), ("long", nil), ("fragment", nil),
        ] as [(String, String?)])
    func host(path: String, host: String?) throws {
        let outcome = try HostileServer.ask("/redirect/" + path)
        #expect(outcome == .failure(.redirected(status: 302, host: host)))
    }

    @Test("a 304 is no answer either")
    func notModified() throws {
        #expect(try HostileServer.ask("/status/304") == .failure(.redirected(status: 304, host: nil)))
    }
}
