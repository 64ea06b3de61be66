import HTTPTransport
import Sodium
import Testing

@Suite("broken answers") struct BrokenAnswerTests {
    @Test(
        "an answer that ends before its end is none, whatever status came",
        arguments: [
            "/close", "/close/mid-body", "/close/reset", "/headers-only/close", "/chunks/short", "/401/short",
        ])
    func cutShort(path: String) throws {
        #expect(try HostileServer.ask(path) == .failure(.cutShort))
    }

    /// In a process of its own, which a SIGPIPE would end.
    @Test("a connection that is reset while the request is being sent ends the exchange alone")
    func slam() async throws {
        let url = try HostileServer.url("/", listener: "slam")
        await #expect(processExitsWith: .success) { [url = url as String] in
            Child.allowBrokenPipe()
            for size in [100, 1_000_000] {
                let body = [UInt8](repeating: 0x20, count: size)
                let request = try HTTPRequest(
                    post: url, headers: [], body: SecretBytesReference(copying: body.span))
                for _ in 0..<5 {
                    let outcome = HTTPClient.perform(request, deadline: .after(seconds: 20))
                    #expect(outcome == .failure(.cutShort))
                }
            }
        }
    }

    @Test(
        "an encoded answer is none, however it is called",
        arguments: [
            "/encoded/gzip", "/encoded/br", "/encoded/identity", "/encoded/unknown", "/encoded/empty",
            "/encoded/transfer",
        ])
    func encoded(path: String) throws {
        let outcome = try HostileServer.ask(path)
        guard case .failure(.encoded) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test(
        "what is not HTTP is told in libcurl's words",
        arguments: [
            "/not-http", "/http-0.9", "/status/words", "/status/line", "/headers/no-colon", "/headers/nul",
            "/headers/bad-length", "/headers/latin1", "/headers/many", "/headers/one", "/headers/interim",
            "/chunks/nonsense", "/redirect/latin1",
        ])
    func notHTTP(path: String) throws {
        let outcome = try HostileServer.ask(path)
        guard case .failure(.other(let text)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!text.isEmpty)
    }

    /// In Swift 6.3.1 these end the process that reads them, with Foundation's own `fatalError` ("there's no
    /// response", "Invalid URL").
    @Test(
        "an answer at which Foundation gives up is none, and harms nobody but its own process",
        arguments: [
            "/half-a-header", "/trailers", "/redirect/host-space", "/redirect/percent", "/redirect/odd",
        ])
    func fatal(path: String) throws {
        #expect(try HostileServer.ask(path) == .failure(.other("the answer could not be read")))
    }
}
