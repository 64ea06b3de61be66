/// How an exchange ended.
package enum HTTPOutcome: Equatable, Sendable {
    /// The server answered, whole and unencoded, with any status outside 300 to 399.
    case answer(HTTPAnswer)
    /// There is no answer that could be judged.
    case failure(HTTPFailure)
}

/// A whole answer: status, headers and body of the server that the certificate names.
package struct HTTPAnswer: Equatable, Sendable {
    /// 200 to 299, or 400 and above.
    package let status: Int
    /// At most the request's `answerLimit` bytes, as they came.
    ///
    /// When neither a length nor chunks were declared, the end of the connection is the end of the body, and
    /// somebody on the way can have cut it: only a format that shows its own end, as JSON does, is to be
    /// believed to be whole.
    package let body: [UInt8]
    /// By lower-case name.
    let headers: [String: String]

    init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    /// A header's value, whatever the case of its name; several of one name are joined by ", ".
    package func header(_ name: String) -> String? {
        headers[name.lowercased()]
    }
}
