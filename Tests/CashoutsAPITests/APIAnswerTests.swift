import CashoutsAPI
import Testing

struct APIAnswerTests {
    static func judge(_ status: Int, _ body: String) -> (Verdict, Evidence) {
        APIAnswer.verdict(httpStatus: status, body: Array(body.utf8).span)
    }

    @Test(
        "every code decides with the HTTP status it comes with, and with others",
        arguments: ErrorCode.allCases)
    func codes(code: ErrorCode) {
        for status in [200, 400, 401, 403, 404, 412, 429] {
            let body = "{\"code\": \(code.rawValue), \"message\": \"whatever 509\"}\n"
            let (verdict, evidence) = Self.judge(status, body)
            #expect(verdict == code.verdict)
            #expect(evidence.httpStatus == status)
            #expect(evidence.code == code.rawValue)
            #expect(evidence.errorCode == code)
        }
    }

    @Test(
        "a cashout that was found is an accepted ping",
        arguments: [
            #"{"cashout_status":1,"cashout_status_description":"Completed"}"#,
            #"{"cashout_status":0}"#,
            #" {"code":null,"cashout_status":1} "#,
        ])
    func found(body: String) {
        #expect(Self.judge(200, body).0 == .accepted)
        #expect(Self.judge(201, body).0 == .inconclusive(.noCode))
        #expect(Self.judge(401, body).0 == .inconclusive(.noCode))
    }

    static let inconclusives: [(Int, String, InconclusiveReason)] = [
        (401, "<html><head><title>401 Authorization Required</title></head></html>", .notJSON),
        (401, "Unauthorized", .notJSON),
        (401, "", .emptyAnswer),
        (200, "", .emptyAnswer),
        (401, " ", .notJSON),
        (401, "{}", .noCode),
        (401, #"{"message":"invalid control string"}"#, .noCode),
        (401, #"{"Code":302}"#, .noCode),
        (401, #"{"error":{"code":302}}"#, .noCode),
        (401, #"[{"code":302}]"#, .notAnObject),
        (401, "302", .notAnObject),
        (401, #""302""#, .notAnObject),
        (401, "null", .notAnObject),
        (401, #"{"code":"302"}"#, .codeNotInteger),
        (401, #"{"code":302.0}"#, .codeNotInteger),
        (401, #"{"code":3.02e2}"#, .codeNotInteger),
        (401, #"{"code":302e0}"#, .codeNotInteger),
        (401, #"{"code":true}"#, .codeNotInteger),
        (401, #"{"code":[302]}"#, .codeNotInteger),
        (401, #"{"code":{"code":302}}"#, .codeNotInteger),
        (401, #"{"code":9223372036854775808}"#, .codeNotInteger),
        (401, #"{"code":18446744073709551918}"#, .codeNotInteger),
        (401, #"{"code":100000000000000000000000000000000000000302}"#, .codeNotInteger),
        (401, #"{"code":4294967598}"#, .unknownCode),
        (401, #"{"code":-302}"#, .unknownCode),
        (401, #"{"code":303}"#, .unknownCode),
        (401, #"{"code":null}"#, .noCode),
        (401, #"{"code":302}x"#, .notJSON),
        (401, #"{"code":302}{"code":302}"#, .notJSON),
        (401, "{\"code\":302}\0", .notJSON),
        (401, #"{"code":302"#, .notJSON),
        (401, #"{"code":0302}"#, .notJSON),
        (401, #"{"code":+302}"#, .notJSON),
        (401, #"{'code':302}"#, .notJSON),
        (401, #"{"code":302,}"#, .notJSON),
        (401, #"{"code":302,"code":302}"#, .notJSON),
        (401, #"{"code":302,"code":509}"#, .notJSON),
        (401, #"{"code":302,"\u0063ode":509}"#, .notJSON),
        (401, "\u{FEFF}{\"code\":302}", .notJSON),
        (401, "jsonp({\"code\":302})", .notJSON),
        (200, "<html>welcome to the hotel</html>", .notJSON),
        (200, #"{"cashout_status":"1"}"#, .noCode),
        (200, #"{"cashout_status":1.0}"#, .noCode),
        (200, #"{"cashout_status":null}"#, .noCode),
        (200, #"{"status":1}"#, .noCode),
        (200, #"{"code":"302","cashout_status":1}"#, .codeNotInteger),
        (200, #"{"code":7,"cashout_status":1}"#, .unknownCode),
        (302, #"{"code":302}"#, .redirect),
        (301, "", .redirect),
        (500, "", .serverError),
        (502, #"{"code":502}"#, .serverError),
        (503, #"{"code":302}"#, .serverError),
        (503, "<html>", .serverError),
    ]

    @Test("answers that say nothing about a key", arguments: inconclusives)
    func inconclusive(status: Int, body: String, reason: InconclusiveReason) {
        let (verdict, evidence) = Self.judge(status, body)
        #expect(verdict == .inconclusive(reason))
        #expect(evidence.httpStatus == status)
        #expect(!reason.message.isEmpty)
    }

    @Test("a refusal wins over a status in the same answer")
    func codeWins() {
        let (verdict, evidence) = Self.judge(200, #"{"cashout_status":1,"code":302}"#)
        #expect(verdict == .rejected(.apiSignature))
        #expect(evidence.cashoutStatus == 1)
    }

    @Test(
        "a number that may be a key that was echoed is not kept",
        arguments: [-1, 10_000, 1_234_567_890_123_456_789])
    func echoed(number: Int64) {
        let (verdict, evidence) = Self.judge(412, "{\"code\":\(number),\"cashout_status\":\(number)}")
        #expect(verdict == .inconclusive(.unknownCode))
        #expect(evidence.code == nil && evidence.cashoutStatus == nil)
    }

    @Test("an answer that is not UTF-8 is not JSON")
    func notUTF8() {
        let body = Array(#"{"code":302,"message":""#.utf8) + [0xE9] + Array(#""}"#.utf8)
        let (verdict, _) = APIAnswer.verdict(httpStatus: 401, body: body.span)
        #expect(verdict == .inconclusive(.notJSON))
    }

    @Test("a nest as deep as the cap of an answer is refused and not followed")
    func deep() {
        let body = String(repeating: "[", count: 60_000)
        #expect(Self.judge(401, "{\"a\":\(body)").0 == .inconclusive(.notJSON))
    }

    @Test("no code decides in an error of a server, which may have come from anything before D24")
    func serverErrors() {
        for code in ErrorCode.allCases {
            for status in [500, 502, 503, 599] {
                #expect(Self.judge(status, "{\"code\":\(code.rawValue)}").0 == .inconclusive(.serverError))
            }
        }
    }

    @Test("the evidence of a server's error keeps the code")
    func evidenceKeepsCode() {
        #expect(Self.judge(503, #"{"code":519}"#).1.errorCode == .merchantNotEnabled)
        #expect(Self.judge(401, #"{"code":303}"#).1.code == 303)
        #expect(Evidence.none.httpStatus == nil)
    }
}
