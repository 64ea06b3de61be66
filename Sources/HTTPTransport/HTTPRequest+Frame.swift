import Sodium

extension HTTPRequest {
    /// The request as it goes to the process that sends it; wiped with its owner, since it has secrets in it.
    func frame() -> SecretBytes {
        var fields: [FrameField] = [
            .text(method.rawValue), .text(url), .number(answerLimit),
            body.map(FrameField.secret) ?? .text(""), authorization.map(FrameField.secret) ?? .text(""),
        ]
        for header in headers { fields += [.text(header.name), .text(header.value)] }
        return SecretBytes(capacity: Frame.size(of: fields)) { Frame.write(fields, to: &$0) }
    }

    /// The same request, checked as it was when it was made.
    init(frame reader: consuming FrameReader) throws(MalformedFrame) {
        let method = Method(rawValue: try reader.text())
        let url = try reader.text()
        let answerLimit = try reader.number()
        let body = try reader.bytes()
        let authorization = try reader.bytes()
        let headers = try reader.pairs()
        do throws(HTTPRequestError) {
            switch method {
            case .get: try self.init(get: url, headers: headers, answerLimit: answerLimit)
            case .post:
                try self.init(
                    post: url, headers: headers,
                    authorization: authorization.isEmpty
                        ? nil : SecretBytesReference(copying: authorization.span),
                    body: SecretBytesReference(copying: body.span), answerLimit: answerLimit)
            case nil: throw .malformedURL
            }
        } catch {
            throw MalformedFrame()
        }
    }
}
