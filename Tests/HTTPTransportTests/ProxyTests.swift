import HTTPTransport
import TestSupport
import Testing

/// Each in a process of its own, since the proxy comes from the environment.
@Suite("proxies") struct ProxyTests {
    @Test(
        "a proxy that does not connect us is no answer, whatever it says",
        arguments: ["proxy-403", "proxy-407", "proxy-close", "proxy-liar", "refused", "mute"])
    func refusing(listener: String) async throws {
        let url = try HostileServer.url("/401/plain")
        let proxy = "http://user:secret@127.0.0.1:\(try HostileServer.port(listener))"
        await #expect(processExitsWith: .success) {
            [url = url as String, proxy = proxy as String, listener = listener as String] in
            Child.set("https_proxy", proxy)
            #expect(HTTPClient.proxy(for: url).map { !$0.contains("secret") } == true)
            let outcome = Ask(url: url).outcome(seconds: 2)
            switch (listener, outcome) {
            case ("proxy-403", .failure(.proxy(let text))): #expect(text.contains("403"))
            case ("proxy-407", .failure(.proxy(let text))): #expect(text.contains("407"))
            case ("proxy-close", .failure(.proxy)), ("refused", .failure(.proxy)): break
            case ("proxy-liar", .failure(.tls(.notTLS, _))), ("mute", .failure(.timedOut)): break
            default: Issue.record("\(outcome)")
            }
        }
    }

    @Test(
        "a proxy setting that cannot be used is told without its user and password",
        arguments: ["http://user:secret@127.0.0.1:99999", "ftp://user:secret@127.0.0.1:1"])
    func unusable(proxy: String) async throws {
        let url = try HostileServer.url("/ok")
        await #expect(processExitsWith: .success) { [url = url as String, proxy = proxy as String] in
            Child.set("https_proxy", proxy)
            guard case .failure(.proxy(let text)) = Ask(url: url).outcome(seconds: 20) else {
                Issue.record("no proxy's failure")
                return
            }
            #expect(text.contains("127.0.0.1") && !text.contains("secret"))
        }
    }

    @Test("a host that no_proxy names is reached directly")
    func exception() async throws {
        let url = try HostileServer.url("/ok")
        let proxy = "http://127.0.0.1:\(try HostileServer.port("proxy-403"))"
        await #expect(processExitsWith: .success) { [url = url as String, proxy = proxy as String] in
            Child.set("ALL_PROXY", proxy)
            Child.set("NO_PROXY", "localhost")
            #expect(HTTPClient.proxy(for: url) == nil)
            guard case .answer = Ask(url: url).outcome(seconds: 20) else {
                Issue.record("no answer")
                return
            }
        }
    }

    @Test("a working proxy is used, and the answer is the server's", arguments: ["/ok", "/401/basic"])
    func working(path: String) async throws {
        let port = try Tinyproxy.port()
        let url = try HostileServer.url(path)
        let before = try Tinyproxy.connections()
        await #expect(processExitsWith: .success) { [url = url as String, port = port as Int] in
            Child.set("HTTPS_PROXY", "http://user:secret@127.0.0.1:\(port)")
            #expect(HTTPClient.proxy(for: url) == "http://127.0.0.1:\(port)")
            let outcome = Ask(url: url).outcome(seconds: 20)
            guard case .answer(let answer) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(answer.status == (url.hasSuffix("/ok") ? 200 : 401))
            #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix(#"{"code":"#))
        }
        #expect(try Tinyproxy.connections() > before)
    }
}
