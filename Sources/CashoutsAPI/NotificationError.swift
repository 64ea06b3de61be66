/// Why a body is not a notification. Carries the names that the page documents and offsets in bytes, nothing
/// of the body.
package enum NotificationError: Error, Hashable, Sendable {
    case empty
    case tooLarge
    /// A body in JSON has a `Payload-Signature` header instead of a control.
    case json
    /// No request line, such as `POST /path HTTP/1.1`.
    case noRequestLine
    /// Another method than `POST`.
    case notPOST
    /// A line among the headers that is none: no name and colon, a continued line, a control character.
    case badHeader(line: Int)
    /// No empty line ends the headers within 64 KiB.
    case endlessHeaders
    /// A header that decides something occurs twice.
    case repeatedHeader(DecidingHeader)
    /// The body is in chunks or compressed, and its bytes are not those that were signed.
    case encoded(DecidingHeader)
    /// `Content-Length` is no number, or not that of the bytes after the headers.
    case wrongLength
    /// A body without a `Content-Length`, which a server would not read.
    case noLength
    /// Neither a form nor JSON by its `Content-Type`, or without one.
    case contentType
    /// The `Content-Type` names another charset than UTF-8, or more than one.
    case charset
    /// JSON without a `Payload-Signature` header.
    case unsigned
    /// JSON by its `Content-Type`, but not one object, or with a name twice.
    case notJSON
    /// JSON with the member `login` or `pass`, which a request to D24 has: the merchant's own, with a right
    /// signature of its own.
    case ownRequest
    /// A `%` without two hexadecimal digits after it.
    case badEscape(offset: Int)
    /// A line end or another control character as it is: what posts forms writes `%0A`.
    case rawControl(offset: Int)
    /// A `;` as it is, at which some readers end a field: what posts forms writes `%3B`.
    case rawSemicolon(offset: Int)
    /// A field without a name.
    case noName(offset: Int)
    /// A name that occurs twice, nil where it is not a documented one: two readers could take different
    /// values.
    case duplicate(NotificationField?)
    /// A name that some readers take for a documented one, and others do not.
    case otherSpelling(NotificationField)
    /// The query of the request's target has a field of a notification, or another spelling of its name: some
    /// readers put the two together.
    case fieldInQuery(NotificationField)
    /// A line end that belongs to the last field for whoever reads the form as it was sent.
    case finalLineEnd
    case missing(NotificationField)
    case emptyField(NotificationField)
    /// An `external_id` that is not UTF-8: D24 converts all that it receives.
    case notUTF8(NotificationField)

    /// A sentence, lower case and without a full stop.
    package var message: String {
        switch self {
        case .empty: "the notification is empty"
        case .tooLarge: "the notification is larger than 64 KiB"
        case .json: "the notification is JSON and not a form"
        case .noRequestLine: "the first line is not that of an HTTP request"
        case .notPOST: "the request is not a POST"
        case .badHeader(let line): "line \(line) of the request is not a header"
        case .endlessHeaders: "no empty line ends the headers within 64 KiB"
        case .repeatedHeader(let header): "the request has \(header.rawValue) twice"
        case .encoded(let header): "the body is encoded (\(header.rawValue))"
        case .wrongLength: "the body does not have the length that Content-Length says"
        case .noLength: "the request has a body and no Content-Length"
        case .charset: "Content-Type names another charset than UTF-8"
        case .contentType: "Content-Type is neither that of a form nor JSON"
        case .unsigned: "the notification is JSON without a Payload-Signature"
        case .notJSON: "the notification is not one strict JSON object"
        case .ownRequest: "the JSON has login or pass: it is a request to D24 and no notification from it"
        case .badEscape(let offset): "the notification has a bad percent escape at byte \(offset)"
        case .rawControl(let offset): "the notification has an unescaped control character at byte \(offset)"
        case .rawSemicolon(let offset): "the notification has an unescaped ; at byte \(offset)"
        case .noName(let offset): "the notification has a field without a name at byte \(offset)"
        case .duplicate(let field?): "the notification has \(field.rawValue) twice"
        case .duplicate(nil): "the notification has a field twice"
        case .otherSpelling(let field):
            "the notification has another spelling of \(field.rawValue), which some readers take for it"
        case .fieldInQuery(let field):
            "the query of the request has \(field.rawValue), which some readers take for the form's"
        case .finalLineEnd:
            "the notification ends with a line end, which is a part of its last field"
        case .missing(let field): "the notification has no \(field.rawValue)"
        case .emptyField(let field): "the notification has an empty \(field.rawValue)"
        case .notUTF8(let field): "the notification's \(field.rawValue) is not UTF-8"
        }
    }

    /// What to do about it.
    package var hint: String {
        switch self {
        case .json: "give the whole request with --http: a JSON body has its signature in a header"
        case .noRequestLine, .badHeader, .endlessHeaders, .repeatedHeader:
            "give the whole request as it was received: request line, headers, an empty line, body"
        case .encoded, .wrongLength, .noLength:
            "give the body's own bytes, as long as Content-Length says, after transfer codings were undone"
        case .notPOST, .contentType, .charset, .unsigned, .notJSON:
            "D24 posts application/x-www-form-urlencoded with a control, or signed application/json"
        case .ownRequest: "somebody may have sent a request of yours back: do not act on it"
        case .rawControl: "give the body alone, or the whole request with --http"
        case .fieldInQuery:
            "D24 sends its fields in the body alone: do not act on it"
        case .finalLineEnd:
            "give the body's own bytes; only where the last field is another than external_id may a file have one"
        case .empty, .tooLarge, .badEscape, .rawSemicolon, .noName, .duplicate, .otherSpelling, .missing,
            .emptyField, .notUTF8:
            "give the body of the POST request as it was received, before anything decodes it"
        }
    }
}

/// The headers of a notification's request that decide how its body is read.
package enum DecidingHeader: String, CaseIterable, Sendable {
    case contentType = "Content-Type"
    case contentLength = "Content-Length"
    case contentEncoding = "Content-Encoding"
    case transferEncoding = "Transfer-Encoding"
    case payloadSignature = "Payload-Signature"
}
