import Sodium
import Testing

@testable import HTTPTransport

@Suite("frames") struct FrameTests {
    private static let outcomes: [HTTPOutcome] = [
        .answer(HTTPAnswer(status: 200, headers: ["date": "now", "x": ""], body: Array("{\u{fc}}".utf8))),
        .answer(HTTPAnswer(status: 401, headers: [:], body: [])),
        .answer(HTTPAnswer(status: 999, headers: [:], body: [UInt8](repeating: 0xff, count: 64))),
        .failure(.nameNotResolved), .failure(.connectionRefused), .failure(.connectionFailed("no route")),
        .failure(.tls(.unknownAuthority, "self-signed")), .failure(.tls(.expired, "")),
        .failure(.tls(.notYetValid, "a")), .failure(.tls(.wrongName, "a")), .failure(.tls(.notTLS, "a")),
        .failure(.tls(.badCertificate, "a")), .failure(.tls(.handshake, "a")),
        .failure(.proxy("403")), .failure(.timedOut), .failure(.tooLarge),
        .failure(.redirected(status: 302, host: "localhost")), .failure(.redirected(status: 304, host: nil)),
        .failure(.cutShort), .failure(.encoded("gzip")), .failure(.other("Out of memory")),
    ]

    /// What comes after the length of a frame.
    private static func content(_ frame: [UInt8]) -> ArraySlice<UInt8> {
        #expect(Frame.length(frame.prefix(4)) == frame.count - 4)
        return frame.dropFirst(4)
    }

    private static func frame(_ words: String...) -> ArraySlice<UInt8> {
        let fields = words.map { FrameField.text($0) }
        var frame: [UInt8] = []
        frame.append(addingCapacity: Frame.size(of: fields)) { Frame.write(fields, to: &$0) }
        return content(frame)
    }

    private static func read(_ content: some Sequence<UInt8>) throws -> HTTPOutcome {
        try HTTPOutcome(frame: FrameReader(content), answerLimit: 64)
    }

    @Test("an outcome comes out as it went in", arguments: outcomes)
    func outcome(outcome: HTTPOutcome) throws {
        #expect(try Self.read(Self.content(outcome.frame())) == outcome)
    }

    @Test("an outcome that ends early, or late, or has a length that lies, is none", arguments: outcomes)
    func damaged(outcome: HTTPOutcome) throws {
        let content = Array(Self.content(outcome.frame()))
        for count in content.indices {
            // All but those headers that were cut off whole.
            if let read = try? Self.read(content.prefix(count)) {
                guard case .answer(let answer) = read else { throw MalformedFrame() }
                #expect(answer.headers.count < 2 && count + 8 < content.count)
            }
        }
        #expect(throws: MalformedFrame.self) { try Self.read(content + [0]) }
        #expect(throws: MalformedFrame.self) { try Self.read([0xff] + content.dropFirst()) }
    }

    private static let forgeries: [ArraySlice<UInt8>] = [
        frame("nonsense"), frame(), frame("answer"), frame("answer", "200"), frame("answer", "x", ""),
        frame("answer", "100", ""), frame("answer", "302", ""), frame("answer", "1000", ""),
        frame("answer", "-200", ""), frame("answer", "200", String(repeating: "x", count: 65)),
        frame("answer", "200", "", "name"), frame("tls", "nonsense", ""), frame("tls"),
        frame("redirected", "", ""), frame("timed-out", "more"), [0, 0, 0, 1, 0xff],
        frame("other") + [0, 0, 0, 1, 0xff],
    ]

    @Test("an outcome that no honest process sends is none", arguments: forgeries)
    func dishonest(content: ArraySlice<UInt8>) {
        #expect(throws: MalformedFrame.self) { try Self.read(content) }
    }

    @Test("of a header that is there twice the first counts")
    func twice() throws {
        let outcome = try Self.read(Self.frame("answer", "200", "", "a", "1", "a", "2"))
        #expect(outcome == .answer(HTTPAnswer(status: 200, headers: ["a": "1"], body: [])))
    }

    @Test("a request comes out as it went in, checked again")
    func request() throws {
        let post = try HTTPRequest(
            post: "https://localhost:8443/a?b", headers: [("X-A", "1"), ("X-B", "\u{fc}")],
            authorization: SecretBytesReference(copying: Array("Basic bDpw".utf8).span),
            body: SecretBytesReference(copying: ([0, 255] as [UInt8]).span), answerLimit: 7)
        let get = try HTTPRequest(get: "https://[::1]/")
        for request in [post, get] {
            let frame = request.frame()
            let bytes = frame.bytes.indices.map { frame.bytes[$0] }
            let copy = try HTTPRequest(frame: FrameReader(Self.content(bytes)))
            #expect(copy.method == request.method && copy.url == request.url && copy.host == request.host)
            #expect(copy.headers.map(\.name) == request.headers.map(\.name))
            #expect(copy.headers.map(\.value) == request.headers.map(\.value))
            #expect(copy.body?.read { $0.bytes.array } == request.body?.read { $0.bytes.array })
            #expect(
                copy.authorization?.read { $0.bytes.array } == request.authorization?.read { $0.bytes.array })
            #expect(copy.answerLimit == request.answerLimit)
        }
        for words in [
            Self.frame("PUT", "https://localhost/", "1", "", ""),
            Self.frame("GET", "http://localhost/", "1", "", ""),
            Self.frame("GET", "https://localhost/", "x", "", ""),
            Self.frame("GET", "https://localhost/", "1", ""),
            Self.frame("POST", "https://localhost/", "1", "", "a\nb"),
            Self.frame("GET", "https://localhost/", "1", "", "", "Host", "other"),
        ] {
            #expect(throws: MalformedFrame.self) { try HTTPRequest(frame: FrameReader(words)) }
        }
    }
}
