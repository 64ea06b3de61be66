import HTTPTransport
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

    /// In Swift 6.3.1 these end the process with Foundation's own `fatalError` ("there's no response",
    /// "Invalid URL"), on a thread that is not ours, so nothing can be done about it here. What must hold is
    /// that nobody takes it for an answer, or for success.
    @Test(
        "where Foundation ends the process there is no answer, either",
        arguments: [
            "/half-a-header", "/trailers", "/redirect/host-space", "/redirect/percent", "/redirect/odd",
        ])
    func trap(path: String) async throws {
        let url = try HostileServer.url(path)
        await #expect(processExitsWith: .failure) { [url = url as String] in
            guard case .failure = Ask(url: url).outcome(seconds: 20) else { return }
            Child.fail()
        }
    }
}
