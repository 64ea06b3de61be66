package import EgressPolicy
package import HTTPTransport
import VaultFormat

/// What came of one witness in one round.
package enum WitnessStatement: Equatable, Sendable {
    /// Its word counts.
    case said(IPAddress)
    /// It answered, with status 200, something that does not count.
    case refused(WitnessRefusal)
    /// It answered with another status; `retryAfter` in seconds, where it said so: a day at most.
    case status(Int, retryAfter: Int?)
    /// No answer: network, TLS, a redirect, the deadline.
    case failed(HTTPFailure)
    /// Its URL makes no request; the list it comes from is wrong.
    case notAskable(HTTPRequestError)
    /// The others agreed, beyond its power to undo it, before it had answered.
    case notNeeded
    /// Another witness of this operator was asked: one request an operator in a round.
    case notAsked
    /// It had asked to be left alone until then, in seconds since 1970 UTC.
    case resting(until: Int64)

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
                status: answer.status, retryAfter: answer.header("retry-after"), date: answer.header("date"),
                body: answer.body.span, format: format, family: family)
        }
    }

    /// Judges an answer. Only 200 counts: a page that says "who are you?" with a 403 may hold an address too.
    init(
        status: Int, retryAfter: String?, date: String?, body: Span<UInt8>, format: WitnessFormat,
        family: IPFamily
    ) {
        guard status == 200 else {
            self = .status(status, retryAfter: retryAfter.flatMap { Self.seconds($0, date: date) })
            return
        }
        switch WitnessAnswer(body, format: format, family: family) {
        case .address(let address): self = .said(address)
        case .refused(let refusal): self = .refused(refusal)
        }
    }

    /// For how long it wants to be left alone; nil where it asked for nothing.
    ///
    /// One that says "too many requests" wants it without saying so; one that is out of order does not.
    package var rest: Int64? {
        switch self {
        case .status(429, nil): EgressState.usualRest
        case .status(429, let seconds?), .status(503, let seconds?): Int64(seconds)
        case .said, .refused, .status, .failed, .notAskable, .notNeeded, .notAsked, .resting: nil
        }
    }

    /// RFC 9110 §10.2.3. A date is counted from the `Date` of the same answer and not from our clock, which
    /// may be what is wrong; where that is missing, it says nothing.
    private static func seconds(_ value: String, date: String?) -> Int? {
        let most = EgressState.longestRest
        if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Int(min(Int64(value) ?? most, most))
        }
        guard let end = HTTPDate.parse(value), let now = date.flatMap(HTTPDate.parse) else { return nil }
        return Int(min(max(0, end.seconds - now.seconds), most))
    }
}

/// One witness and what came of it.
package struct Testimony: Equatable, Sendable {
    /// Also one that was not asked; `statement` says so then.
    package let witness: Witness
    /// What it said on one connection, or why it said nothing that counts.
    package let statement: WitnessStatement
    /// The proxy that the question went through, without user information; nil for a direct connection. What
    /// the witness saw is then the proxy's address.
    package let proxy: String?
    /// Whether D24 is asked on the same way. What is seen on another one is shown, and is no vote: D24 never
    /// sees it.
    package let isOnRoute: Bool

    /// Unless told otherwise it was asked directly, and on D24's way.
    package init(
        witness: Witness, statement: WitnessStatement, proxy: String? = nil, isOnRoute: Bool = true
    ) {
        self.witness = witness
        self.statement = statement
        self.proxy = proxy
        self.isOnRoute = isOnRoute
    }

    /// The address that it saw, if its word counts, on whatever way.
    package var seen: IPAddress? {
        switch statement {
        case .said(let address): address
        case .refused, .status, .failed, .notAskable, .notNeeded, .notAsked, .resting: nil
        }
    }

    /// The vote in it, if its word counts.
    package var vote: WitnessVote? {
        guard isOnRoute, let seen else { return nil }
        return WitnessVote(operatorName: witness.operatorName, address: seen)
    }
}
