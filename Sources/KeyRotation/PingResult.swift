package import CashoutsAPI
package import HTTPTransport
package import VaultFormat

/// What became of one request: the verdict, and what it rests on.
package struct PingAnswer: Equatable, Sendable {
    /// What it says of the keys; inconclusive where there is a ``failure``.
    package let verdict: Verdict
    /// The status and D24's numbers; `.none` where there is a ``failure``.
    package let evidence: Evidence
    /// Why there is no answer; nil where there is one.
    package let failure: HTTPFailure?
    /// The server's `Date` header, as it came; nil where there is none.
    package let serverDate: String?

    /// Puts the parts together as they are; ``init(_:)`` judges an outcome.
    package init(
        verdict: Verdict, evidence: Evidence = .none, failure: HTTPFailure? = nil, serverDate: String? = nil
    ) {
        self.verdict = verdict
        self.evidence = evidence
        self.failure = failure
        self.serverDate = serverDate
    }

    /// Judges an outcome of the transport: no answer, no verdict about the keys.
    package init(_ outcome: HTTPOutcome) {
        switch outcome {
        case .answer(let answer):
            let (verdict, evidence) = APIAnswer.verdict(
                httpStatus: answer.status, body: answer.body.span)
            self.init(verdict: verdict, evidence: evidence, serverDate: answer.header("date"))
        case .failure(let failure):
            self.init(verdict: .inconclusive(Self.reason(failure)), failure: failure)
        }
    }

    private static func reason(_ failure: HTTPFailure) -> InconclusiveReason {
        switch failure {
        case .redirected: .redirect
        case .encoded: .encodedAnswer
        case .nameNotResolved, .connectionRefused, .connectionFailed, .tls, .proxy, .timedOut, .tooLarge,
            .cutShort, .other:
            .noAnswer
        }
    }

    /// The status of HTTP, of a redirect that was not followed too; nil where nothing was answered.
    package var httpStatus: Int? {
        if case .redirected(let status, _) = failure { return status }
        return evidence.httpStatus
    }

    /// D24's code; nil where the answer has none.
    package var code: Int? { evidence.code.map { Int($0) } }
}

/// What a signed ping, and its negative control if one was sent, told.
package struct PingResult: Equatable, Sendable {
    /// The answer to the ping itself, which was signed with the version's API Signature.
    package let answer: PingAnswer
    /// The answer to the control, judged as if it were a ping's; nil where none was sent.
    package let control: PingAnswer?
    /// The proxy that both went through, without user and password; nil for a direct connection.
    package let proxy: String?

    /// Puts the parts together as they are; a control belongs to an accepted ping only.
    package init(answer: PingAnswer, control: PingAnswer? = nil, proxy: String? = nil) {
        self.answer = answer
        self.control = control
        self.proxy = proxy
    }

    /// That of the ping itself; the control has its say in ``proof``.
    package var verdict: Verdict { answer.verdict }

    /// What the control says; nil where none was sent.
    package var controlOutcome: NegativeControl.Outcome? {
        control.map { NegativeControl.outcome($0.verdict) }
    }

    /// What is known of API Signature. Only an accepted ping proves anything.
    package var proof: SignatureProof {
        verdict == .accepted ? SignatureProof(controlOutcome) : .notTested
    }

    /// What the vault keeps of it.
    ///
    /// - Parameters:
    ///   - environment: as it was when the ping was built.
    ///   - host: who sent it.
    package func verification(
        of environment: EnvironmentRecord, host: String, time: Timestamp
    ) -> Verification {
        Verification(
            verdict: verdict.text, httpStatus: answer.httpStatus, code: answer.code,
            signature: proof.rawValue, baseURL: environment.baseURL,
            authentication: environment.authentication, host: host, time: time)
    }
}
