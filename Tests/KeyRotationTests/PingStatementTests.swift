import CashoutsAPI
import HTTPTransport
import KeyRotation
import Testing
import VaultFormat

@Suite("PingStatement")
struct PingStatementTests {
    private func statement(
        _ result: PingResult, _ state: CredentialState = .pending
    ) throws -> PingStatement {
        let fixture = try Fixture()
        let version = fixture.version(2, state, try fixture.fingerprints("a", "b", "c"))
        return PingStatement(result, version: version, of: try fixture.environment(.stg))
    }

    private func answer(_ status: Int, _ body: String) -> PingResult {
        let bytes = [UInt8](body.utf8)
        let (verdict, evidence) = APIAnswer.verdict(httpStatus: status, body: bytes.span)
        return PingResult(answer: PingAnswer(verdict: verdict, evidence: evidence))
    }

    /// The outcomes of address, credentials and signature.
    private func outcomes(_ result: PingResult) throws -> [String] {
        try statement(result).checks.map { "\($0.id) \($0.outcome.rawValue)" }
    }

    @Test("A refusal names one thing and leaves the others untested")
    func refusals() throws {
        #expect(
            try outcomes(answer(401, #"{"code":402}"#))
                == ["address failed", "credentials not tested", "signature not tested"])
        #expect(
            try outcomes(answer(401, #"{"code":401}"#))
                == ["address not tested", "credentials failed", "signature not tested"])
        #expect(
            try outcomes(answer(401, #"{"code":302}"#))
                == ["address not tested", "credentials not tested", "signature failed"])
        #expect(
            try outcomes(answer(401, "<html>"))
                == ["address not tested", "credentials not tested", "signature not tested"])
    }

    @Test("Acceptance tells of the signature only what the control told")
    func acceptance() throws {
        #expect(
            try outcomes(Results.controlled(.rejected(.apiSignature)))
                == ["address passed", "credentials passed", "signature passed"])
        #expect(try outcomes(Results.controlled(.accepted)).last == "signature not proven")
        #expect(try outcomes(Results.controlled(.inconclusive(.notJSON))).last == "signature not proven")
        #expect(try outcomes(Results.accepted).last == "signature not tested")
        #expect(try statement(Results.accepted).hints.isEmpty)
    }

    @Test(
        "Each hint has the exact command or place",
        arguments: [
            (401, #"{"code":402}"#, PanelPath.addresses),
            (401, #"{"code":402}"#, "'d24-egress check stg --ping'"),
            (401, #"{"code":302}"#, "API Signature with \(PanelPath.credentials)"),
            (401, #"{"code":302}"#, "'d24-rotate stage stg --replace'"),
            (401, #"{"code":401}"#, "API Key and API Passphrase with \(PanelPath.credentials)"),
            (401, #"{"code":524}"#, "integration@d24.com"), (403, #"{"code":519}"#, "integration@d24.com"),
            (400, #"{"code":514}"#, "approve a test deposit"), (400, #"{"code":300}"#, "defect"),
            (400, #"{"code":777}"#, "integration@d24.com"), (503, "", "try again later"),
            (401, "<html>", "not condemned"), (403, #"{"code":"401"}"#, "not condemned"),
        ])
    func hints(_ status: Int, _ body: String, _ words: String) throws {
        let hints = try statement(answer(status, body)).hints
        #expect(hints.contains { $0.contains(words) }, "\(hints)")
    }

    @Test(
        "Nobody answering leads to the firewall note",
        arguments: [HTTPFailure.timedOut, .connectionRefused, .connectionFailed("x")])
    func firewall(_ failure: HTTPFailure) throws {
        let hints = try statement(PingResult(answer: PingAnswer(.failure(failure)))).hints
        #expect(hints.contains { $0.contains("firewall") && $0.contains("integration@d24.com") })
        #expect(hints.contains { $0.contains("api-stg.directa24.com on port 443") })
    }

    @Test("A blocked address behind a proxy is the proxy's")
    func proxy() throws {
        let blocked = answer(401, #"{"code":402}"#).answer
        let hints = try statement(PingResult(answer: blocked, proxy: "http://proxy:3128")).hints
        #expect(hints.contains { $0.contains("the proxy http://proxy:3128") })
    }

    @Test("The server's words are in nothing that is shown")
    func words() throws {
        let result = answer(401, #"{"code":401,"message":"leaked-passphrase","reason":"leaked-passphrase"}"#)
        let statement = try statement(result)
        let shown = [statement.headline, statement.message, statement.evidence] + statement.hints
        #expect(!shown.joined().contains("leaked"))
        #expect(statement.evidence == "HTTP 401 with code 401")
    }

    @Test("The evidence has the status and the number that were answered")
    func evidence() throws {
        let found = try statement(answer(200, #"{"cashout_status":1}"#))
        #expect(found.evidence == "HTTP 200 with cashout_status 1")
        let odd = try statement(answer(412, #"{"cashout_status":1}"#))
        #expect(odd.evidence == "HTTP 412 with cashout_status 1")
        #expect(try statement(answer(401, "{}")).evidence == "HTTP 401 without a code")
    }

    @Test(
        "Ages are cut to the largest unit that fits twice",
        arguments: [
            (-5, "0 s"), (0, "0 s"), (119, "119 s"), (120, "2 min"), (7199, "119 min"), (7200, "2 h"),
            (172_799, "47 h"), (172_800, "2 days"), (7_776_000, "90 days"),
        ] as [(Int64, String)])
    func ages(_ seconds: Int64, _ text: String) {
        #expect(Age.text(seconds) == text)
    }

    @Test("a server's own words in a header are not repeated")
    func ownWords() throws {
        let url = try Fixture().environment(.stg).baseURL
        for failure in [HTTPFailure.encoded("pass-SECRET"), .redirected(status: 302, host: "SECRET")] {
            #expect(!FailureText.message(failure, at: url).contains("SECRET"))
        }
    }
}
