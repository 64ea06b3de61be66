import EgressPolicy
import HTTPTransport
import Testing

@testable import EgressWitnesses

@Suite("testimony")
struct TestimonyTests {
    static let good = "93.184.216.34"

    static func judged(
        _ status: Int, _ body: String, retryAfter: String? = nil, date: String? = nil,
        format: WitnessFormat = .plainText
    ) -> WitnessStatement {
        WitnessStatement(
            status: status, retryAfter: retryAfter, date: date, body: Array(body.utf8).span, format: format,
            family: .v4)
    }

    @Test("a 200 with one public address counts, in either format")
    func said() throws {
        let address = try IPAddress(Self.good)
        #expect(Self.judged(200, Self.good + "\n") == .said(address))
        #expect(Self.judged(200, "ip=\(Self.good)\n", format: .keyValue(key: "ip")) == .said(address))
    }

    @Test("what does not count has a reason, with what was said where that is an address")
    func reasons() throws {
        #expect(Self.judged(200, Self.good).reason == nil)
        #expect(Self.judged(200, "10.0.0.1").reason == "answered 10.0.0.1, a private address")
        #expect(Self.judged(200, "2606::1").reason == "answered 2606::1, which is IPv6")
        #expect(Self.judged(200, "a sentence").reason?.contains("sentence") == false)
        #expect(Self.judged(503, "", retryAfter: "7").reason?.contains("left alone for 7 s") == true)
        #expect(
            WitnessStatement.failed(.redirected(status: 302, host: "x.test")).reason?.contains("x.test")
                == true)
        for statement: WitnessStatement in [
            .notNeeded, .notAsked, .notAskable(.notHTTPS), .failed(.timedOut), .resting(until: 0),
        ] {
            #expect(statement.reason != nil)
        }
    }

    @Test(
        "any other status does not, whatever the body says",
        arguments: [201, 203, 204, 206, 401, 403, 429, 511, 503])
    func status(status: Int) {
        #expect(Self.judged(status, Self.good) == .status(status, retryAfter: nil))
    }

    static let serverDate = "Fri, 31 Dec 1999 23:59:00 GMT"

    @Test(
        "Retry-After is a number of seconds, or a date by the server's own clock; a day at most",
        arguments: [
            ("30", 30), ("0", 0), ("", Int?.none), ("-1", nil), ("1.5", nil), ("86401", 86_400),
            ("9999999999999999999999", 86_400), ("Fri, 31 Dec 1999 23:59:59 GMT", 59),
            ("Fri, 31 Dec 1999 23:58:59 GMT", 0), ("Fri, 31 Dec 2099 23:59:59 GMT", 86_400),
            ("tomorrow", nil),
        ])
    func retryAfter(value: String, seconds: Int?) {
        let statement = Self.judged(429, "slow down", retryAfter: value, date: Self.serverDate)
        #expect(statement == .status(429, retryAfter: seconds))
    }

    @Test("a date says nothing without the server's own", arguments: [nil, "", "yesterday"])
    func dateAlone(date: String?) {
        let value = "Fri, 31 Dec 1999 23:59:59 GMT"
        #expect(Self.judged(429, "", retryAfter: value, date: date) == .status(429, retryAfter: nil))
    }

    @Test(
        "429 and 503 are to be left alone, for as long as they say",
        arguments: [
            (429, "30", Int64?(30)), (503, "30", 30), (429, nil, EgressState.usualRest), (503, nil, nil),
            (500, "30", nil), (511, "30", nil), (429, "0", 0),
        ])
    func rest(status: Int, retryAfter: String?, seconds: Int64?) {
        #expect(Self.judged(status, "", retryAfter: retryAfter).rest == seconds)
        #expect(Self.judged(200, Self.good, retryAfter: "30").rest == nil)
    }

    @Test("what is seen on another way than D24's is no vote")
    func otherRoute() throws {
        let witness = try Witness(url: "https://witness.example.com/")
        let address = try IPAddress(Self.good)
        let testimony = Testimony(witness: witness, statement: .said(address), isOnRoute: false)
        #expect(testimony.vote == nil)
        #expect(testimony.seen == address)
    }

    @Test("words that do not count keep their own refusal")
    func refused() throws {
        #expect(Self.judged(200, "hello") == .refused(.notAnAddress(.malformed)))
        #expect(Self.judged(200, "10.0.0.1") == .refused(.notPublic(try IPAddress("10.0.0.1"))))
        #expect(Self.judged(200, "2606::1") == .refused(.wrongFamily(try IPAddress("2606::1"))))
    }

    @Test("what the transport could not bring is told apart from what was not waited for")
    func failures() {
        func outcome(_ outcome: HTTPOutcome?) -> WitnessStatement {
            WitnessStatement(outcome, format: .plainText, family: .v4)
        }
        #expect(outcome(nil) == .notNeeded)
        #expect(outcome(.failure(.timedOut)) == .failed(.timedOut))
        #expect(outcome(.failure(.tooLarge)) == .refused(.tooLong(limit: 64)))
        let redirection = HTTPFailure.redirected(status: 302, host: nil)
        #expect(outcome(.failure(redirection)) == .failed(redirection))
    }

    @Test("only what was said is a vote")
    func votes() throws {
        let witness = try Witness(url: "https://witness.example.com/")
        let address = try IPAddress(Self.good)
        let statements: [WitnessStatement] = [
            .refused(.notPublic(address)), .status(200, retryAfter: nil), .failed(.timedOut), .notNeeded,
            .notAsked, .notAskable(.notHTTPS), .resting(until: 0),
        ]
        for statement in statements {
            #expect(Testimony(witness: witness, statement: statement).vote == nil)
        }
        let vote = WitnessVote(operatorName: "witness.example.com", address: address)
        #expect(Testimony(witness: witness, statement: .said(address)).vote == vote)
    }
}
