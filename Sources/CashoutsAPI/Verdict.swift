/// What an answer to the signed ping says: a value, never an error.
package enum Verdict: Hashable, Sendable {
    /// API Key, API Passphrase and address were let through. It proves API Signature only together with a
    /// negative control that was answered 302.
    case accepted
    case rejected(RejectedPart)
    /// Refused before the keys were tested.
    case blocked(Blockage)
    case inconclusive(InconclusiveReason)

    /// What D24 found wrong.
    package enum RejectedPart: String, CaseIterable, Sendable {
        case apiSignature = "api-signature"
        case apiKeyOrPassphrase = "api-key-or-passphrase"

        /// The fields that it may be.
        package var fields: [CredentialField] {
            switch self {
            case .apiSignature: [.apiSignature]
            case .apiKeyOrPassphrase: [.apiKey, .apiPassphrase]
            }
        }
    }

    /// What stood in the way.
    package enum Blockage: String, CaseIterable, Sendable {
        case address
        case account
    }

    /// One word and its detail, such as `rejected api-signature`: for receipts, metadata and JSON.
    package var text: String {
        switch self {
        case .accepted: "accepted"
        case .rejected(let part): "rejected \(part.rawValue)"
        case .blocked(let blockage): "blocked \(blockage.rawValue)"
        case .inconclusive(let reason): "inconclusive \(reason.rawValue)"
        }
    }

    /// Every verdict there is, in the order of the cases.
    package static let all: [Verdict] =
        [.accepted] + RejectedPart.allCases.map { .rejected($0) } + Blockage.allCases.map { .blocked($0) }
        + InconclusiveReason.allCases.map { .inconclusive($0) }

    /// Reads `text` back; nil for anything else.
    package init?(text: String) {
        guard let verdict = Self.all.first(where: { $0.text == text }) else { return nil }
        self = verdict
    }

    /// The verdict as a sentence, lower case and without a full stop.
    package var message: String {
        switch self {
        case .accepted: "D24 let API Key, API Passphrase and address through"
        case .rejected(.apiSignature): "D24 rejected API Signature"
        case .rejected(.apiKeyOrPassphrase): "D24 rejected API Key or API Passphrase"
        case .blocked(.address): "D24 does not know this address; the keys were not tested"
        case .blocked(.account): "the merchant account is not enabled at D24; the keys were not tested"
        case .inconclusive(let reason): reason.message
        }
    }
}

/// Why an answer says nothing about the keys.
package enum InconclusiveReason: String, CaseIterable, Sendable {
    /// There was none: name, connection, TLS, proxy or time-out. The transport has the details.
    case noAnswer = "no-answer"
    case encodedAnswer = "encoded-answer"
    case redirect
    case serverError = "server-error"
    case emptyAnswer = "empty-answer"
    case notJSON = "not-json"
    case notAnObject = "not-an-object"
    case noCode = "no-code"
    case codeNotInteger = "code-not-integer"
    case unknownCode = "unknown-code"
    /// 300 and 502: D24 could not read what we sent.
    case requestDefect = "request-defect"
    /// 514, which a look-up cannot cause.
    case notForPing = "not-for-a-ping"
    /// The negative control was refused for another reason than its signature.
    case refusedOtherwise = "refused-otherwise"

    /// A sentence, lower case and without a full stop.
    package var message: String {
        switch self {
        case .noAnswer: "there was no answer"
        case .encodedAnswer: "the answer has a content encoding that was not asked for"
        case .redirect: "the answer is a redirect, which D24 does not send"
        case .serverError: "the server answered that it failed"
        case .emptyAnswer: "the answer is empty"
        case .notJSON: "the answer is not JSON, so it is not D24's: perhaps a proxy's or a firewall's"
        case .notAnObject: "the answer is JSON but not an object, so it is not D24's"
        case .noCode: "the answer has neither D24's code nor the status of a cashout"
        case .codeNotInteger: "the answer has a code that is not an integer, so it is not D24's"
        case .unknownCode: "the answer has a code that is not documented"
        case .requestDefect: "D24 could not read our request, which says nothing about the keys"
        case .notForPing: "the answer has a code that does not belong to a status query"
        case .refusedOtherwise: "the negative control was refused for another reason than its signature"
        }
    }
}
