import EgressPolicy
import HTTPTransport
import Testing

@testable import EgressWitnesses

@Suite("testimony")
struct TestimonyTests {
    static let good = "93.184.216.34"

    static func judged(
        _ status: Int, _ body: String, retryAfter: String? = nil, format: WitnessFormat = .plainText
    ) -> WitnessStatement {
        WitnessStatement(
            status: status, retryAfter: retryAfter, body: Array(body.utf8).span, format: format, family: .v4)
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
            .notNeeded, .notAsked, .notAskable(.notHTTPS), .failed(.timedOut),
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

    @Test(
        "Retry-After is kept when it is a number of seconds",
        arguments: [
            ("30", 30), ("0", 0), ("", Int?.none), ("-1", nil), ("1.5", nil), ("9999999999", nil),
            ("Fri, 31 Dec 1999 23:59:59 GMT", nil),
        ])
    func retryAfter(value: String, seconds: Int?) {
        #expect(Self.judged(429, "slow down", retryAfter: value) == .status(429, retryAfter: seconds))
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
            .notAsked,
            .notAskable(.notHTTPS),
        ]
        for statement in statements {
            #expect(Testimony(witness: witness, statement: statement).vote == nil)
        }
        let vote = WitnessVote(operatorName: "witness.example.com", address: address)
        #expect(Testimony(witness: witness, statement: .said(address)).vote == vote)
    }
}
