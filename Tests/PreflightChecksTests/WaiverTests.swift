import CashoutsAPI
import Testing
import ToolSupport
import VaultFormat

@testable import PreflightChecks

@Suite("Waivers")
struct WaiverTests {
    private static let checks: [Check] = [.standIn("clock-skew"), .standIn("egress-whitelist")]

    private func parse(_ text: String) throws -> [Waiver] {
        try WaiverFile.parse(Array(text.utf8), of: Self.checks)
    }

    // MARK: The text

    @Test("One waiver a line, with blanks of any kind between its parts")
    func reads() throws {
        let waivers = try parse(
            """
            # agreed on in November

            clock-skew prod 2027-01-31 ops@example.com NTP is let through  in January
            \tclock-skew  -\t2027-02-28   sec   # is no comment here\t
            """)
        #expect(waivers.map(\.id) == ["clock-skew", "clock-skew"])
        #expect(waivers.map(\.environment) == [.prod, nil])
        #expect(waivers.map(\.owner) == ["ops@example.com", "sec"])
        #expect(waivers.map(\.reason) == ["NTP is let through  in January", "# is no comment here"])
        #expect(waivers[0].end.text == "2027-02-01T00:00:00Z")
        #expect(try parse("").isEmpty)
    }

    @Test(
        "A line of another form is refused with its number",
        arguments: [
            ("clock-skew prod 2027-01-31 ops", .incomplete(line: 1)),
            ("clock-skew prod 2027-01-31 ops   ", .incomplete(line: 1)),
            ("#\nclock-skew", .incomplete(line: 2)),
            ("clok-skew prod 2027-01-31 ops why", .unknownCheck(line: 1, suggestion: "clock-skew")),
            ("clock-* prod 2027-01-31 ops why", .unknownCheck(line: 1, suggestion: "clock-skew")),
            ("clock-skew Prod 2027-01-31 ops why", .badEnvironment(line: 1)),
            ("clock-skew * 2027-01-31 ops why", .badEnvironment(line: 1)),
            ("clock-skew - 2027-02-29 ops why", .badDate(line: 1)),
            ("clock-skew - 2027-1-31 ops why", .badDate(line: 1)),
            ("clock-skew - 31.01.2027 ops why", .badDate(line: 1)),
            ("clock-skew - 2027-01-31T00:00:00Z ops why", .badDate(line: 1)),
            ("clock-skew - 2027-01-31 ops why\r\n", .notText(line: 1)),
            ("clock-skew - 2027-01-31 a b\n\nclock-skew - 2027-01-30 c d", .repeated(line: 3, earlier: 1)),
        ] as [(String, WaiverFileError)])
    func refuses(_ text: String, _ error: WaiverFileError) {
        #expect(throws: error) { try parse(text) }
    }

    @Test("Bytes that are no text are refused")
    func notText() {
        #expect(throws: WaiverFileError.notText(line: 1)) { try WaiverFile.parse([0xff], of: Self.checks) }
    }

    // MARK: What they do

