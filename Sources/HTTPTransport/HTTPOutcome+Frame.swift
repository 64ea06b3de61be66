extension HTTPOutcome {
    /// The outcome as it goes back to the process that asked for it.
    func frame() -> [UInt8] { Frame.bytes(of: fields) }

    /// Reads one from a process that a stranger may have taken over: nothing is believed but its form.
    /// - Parameter answerLimit: bytes of a body, as the request has it.
    init(frame reader: consuming FrameReader, answerLimit: Int) throws(MalformedFrame) {
        let kind = try reader.text()
        if kind == HTTPOutcome.answerKind {
            self = .answer(try HTTPAnswer(&reader, limit: answerLimit))
        } else {
            self = .failure(try HTTPFailure(kind, &reader))
        }
        guard reader.isAtEnd else { throw MalformedFrame() }
    }

    private static let answerKind = "answer"

    private var fields: [FrameField] {
        switch self {
        case .answer(let answer): [.text(HTTPOutcome.answerKind)] + answer.fields
        case .failure(let failure): failure.fields
        }
    }
}

extension HTTPAnswer {
    fileprivate var fields: [FrameField] {
        [.number(status), .bytes(body)] + headers.flatMap { [.text($0.key), .text($0.value)] }
    }

    fileprivate init(_ reader: inout FrameReader, limit: Int) throws(MalformedFrame) {
        let status = try reader.number()
        let body = try reader.bytes()
        let headers = Dictionary(
            try reader.pairs().map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard (200..<300).contains(status) || (400..<1000).contains(status), body.count <= limit else {
            throw MalformedFrame()
        }
        self.init(status: status, headers: headers, body: body)
    }
}

extension HTTPFailure {
    /// The case, then what it holds.
    fileprivate var fields: [FrameField] {
        switch self {
        case .nameNotResolved: [.text("name-not-resolved")]
        case .connectionRefused: [.text("connection-refused")]
        case .connectionFailed(let words): [.text("connection-failed"), .text(words)]
        case .tls(let problem, let words): [.text("tls"), .text(problem.rawValue), .text(words)]
        case .proxy(let words): [.text("proxy"), .text(words)]
        case .timedOut: [.text("timed-out")]
        case .tooLarge: [.text("too-large")]
        // No host is empty.
        case .redirected(let status, let host): [.text("redirected"), .number(status), .text(host ?? "")]
        case .cutShort: [.text("cut-short")]
        case .encoded(let coding): [.text("encoded"), .text(coding)]
        case .other(let words): [.text("other"), .text(words)]
        }
    }

    fileprivate init(_ kind: String, _ reader: inout FrameReader) throws(MalformedFrame) {
        switch kind {
        case "name-not-resolved": self = .nameNotResolved
        case "connection-refused": self = .connectionRefused
        case "connection-failed": self = .connectionFailed(try reader.text())
        case "tls":
            guard let problem = TLSProblem(rawValue: try reader.text()) else { throw MalformedFrame() }
            self = .tls(problem, try reader.text())
        case "proxy": self = .proxy(try reader.text())
        case "timed-out": self = .timedOut
        case "too-large": self = .tooLarge
        case "redirected":
            let status = try reader.number()
            let host = try reader.text()
            self = .redirected(status: status, host: host.isEmpty ? nil : host)
        case "cut-short": self = .cutShort
        case "encoded": self = .encoded(try reader.text())
        case "other": self = .other(try reader.text())
        default: throw MalformedFrame()
        }
    }
}
