import Foundation
package import Sodium

/// Why a request cannot be made; none repeats the URL or a header's value, which may be secret.
package enum HTTPRequestError: Error, Equatable, Sendable {
    /// The URL does not begin with `https://`.
    case notHTTPS
    /// The URL has a user, and perhaps a password, before the host.
    case userInURL
    /// The URL has no host, a bad port, a fragment, or a byte that must be escaped in a URL.
    case malformedURL
    /// A header of this name is not a token, is there twice, belongs to the transport, or its value has a
    /// control byte.
    case badHeader(String)
}

/// A GET or a POST to an https URL, checked when it is made, so that whoever holds one can send it.
///
/// What may be secret in it is in guarded memory, up to the process that sends it.
package struct HTTPRequest: Sendable {
    /// Spelled as it is sent.
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// A POST has a body, a GET has none.
    package let method: Method
    /// As it was given: ASCII, `https://` host [port] path [query].
    package let url: String
    /// The host alone, without brackets around an IPv6 address.
    package let host: String
    /// None of them is secret.
    package let headers: [(name: String, value: String)]
    /// The value of the `Authorization` header, if it has one; UTF-8.
    package let authorization: SecretBytesReference?
    /// The exact bytes that are sent; nil for a GET.
    package let body: SecretBytesReference?
    /// An answer with more bytes than this is `HTTPFailure.tooLarge`.
    package let answerLimit: Int

    /// 64 KiB: D24's answers are under one, a witness's under four.
    package static let usualAnswerLimit = 65_536

    /// A GET.
    package init(
        get url: String, headers: [(name: String, value: String)] = [],
        answerLimit: Int = HTTPRequest.usualAnswerLimit
    ) throws(HTTPRequestError) {
        try self.init(.get, url, headers, nil, nil, answerLimit)
    }

    /// A POST of `body`, byte for byte; say its `Content-Type` among the headers.
    package init(
        post url: String, headers: [(name: String, value: String)],
        authorization: SecretBytesReference? = nil,
        body: SecretBytesReference, answerLimit: Int = HTTPRequest.usualAnswerLimit
    ) throws(HTTPRequestError) {
        try self.init(.post, url, headers, authorization, body, answerLimit)
    }

    /// A POST of a form in which nothing is secret, and to a host that is given no credential.
    package init(
        postForm url: String, userAgent: String, body: [UInt8]
    ) throws(HTTPRequestError) {
        let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("User-Agent", userAgent)]
        try self.init(
            .post, url, headers, nil, SecretBytesReference(copying: body.span), Self.usualAnswerLimit)
    }

    private init(
        _ method: Method, _ url: String, _ headers: [(name: String, value: String)],
        _ authorization: SecretBytesReference?, _ body: SecretBytesReference?, _ answerLimit: Int
    ) throws(HTTPRequestError) {
        self.host = try HTTPRequest.host(of: url)
        try HTTPRequest.check(headers, authorization)
        self.method = method
        self.url = url
        self.headers = headers
        self.authorization = authorization
        self.body = body
        self.answerLimit = answerLimit
    }

    /// Foundation's `URL` repairs much of what it is given; here nothing is repaired, so that the host that
    /// is shown, compared with an environment's, and connected to is one and the same.
    static func host(of text: String) throws(HTTPRequestError) -> String {
        guard text.hasPrefix("https://") else { throw .notHTTPS }
        let rest = text.utf8.dropFirst("https://".utf8.count)
        guard rest.allSatisfy(isPlain) else { throw .malformedURL }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard !authority.contains(UInt8(ascii: "@")) else { throw .userInURL }
        guard let url = URL(string: text), url.scheme == "https", url.user == nil, let host = url.host,
            !host.isEmpty
        else { throw .malformedURL }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let named = bare.contains(":") ? "[\(bare)]" : bare
        let spelled = String(decoding: authority, as: UTF8.self)
        switch spelled.dropFirst(named.utf8.count) {
        case "" where spelled == named:
            return bare
        case let port where spelled.hasPrefix(named) && port.first == ":":
            guard let number = UInt16(port.dropFirst()), number > 0, ":\(number)" == port else {
                throw .malformedURL
            }
            return bare
        default:
            throw .malformedURL
        }
    }

    /// Whether a byte may stand in a URL as it is; `%` may, `#` may not, since a fragment is never sent.
    static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7f && !"\"#<>\\^`{|}".utf8.contains(byte)
    }

    /// What `authorization` is sent as.
    static let authorizationName = "Authorization"

    /// Names that the transport or libcurl writes itself; a second one would contradict it.
    private static let reserved: Set<String> = [
        "accept-encoding", "connection", "content-length", "expect", "host", "transfer-encoding",
    ]

    /// Whether a byte may stand in a header's value.
    private static func isValue(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7f }

    private static func check(
        _ headers: [(name: String, value: String)], _ authorization: SecretBytesReference?
    ) throws(HTTPRequestError) {
        var seen = reserved
        if let authorization {
            let isPlain = authorization.read { secret in
                secret.bytes.indices.allSatisfy { isValue(secret.bytes[$0]) }
            }
            guard isPlain, authorization.count > 0 else { throw .badHeader(authorizationName) }
            seen.insert(authorizationName.lowercased())
        }
        for header in headers {
            let isToken = header.name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default:
                    false
                }
            }
            let isPlain = header.value.utf8.allSatisfy(isValue)
            guard isToken, !header.name.isEmpty, isPlain, seen.insert(header.name.lowercased()).inserted
            else {
                throw .badHeader(header.name)
            }
        }
    }
}
