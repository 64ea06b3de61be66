import CashoutsAPI
import Testing

struct ErrorCodeTests {
    @Test(
        "every row of D24's table",
        arguments: [
            (509, Verdict.accepted, nil),
            (302, .rejected(.apiSignature), "Cashouts Credentials"),
            (401, .rejected(.apiKeyOrPassphrase), "Settings -> API Access -> Cashouts Credentials"),
            (524, .rejected(.apiKeyOrPassphrase), "integration@d24.com"),
            (402, .blocked(.address), "Settings -> API Access -> Cashouts IP Address"),
            (519, .blocked(.account), "integration@d24.com"),
            (300, .inconclusive(.requestDefect), "defect"),
            (502, .inconclusive(.requestDefect), "defect"),
            (514, .inconclusive(.notForPing), "approve a test deposit"),
        ] as [(Int64, Verdict, String?)])
    func rows(number: Int64, verdict: Verdict, hint: String?) throws {
        let code = try #require(ErrorCode(rawValue: number))
        #expect(code.verdict == verdict)
        if let hint {
            #expect(try #require(code.hint).contains(hint))
        } else {
            #expect(code.hint == nil)
        }
    }

    @Test("there are nine rows, and other numbers are none")
    func noOthers() {
        #expect(ErrorCode.allCases.count == 9)
        for number: Int64 in [0, -302, 200, 301, 403, 412, 503, 510] {
            #expect(ErrorCode(rawValue: number) == nil)
        }
    }
}

struct VerdictTests {
    @Test("a verdict is read back from its text", arguments: Verdict.all)
    func textAndBack(verdict: Verdict) {
        #expect(Verdict(text: verdict.text) == verdict)
        #expect(!verdict.message.isEmpty)
    }

    @Test("texts are distinct, and others are no verdict")
    func texts() {
        #expect(Set(Verdict.all.map(\.text)).count == 1 + 2 + 2 + InconclusiveReason.allCases.count)
        #expect(Verdict.accepted.text == "accepted")
        #expect(Verdict.rejected(.apiSignature).text == "rejected api-signature")
        for text in ["", "rejected", "Accepted", "accepted ", "blocked nothing"] {
            #expect(Verdict(text: text) == nil)
        }
    }

    @Test("which fields a rejection is about")
    func fields() {
        #expect(Verdict.RejectedPart.apiSignature.fields == [.apiSignature])
        #expect(Verdict.RejectedPart.apiKeyOrPassphrase.fields == [.apiKey, .apiPassphrase])
    }

    @Test("only a refusal of the wrong signature proves the right one")
    func negativeControl() {
        for verdict in Verdict.all {
            let outcome = NegativeControl.outcome(verdict)
            switch verdict {
            case .rejected(.apiSignature): #expect(outcome == .proven)
            case .accepted: #expect(outcome == .notProven)
            case .rejected(.apiKeyOrPassphrase), .blocked:
                #expect(outcome == .inconclusive(.refusedOtherwise))
            case .inconclusive(let reason): #expect(outcome == .inconclusive(reason))
            }
            #expect(NegativeControl.Outcome(text: outcome.text) == outcome)
        }
        #expect(NegativeControl.Outcome(text: "Proven") == nil)
    }
}
