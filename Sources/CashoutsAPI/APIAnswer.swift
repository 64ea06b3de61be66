import StrictJSON

/// What was seen of an answer, without a secret and without the server's words.
package struct Evidence: Hashable, Sendable {
    /// Nil where there was no answer.
    package let httpStatus: Int?

    /// The integer `code`, known to us or not; nil beyond four digits.
    package let code: Int64?

    /// The integer `cashout_status`; nil beyond four digits.
    package let cashoutStatus: Int64?

    /// The row of D24's table, or nil where there is no code or none that is documented.
    package var errorCode: ErrorCode? { code.flatMap { ErrorCode(rawValue: $0) } }

    /// A number as it may be shown and kept: D24's have three digits, and one that is far longer may be a key
    /// that was echoed.
    static func shown(_ number: Int64) -> Int64? { (0...9999).contains(number) ? number : nil }

    /// For an exchange that ended without an answer.
    package static let none = Evidence(httpStatus: nil, code: nil, cashoutStatus: nil)
}

/// From the bytes of an answer to its verdict.
package enum APIAnswer {
    /// Judges the answer to a signed ping.
    ///
    /// - The integer `code` decides, whatever the message and whatever the HTTP status below 500 is: D24 has
    ///   412 for 509, and "HTTP 200 with 509" is the same statement by the same service.
    /// - Without one, only HTTP 200 with an integer `cashout_status` is accepted. A `code` that is there but
    ///   is neither an integer nor null makes even that inconclusive: no answer of D24's looks so.
    /// - 3xx and 5xx are inconclusive with any body: who answers so says that the request was not dealt with.
    ///   The evidence keeps the code.
    /// - Integers are those written as such: `302.0`, `3.02e2`, `"302"` and numbers beyond 64 bits are none.
    ///
    /// - Parameter body: at most 64 KiB, as received. One that was encoded on its way, which nobody asked
    ///   for, is none: the transport refuses it.
    package static func verdict(httpStatus: Int, body: Span<UInt8>) -> (Verdict, Evidence) {
        let read = Content.read(body)
        var evidence = Evidence(httpStatus: httpStatus, code: nil, cashoutStatus: nil)
        if case .object(let code, let status) = read {
            evidence = Evidence(
                httpStatus: httpStatus, code: code?.integerValue.flatMap(Evidence.shown),
                cashoutStatus: status.flatMap(Evidence.shown))
        }
        return (verdict(httpStatus, read), evidence)
    }

    private static func verdict(_ httpStatus: Int, _ content: Content) -> Verdict {
        if httpStatus >= 500 { return .inconclusive(.serverError) }
        if (300..<400).contains(httpStatus) { return .inconclusive(.redirect) }
        switch content {
        case .nothing(let reason):
            return .inconclusive(reason)
        case .object(let code?, _):
            guard let number = code.integerValue else { return .inconclusive(.codeNotInteger) }
            return ErrorCode(rawValue: number)?.verdict ?? .inconclusive(.unknownCode)
        case .object(nil, let status):
            return httpStatus == 200 && status != nil ? .accepted : .inconclusive(.noCode)
        }
    }

    /// What a verdict is made from.
    private enum Content {
        case nothing(InconclusiveReason)
        /// `code` is nil where it is missing or null.
        case object(code: JSONValue?, cashoutStatus: Int64?)

        static func read(_ body: Span<UInt8>) -> Content {
            guard !body.isEmpty else { return .nothing(.emptyAnswer) }
            let value: JSONValue
            do {
                value = try JSONReader.read(body)
            } catch {
                return .nothing(.notJSON)
            }
            guard case .object = value else { return .nothing(.notAnObject) }
            let code = value["code"]
            return .object(
                code: code == .null ? nil : code, cashoutStatus: value["cashout_status"]?.integerValue)
        }
    }
}
