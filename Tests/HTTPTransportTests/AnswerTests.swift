import HTTPTransport
import Testing

@Suite("answers") struct AnswerTests {
    private static let json = #"{"code":509,"message":"Cashout not found with this ID"}"#
    private static let refusal = #"{"code":401,"message":"Invalid credentials"}"#

    private func answer(_ path: String) throws -> HTTPAnswer {
        switch try HostileServer.ask(path) {
        case .answer(let answer): return answer
        case .failure(let failure): throw failure
        }
    }

    @Test("an answer is status, headers and the very bytes of the body")
    func plain() throws {
        let answer = try answer("/ok")
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self) == AnswerTests.json)
        #expect(answer.header("x-mixed-case") == "kept")
        #expect(answer.header("CONTENT-TYPE") == "application/json")
        #expect(answer.header("Date") == nil)
    }

    @Test(
        "a 401 is an answer with its body, whatever it challenges us with",
        arguments: [
            "plain", "basic", "digest", "bearer", "negotiate", "ntlm", "nonsense", "nothing", "two",
        ])
    func unauthorised(challenge: String) throws {
        let answer = try answer("/401/" + challenge)
        #expect(answer.status == 401)
        #expect(String(decoding: answer.body, as: UTF8.self) == AnswerTests.refusal)
        #expect((answer.header("WWW-Authenticate") == nil) == (challenge == "plain"))
    }

    @Test("a 401 with a challenge and no body is an answer")
    func unauthorisedEmpty() throws {
        let answer = try answer("/401/basic-empty")
        #expect(answer.status == 401)
        #expect(answer.body == [])
    }

    @Test("a challenged 401 ends well each of a hundred times")
    func unauthorisedOften() throws {
        let request = try Ask(url: HostileServer.url("/401/basic")).request()
        for _ in 0..<10 {
            let requests = Array(repeating: request, count: 10)
            let outcomes = HTTPClient.perform(requests, deadline: .after(seconds: 20)) { _ in false }
            for case .failure(let failure)? in outcomes { throw failure }
        }
    }

    @Test(
        "other statuses and ways to send a body are answers too",
        arguments: [
            ("/status/503", 503), ("/status/999", 999), ("/status/204", 204), ("/407", 407),
            ("/interim/100", 200), ("/interim/103", 401), ("/chunks", 200), ("/close/proper", 200),
            ("/headers/folded", 200),
        ])
    func statuses(path: String, status: Int) throws {
        #expect(try answer(path).status == status)
    }

    @Test("headers of an interim response are not the answer's")
    func interim() throws {
        #expect(try answer("/interim/103").header("Link") == nil)
    }

    @Test("the limit is the last size that passes")
    func limit() throws {
        #expect(try answer("/size/65536").body.count == 65_536)
        #expect(try HostileServer.ask("/size/65537") == .failure(.tooLarge))
        let request = try HTTPRequest(get: HostileServer.url("/size/65"), answerLimit: 64)
        #expect(HTTPClient.perform(request, deadline: .after(seconds: 20)) == .failure(.tooLarge))
    }

    @Test(
        "an IPv6 address is reached, named as it is, and believed by a certificate for it"
    )
    func addressOfIPv6() throws {
        let url = try HostileServer.url("/echo", listener: "six", host: "[::1]")
        guard case .answer(let answer) = Ask(url: url).outcome(seconds: 20) else {
            Issue.record("no answer")
            return
        }
        let lines = String(decoding: answer.body, as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(lines.first == "POST /echo HTTP/1.1")
        #expect(lines.contains("Host: [::1]:\(try HostileServer.port("six"))"))
        let other = try HostileServer.url("/echo", listener: "six-wrong-name", host: "[::1]")
        guard case .failure(.tls(.wrongName, _)) = Ask(url: other).outcome(seconds: 20) else {
            Issue.record("the certificate of another name was believed")
            return
        }
    }

    @Test("what is sent is what was said, once, and asks for no compression")
    func echo() throws {
        let text = String(decoding: try answer("/echo").body, as: UTF8.self)
        let lines = text.split(separator: "\r\n").flatMap { $0.split(separator: "\n") }.map(String.init)
        #expect(lines.first == "POST /echo HTTP/1.1")
        #expect(lines.last == String(decoding: Ask.body, as: UTF8.self))
        for header in [
            "Content-Type: application/json", "User-Agent: d24-tools", "Payload-Signature: b18c6c52",
            "Authorization: Basic bDpw", "Accept-Encoding: identity", "Content-Length: \(Ask.body.count)",
        ] {
            let name = header.prefix { $0 != ":" }.lowercased() + ":"
            #expect(lines.filter { $0.lowercased().hasPrefix(name) } == [header])
        }
        #expect(!text.lowercased().contains("expect:"))
    }

    @Test("no cookie comes back")
    func cookies() throws {
        _ = try answer("/headers/cookie")
        #expect(!String(decoding: try answer("/echo").body, as: UTF8.self).lowercased().contains("cookie"))
    }
}
