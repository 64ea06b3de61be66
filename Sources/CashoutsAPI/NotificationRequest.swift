/// A notification as a whole HTTP/1.1 or HTTP/1.0 request (RFC 9112), from raw bytes: what its headers say
/// about its body.
///
/// Stricter than a server where two readers could differ: a continued line, a space before the colon, a
/// deciding header that occurs twice and a body that is encoded are refused. A line may end with LF alone, as
/// in a file that was saved by hand.
package struct NotificationRequest: Sendable {
    /// 64 KiB of headers and as much of the body.
    package static let limit = headLimit + Notification.limit

    private static let headLimit = 64 * 1024

    /// What the body is.
    package enum Content: Equatable, Sendable {
        case form
        /// JSON, and the `Payload-Signature` that came with it, not yet looked at.
        case json(signature: String)
    }

    /// As `Content-Type` says; the bytes of the body have no say.
    package let content: Content

    /// Where in the request the body stands.
    package let body: Range<Int>

    /// Reads a request of at most ``limit`` bytes.
    package init(http request: Span<UInt8>) throws(NotificationError) {
        var lines = RequestLines(request)
        guard !request.isEmpty else { throw .empty }
        try Self.checkQuery(of: Self.target(try lines.next()))
        var headers: [DecidingHeader: String] = [:]
        while case let line = try lines.next(), !line.isEmpty {
            guard let (name, value) = Self.header(line) else { throw .badHeader(line: lines.number) }
            let known = DecidingHeader.allCases.first { $0.rawValue.lowercased() == name }
            guard let known else { continue }
            guard headers.updateValue(value, forKey: known) == nil else { throw .repeatedHeader(known) }
        }
        body = lines.position..<request.count
        guard body.count <= Notification.limit else { throw .tooLarge }
        guard headers[.transferEncoding] == nil else { throw .encoded(.transferEncoding) }
        guard ["identity", nil].contains(headers[.contentEncoding]?.lowercased()) else {
            throw .encoded(.contentEncoding)
        }
        if let length = headers[.contentLength] {
            guard length.utf8.allSatisfy(ASCII.isDigit), Int(length) == body.count else { throw .wrongLength }
        } else if !body.isEmpty {
            throw .noLength
        }
        content = try Self.content(headers)
    }

    private static func content(_ headers: [DecidingHeader: String]) throws(NotificationError) -> Content {
        // By bytes: as characters, U+037E is a semicolon too.
        let parts = (headers[.contentType] ?? "").utf8.split(
            separator: UInt8(ascii: ";"), omittingEmptySubsequences: false
        ).map { trimmed($0).lowercased() }
        let charsets = parts.dropFirst().filter { $0.utf8.starts(with: "charset".utf8) }
        guard charsets.count <= 1, charsets.allSatisfy(["charset=utf-8", "charset=\"utf-8\""].contains) else {
            throw .charset
        }
        switch parts.first {
        case "application/x-www-form-urlencoded": return .form
        case "application/json":
            guard let signature = headers[.payloadSignature] else { throw .unsigned }
            return .json(signature: signature)
        case _: throw .contentType
        }
    }

    /// The target of a request line: `POST`, a target, and the version of HTTP, with one space between them.
    private static func target(_ line: [UInt8]) throws(NotificationError) -> ArraySlice<UInt8> {
        let words = line.split(separator: ASCII.space, omittingEmptySubsequences: false)
        guard words.count == 3, words.allSatisfy({ !$0.isEmpty && !$0.contains(where: ASCII.isControl) }),
            ["HTTP/1.1", "HTTP/1.0"].contains(where: { words[2].elementsEqual($0.utf8) }),
            words[0].allSatisfy(isTokenByte)
        else { throw .noRequestLine }
        guard words[0].elementsEqual("POST".utf8) else { throw .notPOST }
        return words[1]
    }

    /// Refuses a query with a field of a notification. Other names are the merchant's own, such as a token
    /// that his URL was given.
    private static func checkQuery(of target: ArraySlice<UInt8>) throws(NotificationError) {
        guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else { return }
        for field in target[(mark + 1)...].split(whereSeparator: { "&;".utf8.contains($0) }) {
            let name = FormReader.decodeLeniently(field.prefix { $0 != ASCII.equals })
            let own = NotificationField.allCases.first {
                $0.isRespelled(by: name) || name.elementsEqual($0.rawValue.utf8)
            }
            if let own { throw .fieldInQuery(own) }
        }
    }

    /// The lower-case name and the value without the blanks around it; nil where the line is no header.
    private static func header(_ line: [UInt8]) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            line[..<colon].allSatisfy(isTokenByte),
            !line.contains(where: { ASCII.isControl($0) && $0 != ASCII.tab })
        else { return nil }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        return (name, trimmed(line[(colon + 1)...]))
    }

    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        let isBlank = { (byte: UInt8) in byte == ASCII.space || byte == ASCII.tab }
        let begun = bytes.drop(while: isBlank)
        guard let last = begun.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: begun[...last], as: UTF8.self)
    }

    /// The bytes of a token (RFC 9110, section 5.6.2).
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || ASCII.isLowerCaseLetter(byte) || ASCII.isUpperCaseLetter(byte)
            || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    /// The lines of the head, one by one.
    private struct RequestLines: ~Escapable {
        private let bytes: Span<UInt8>
        private(set) var position = 0
        /// Of the line that was read last, from 1.
        private(set) var number = 0

        @_lifetime(copy bytes)
        init(_ bytes: Span<UInt8>) { self.bytes = bytes }

        /// The next line without its end. Throws `endlessHeaders` where there is none.
        @_lifetime(self: copy self)
        mutating func next() throws(NotificationError) -> [UInt8] {
            var line: [UInt8] = []
            while position < min(bytes.count, NotificationRequest.headLimit) {
                let byte = bytes[position]
                position += 1
                guard byte == ASCII.lineFeed else {
                    line.append(byte)
                    continue
                }
                number += 1
                if line.last == ASCII.carriageReturn { line.removeLast() }
                return line
            }
            throw number == 0 ? .noRequestLine : .endlessHeaders
        }
    }
}
