import CashoutsAPI
import Sodium
import StrictJSON
import Testing

struct NotificationRequestTests {
    init() throws { try Libsodium.start() }

    static let type = "Content-Type: application/x-www-form-urlencoded"
    static let length = "Content-Length: 4"

    static func read(_ text: String) throws(NotificationError) -> (NotificationRequest.Content, String) {
        let bytes = Array(text.utf8)
        let request = try NotificationRequest(http: bytes.span)
        return (request.content, String(decoding: bytes[request.body], as: UTF8.self))
    }

    static let forms = [
        "POST / HTTP/1.1\r\n\(type)\r\n\(length)\r\n\r\nbody",
        "POST / HTTP/1.1\n\(type)\n\(length)\n\nbody",
        "POST http://h/p?q HTTP/1.0\r\nX: a: b\r\n\(length)\r\ncontent-type:\tAPPLICATION/X-www-form-urlencoded ; Charset=UTF-8\r\n\r\nbody",
        "POST / HTTP/1.1\r\n\(type)\r\n\(length)\r\ncontent-encoding: identity\r\n\r\nbody",
        "POST / HTTP/1.1\r\nX:\r\nX:\r\n\(type);\r\n\(length)\r\n\r\nbody",
    ]

    @Test("a form is found behind its headers", arguments: forms)
    func form(text: String) throws {
        let (content, body) = try Self.read(text)
        #expect(content == .form && body == "body")
    }

    @Test("JSON comes with its signature")
    func json() throws {
        let (content, body) = try Self.read(
            "POST / HTTP/1.1\r\npayload-SIGNATURE:  ab \r\nContent-Type: application/json;charset=\"utf-8\"\r\n\(Self.length)\r\n\r\n{}\r\n"
        )
        #expect(content == .json(signature: "ab") && body == "{}\r\n")
    }