    private func result(
        _ finding: Finding, _ waivers: String, at now: String = "2027-01-31T23:59:59Z",
        of facts: PreflightFacts? = nil
    ) throws -> CheckResult {
        let list = WaiverList(try parse(waivers), now: try #require(Timestamp(now)))
        let graph = CheckGraph([.standIn("clock-skew", finding)], waivers: list)
        return try #require(graph.judge(facts ?? Fixture.facts()).first)
    }

    private func status(_ result: CheckResult, _ failOn: FailOn) -> ToolSupport.ExitStatus {
        let part = PreflightReport.Part(environment: .stg, results: [result])
        return PreflightReport(.environment, failOn: failOn, parts: [part]).status
    }

    private static let line = "clock-skew stg 2027-01-31 ops why"

    @Test("A failure and a warning that are waived stay what they are, and do not count")
    func waives() throws {
        for finding in [Finding.failed("f", hints: ["h"]), .warned("w", hints: ["h"])] {
            let result = try result(finding, Self.line)
            #expect(result.finding == finding)
            #expect(result.waiver?.waiver.owner == "ops")
            #expect(result.isWaived)
            #expect(status(result, .warn) == .success)
        }
    }

    @Test("What passed, was skipped, or is not known is not waived")
    func notWaivable() throws {
        for finding in [Finding.passed("p"), .skipped("s"), .couldNotTell("c")] {
            #expect(try result(finding, Self.line).waiver == nil)
        }
        #expect(try status(result(.couldNotTell("c"), Self.line), .fail) == .couldNotTell)
    }

    @Test("After its last day a waiver fails, whatever the finding would have counted for")
    func expired() throws {
        for finding in [Finding.failed("f", hints: ["h"]), .warned("w", hints: ["h"])] {
            let result = try result(finding, Self.line, at: "2027-02-01T00:00:00Z")
            #expect(result.finding.outcome == .failed)
            #expect(result.finding.evidence == finding.evidence)
            #expect(result.finding.hints.first == "h")
            #expect(result.finding.hints.last?.contains("the waiver of ops ended with 2027-01-31") == true)
            #expect(!result.isWaived)
            #expect(status(result, .fail) == .no)
        }
        let passed = try result(.passed("p"), Self.line, at: "2027-02-01T00:00:00Z")
        #expect(passed.finding.outcome == .passed)
    }

    @Test("A waiver is for its environment, and the one for it alone comes first")
    func environments() throws {
        let other = "clock-skew prod 2027-01-31 ops why"
        #expect(try result(.failed("f", hints: []), other).waiver == nil)
        let both = "clock-skew - 2027-01-31 all why\nclock-skew stg 2027-01-31 stg why"
        #expect(try result(.failed("f", hints: []), both).waiver?.waiver.owner == "stg")
        let host = PreflightFacts(environmentName: nil)
        #expect(try result(.failed("f", hints: []), Self.line, of: host).waiver == nil)
        #expect(try result(.failed("f", hints: []), both, of: host).waiver?.waiver.owner == "all")
    }

    @Test("What rests on a waived failure is looked at; what rests on an expired one is not")
    func carries() throws {
        let checks: [Check] = [
            .standIn("clock-skew", .failed("f", hints: [])),
            .standIn("egress-whitelist", .passed("p"), after: ["clock-skew"]),
        ]
        for (now, expected) in [
            ("2027-01-01T00:00:00Z", Outcome.passed),
            ("2028-01-01T00:00:00Z", .notReached(because: "clock-skew")),
        ] {
            let list = WaiverList(try parse(Self.line), now: try #require(Timestamp(now)))
            let results = CheckGraph(checks, waivers: list).judge(try Fixture.facts())
            #expect(results[1].finding.outcome == expected)
        }
    }

    @Test("Waiving a vault that does not open opens it to no check: what rests on it could not be told")
    func blind() throws {
        let damaged = PreflightFacts(
            environmentName: .stg, vault: .failed(Diagnostic(.damaged, "damaged")))
        let checks: [Check] = [.standIn("vault-permissions"), .vaultOpens, .vaultPin, .environmentKnown]
        let list = WaiverList(
            try WaiverFile.parse(Array("vault-opens - 2027-01-31 ops why".utf8), of: checks))
        let results = CheckGraph(checks, waivers: list).judge(damaged)
        #expect(results[1].isWaived)
        #expect(results[2].finding == .couldNotTell("the vault is not open"))
        #expect(results[3].finding.outcome == .notReached(because: "vault-pin"))
    }

    @Test("A waiver for what was looked at here, and that excused nothing, is idle")
    func idle() throws {
        let text = """
            clock-skew - 2027-01-31 used why
            clock-skew prod 2027-01-31 elsewhere why
            egress-whitelist stg 2027-01-31 idle why
            """
        let list = WaiverList(try parse(text), now: Timestamp(seconds: 0))
        let checks: [Check] = [.standIn("clock-skew", .failed("f", hints: [])), .standIn("egress-whitelist")]
        let results = CheckGraph(checks, waivers: list).judge(try Fixture.facts())
        let report = PreflightReport(
            .environment, failOn: .fail, parts: [.init(environment: .stg, results: results)])
        #expect(report.idle(list).map(\.owner) == ["idle"])
        #expect(report.astray(list).isEmpty)
        var known = report
        known.knownEnvironments = [.stg]
        #expect(known.astray(list).map(\.owner) == ["elsewhere"])
        let leftOut = try Selection(.environment, only: ["clock-skew"], of: checks)
        let less = CheckGraph(checks, leftOut, waivers: list).judge(try Fixture.facts())
        let smaller = PreflightReport(
            .environment, failOn: .fail, parts: [.init(environment: .stg, results: less)])
        #expect(smaller.idle(list).isEmpty)
    }

    @Test("A waiver is needed no more only where all that it is for was looked at")
    func notIdle() throws {
        let line = "egress-whitelist - 2027-01-31 ops why"
        let list = WaiverList(try parse(line), now: Timestamp(seconds: 0))
        func idle(_ parent: Finding, _ finding: Finding) throws -> [Waiver] {
            let checks: [Check] = [
                .standIn("clock-skew", parent), .standIn("egress-whitelist", finding, after: ["clock-skew"]),
            ]
            let results = CheckGraph(checks, waivers: list).judge(try Fixture.facts())
            let passed = CheckResult(.standIn("egress-whitelist"), .passed("p"))
            return PreflightReport(
                .goLive, failOn: .fail,
                parts: [
                    .init(environment: .prod, results: [passed]), .init(environment: .stg, results: results),
                ]
            ).idle(list)
        }
        let (well, broken) = (Finding.passed("p"), Finding.failed("f", hints: []))
        #expect(try idle(well, well) == list.waivers)
        #expect(try idle(broken, well).isEmpty)
        #expect(try idle(well, .couldNotTell("c")).isEmpty)
        #expect(try idle(well, .skipped("s")).isEmpty)
        #expect(try idle(well, broken).isEmpty)
    }
}
