package import EgressPolicy
package import HTTPTransport

/// What came of one witness in one round.
package enum WitnessStatement: Equatable, Sendable {
    /// Its word counts.
    case said(IPAddress)
    /// It answered, with status 200, something that does not count.
    case refused(WitnessRefusal)
    /// It answered with another status; `retryAfter` in seconds, when it said so in a number.
    case status(Int, retryAfter: Int?)
    /// No answer: network, TLS, a redirect, the deadline.
    case failed(HTTPFailure)
    /// Its URL makes no request; the list it comes from is wrong.
    case notAskable(HTTPRequestError)
    /// The others agreed, beyond its power to undo it, before it had answered.
    case notNeeded
    /// Another witness of this operator was asked: one request an operator in a round.
    case notAsked

    /// Judges what the transport brought; nil stands for an exchange that nobody waited for.
    init(_ outcome: HTTPOutcome?, format: WitnessFormat, family: IPFamily) {
        switch outcome {
        case nil:
            self = .notNeeded
        case .failure(.tooLarge):
            self = .refused(.tooLong(limit: format.sizeLimit))
        case .failure(let failure):
            self = .failed(failure)
        case .answer(let answer):
            self.init(
                status: answer.status, retryAfter: answer.header("retry-after"), body: answer.body.span,
                format: format, family: family)
        }
    }

    /// Judges an answer. Only 200 counts: a page that says "who are you?" with a 403 may hold an address too.
    init(
        status: Int, retryAfter: String?, body: Span<UInt8>, format: WitnessFormat, family: IPFamily
    ) {
        guard status == 200 else {
            self = .status(status, retryAfter: retryAfter.flatMap(Self.seconds))
            return
        }
        switch WitnessAnswer(body, format: format, family: family) {
        case .address(let address): self = .said(address)
        case .refused(let refusal): self = .refused(refusal)
        }
    }

    /// RFC 9110 §10.2.3; its other form, a date, is left alone: it would have to be compared with our clock,
    /// and that may be what is wrong.
    private static func seconds(_ value: String) -> Int? {
        guard (1...9).contains(value.utf8.count), value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(value)
    }
}

/// One witness and what came of it.
package struct Testimony: Equatable, Sendable {
    package let witness: Witness
    package let statement: WitnessStatement
    /// The proxy that the question went through, without user information; nil for a direct connection. What
    /// the witness saw is then the proxy's address.
    package let proxy: String?

    package init(witness: Witness, statement: WitnessStatement, proxy: String? = nil) {
        self.witness = witness
        self.statement = statement
        self.proxy = proxy
    }

    /// The vote in it, if its word counts.
    package var vote: WitnessVote? {
        switch statement {
        case .said(let address): WitnessVote(operatorName: witness.operatorName, address: address)
        case .refused, .status, .failed, .notAskable, .notNeeded, .notAsked: nil
        }
    }
}