    @Test("a body may be empty, and hold what looks like headers")
    func bodies() throws {
        #expect(try Self.read("POST / HTTP/1.1\n\(Self.type)\nContent-Length: 0\n\n").1 == "")
        #expect(
            try Self.read("POST / HTTP/1.1\n\(Self.type)\nContent-Length: 8\n\n\r\na: b\n\n").1
                == "\r\na: b\n\n")
    }

    static let refusals: [(String, NotificationError)] = [
        ("", .empty),
        ("\r\nPOST / HTTP/1.1\r\n\(type)\r\n\r\n", .noRequestLine),
        ("POST / HTTP/1.1", .noRequestLine),
        ("POST /\r\n\r\n", .noRequestLine),
        ("POST  / HTTP/1.1\r\n\r\n", .noRequestLine),
        ("POST / HTTP/1.1 \r\n\r\n", .noRequestLine),
        ("POST / ftp\r\n\r\n", .noRequestLine),
        ("HTTP/1.1 200 OK\r\n\(type)\r\n\r\n", .noRequestLine),
        ("P(ST / HTTP/1.1\r\n\r\n", .noRequestLine),
        ("POST /\u{7} HTTP/1.1\r\n\r\n", .noRequestLine),
        ("GET / HTTP/1.1\r\n\(type)\r\n\r\n", .notPOST),
        ("post / HTTP/1.1\r\n\(type)\r\n\r\n", .notPOST),
        ("POST / HTTP/1.1\r\n\(type)\r\n", .endlessHeaders),
        ("POST / HTTP/1.1\r\n\(type)", .endlessHeaders),
        ("POST / HTTP/1.1\r\n\(type)\r\nno colon\r\n\r\n", .badHeader(line: 3)),
        ("POST / HTTP/1.1\r\n: x\r\n\r\n", .badHeader(line: 2)),
        ("POST / HTTP/1.1\r\nContent-Type : x\r\n\r\n", .badHeader(line: 2)),
        ("POST / HTTP/1.1\r\n\(type)\r\n folded: x\r\n\r\n", .badHeader(line: 3)),
        ("POST / HTTP/1.1\r\nX: a\rContent-Type: b\r\n\r\n", .badHeader(line: 2)),
        ("POST / HTTP/1.1\r\nX: a\0\r\n\r\n", .badHeader(line: 2)),
        ("POST / HTTP/1.1\r\n\(type)\r\n\(type)\r\n\r\n", .repeatedHeader(.contentType)),
        (
            "POST / HTTP/1.1\r\n\(type)\r\nContent-Length: 1\r\ncontent-length: 1\r\n\r\na",
            .repeatedHeader(.contentLength)
        ),
        (
            "POST / HTTP/1.1\r\nPayload-Signature: a\r\nPayload-signature: a\r\n\r\n",
            .repeatedHeader(.payloadSignature)
        ),
        (
            "POST / HTTP/1.1\r\n\(type)\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\na",
            .encoded(.transferEncoding)
        ),
        ("POST / HTTP/1.1\r\n\(type)\r\nTransfer-Encoding:\r\n\r\na", .encoded(.transferEncoding)),
        ("POST / HTTP/1.1\r\n\(type)\r\nContent-Encoding: gzip\r\n\r\na", .encoded(.contentEncoding)),
        ("POST / HTTP/1.1\r\n\(type)\r\nContent-Length: 2\r\n\r\na", .wrongLength),
        ("POST / HTTP/1.1\r\n\(type)\r\nContent-Length: +1\r\n\r\na", .wrongLength),
        ("POST / HTTP/1.1\r\n\(type)\r\nContent-Length: 1, 1\r\n\r\na", .wrongLength),
        ("POST / HTTP/1.1\r\n\(type)\r\nContent-Length:\r\n\r\n", .wrongLength),
        ("POST / HTTP/1.1\r\n\(type)\r\nContent-Length: 99999999999999999999\r\n\r\na", .wrongLength),
        ("POST / HTTP/9.garbage\r\n\(type)\r\n\r\n", .noRequestLine),
        ("POST / HTTP/2\r\n\(type)\r\n\r\n", .noRequestLine),
        ("POST / HTTP/1.1\r\n\(type)\r\n\r\na", .noLength),
        ("POST / HTTP/1.1\r\n\r\n", .contentType),
        ("POST / HTTP/1.1\r\nContent-Type: text/plain\r\n\r\n", .contentType),
        ("POST / HTTP/1.1\r\n\(type)\u{37E} charset=utf-8\r\n\r\n", .contentType),
        ("POST / HTTP/1.1\r\nContent-Type: application/jsonx\r\nPayload-Signature: a\r\n\r\n", .contentType),
        ("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n", .unsigned),
        ("POST / HTTP/1.1\r\n\(type); charset=latin1\r\n\r\n", .charset),
        ("POST / HTTP/1.1\r\n\(type); charset = utf-8\r\n\r\n", .charset),
        ("POST / HTTP/1.1\r\n\(type); charset=utf-8; charset=utf-8\r\n\r\n", .charset),
        ("POST / HTTP/1.1\r\n\(type);charset=\u{FF35}TF-8\r\n\r\n", .charset),
        ("POST / HTTP/1.1\r\n\(type)\r\n\r\n" + String(repeating: "a", count: 65537), .tooLarge),
        ("POST / HTTP/1.1\r\nX: " + String(repeating: "a", count: 65536) + "\r\n\r\n", .endlessHeaders),
    ]

    @Test(
        "a field in the query is refused, in any spelling that some reader takes for it",
        arguments: [
            ("/n?external_id=evil", NotificationField.externalID), ("/n?a&External%5FID=evil", .externalID),
            ("/?x=1;external_id=evil", .externalID), ("http://h/p?control", .control),
            ("/?%zz=1&external.id[]=2", .externalID), ("/??&cashout+id=%", .cashoutID),
        ])
    func query(target: String, field: NotificationField) {
        #expect(throws: NotificationError.fieldInQuery(field)) {
            try Self.read("POST \(target) HTTP/1.1\n\(Self.type)\n\(Self.length)\n\nbody")
        }
    }

    @Test(
        "what else a URL has is its owner's",
        arguments: ["/n?token=external_id", "/n?", "/external_id", "/?%&=&+"])
    func ownQuery(target: String) throws {
        #expect(try Self.read("POST \(target) HTTP/1.1\n\(Self.type)\n\(Self.length)\n\nbody").1 == "body")
    }

    @Test("what is no such request is refused by name", arguments: refusals)
    func refused(text: String, error: NotificationError) {
        #expect(throws: error) { try Self.read(text) }
    }

    static let key = Array("your_cashout_api_signature".utf8)
    static let body = #"{"beneficiary_name":"José Núñez"}"#
    static let digest = "5832baa58a9a0fc141dde6853b636d57a2df948096a827a31961ef1845911b6c"

    @Test("a notification in JSON is judged by the signature of its bytes")
    func signed() throws {
        func check(_ body: String, _ signature: String, _ key: [UInt8] = Self.key) throws -> ControlCheck {
            try SignedNotification(json: Array(body.utf8).span, signature: signature).check(key: key.span)
        }
        #expect(try check(Self.body, Self.digest) == .authentic)
        #expect(try check(Self.body + " ", Self.digest) == .different)
        #expect(try check(Self.body, Self.digest, [0x61]) == .different)
        #expect(try check(Self.body, Self.digest.uppercased()) == .malformed(.upperCase))
        #expect(try check(Self.body, "") == .malformed(.empty))
        let notification = try SignedNotification(
            json: Array(#"{"a":1,"external_id":"x"}"#.utf8).span, signature: "")
        #expect(notification.externalID == "x")
        #expect(notification.members.map(\.key) == ["a", "external_id"])
    }

    @Test("a request to D24 is no notification", arguments: ["login", "pass"])
    func ownRequest(member: String) {
        #expect(throws: NotificationError.ownRequest) {
            try SignedNotification(
                json: Array("{\"external_id\":\"x\",\"\(member)\":\"y\"}".utf8).span, signature: "")
        }
    }

    @Test(
        "JSON that two readers could take for two things is none",
        arguments: ["", "[]", "1", "{", "{\"a\":1,\"a\":2}", "{}x"])
    func notJSON(body: String) {
        #expect(throws: NotificationError.notJSON) {
            try SignedNotification(json: Array(body.utf8).span, signature: Self.digest)
        }
    }
}
