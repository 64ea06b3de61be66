import StrictJSON
import Testing
import ToolSupport

@testable import PreflightChecks

@Suite("PreflightReport")
struct PreflightReportTests {
    private static let findings: [Finding] = [
        .passed("p"), .warned("w", hints: ["h"]), .failed("f", hints: ["h", "i"]), .skipped("s"),
        .notReached(because: "a"), .couldNotTell("c"),
    ]

    private func report(_ findings: [Finding], failOn: FailOn = .fail) -> PreflightReport {
        let results = findings.enumerated().map { CheckResult(.standIn("check-\($0.offset)"), $0.element) }
        return PreflightReport(
            .environment, failOn: failOn,
            parts: [PreflightReport.Part(environment: .stg, results: results)])
    }

    private func made(_ findings: [Finding]) -> Report {
        report(findings).report(host: "web-1", time: Fixture.now)
    }

    private func lines(_ report: Report) -> [String] {
        report.text.compactMap { if case .line(let line) = $0 { line } else { nil } }
    }

    private func member(_ report: Report, _ key: String) -> JSONValue? {
        report.json.first { $0.key == key }?.value
    }

    @Test("Every set of outcomes has the status that its worst one gives, and both formats end with it")
    func statuses() {
        for mask in 0..<64 {
            let chosen = Self.findings.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
            let words = Set(chosen.map(word))
            let expected: ToolSupport.ExitStatus
            if words.contains("failed") {
                expected = .no
            } else if !words.isDisjoint(with: ["not reached", "could not tell"]) {
                expected = .couldNotTell
            } else {
                // Nothing but skipped checks, or none: nothing was found good.
                expected = words.isDisjoint(with: ["passed", "warned"]) ? .couldNotTell : .success
            }
            for order in [chosen, chosen.reversed()] {
                let report = made(order)
                #expect(report.status == expected, "\(words)")
                #expect(member(report, "status") == .string(expected.name))
            }
        }
    }

    @Test("The counts add up to the number of checks, in both formats")
    func counts() {
        let list = Self.findings + Self.findings.prefix(3) + [.passed("q")]
        let report = made(list)
        #expect(
            lines(report).last
                == "stg: 3 passed, 2 warned, 2 failed, 1 skipped, 1 not reached, 1 could not tell, of 10 checks"
        )
        let keys = ["passed", "warned", "failed", "skipped", "not_reached", "could_not_tell"]
        let counts = keys.map { key in member(report, "counts")?[key]?.integerValue }
        #expect(counts == [3, 2, 2, 1, 1, 1])
        #expect(member(report, "checks")?.arrayValue?.count == 10)
        #expect(Outcome.words == Self.findings.map(word))
    }

    @Test("The text says each outcome, what was seen and what to do")
    func text() {
        #expect(
            lines(made(Self.findings)).dropLast(3) == [
                "passed: check-0", "  p", "warned: check-1", "  w", "  to do: h", "failed: check-2", "  f",
                "  to do: h", "  to do: i", "skipped: check-3", "  s", "not reached (because a): check-4",
                "  rests on a, which did not pass", "could not tell: check-5", "  c",
            ])
    }

    @Test("The JSON says the same, with the detail of an outcome in a member of its own")
    func json() throws {
        let checks = try #require(member(made(Self.findings), "checks")?.arrayValue)
        #expect(checks.map { $0["outcome"]?.stringValue } == Outcome.words)
        #expect(checks.map { $0["evidence"]?.stringValue } == Self.findings.map(\.evidence))
        #expect(checks[2]["hints"]?.arrayValue == [.string("h"), .string("i")])
        #expect(checks[3]["reason"] == .string("s"))
        #expect(checks[4]["because"] == .string("a"))
        #expect(checks[0]["reason"] == nil)
        #expect(checks[0]["because"] == nil)
    }

    @Test("A warning counts where it is to")
    func failOn() {
        #expect(report([.passed("p"), .warned("w", hints: [])], failOn: .warn).status == .no)
        #expect(report([.passed("p"), .warned("w", hints: [])], failOn: .fail).status == .success)
        #expect(report([.warned("w", hints: []), .couldNotTell("c")], failOn: .warn).status == .no)
        #expect(Profile.goLive.failOn == .warn)
        #expect(Profile.environment.failOn == .fail)
        #expect(Profile.host.failOn == .fail)
    }

    @Test("Where all that was named was skipped, the question is open, however well stands what it rests on")
    func namedAndSkipped() throws {
        let checks: [Check] = [
            .standIn("base", .passed("p")), .standIn("asked", .skipped("s"), after: ["base"]),
            .standIn("other", .passed("p")),
        ]
        func report(_ only: [String], _ skip: [String] = []) throws -> PreflightReport {
            let selection = try Selection(.environment, only: only, skip: skip, of: checks)
            let results = CheckGraph(checks, selection).judge(try Fixture.facts())
            var report = PreflightReport(
                .environment, failOn: .fail, parts: [.init(environment: .stg, results: results)])
            report.selection = selection
            return report
        }
        let asked = try report(["asked"])
        #expect(asked.status == .couldNotTell)
        let made = asked.report(host: "web-1", time: Fixture.now)
        #expect(lines(made).last?.hasPrefix("nothing that --only names was looked at") == true)
        #expect(member(made, "selection") == ["only": .array([.string("asked")]), "skip": .array([])])
        for (only, skip) in [(["asked", "other"], []), ([], []), (["*"], ["base"])] as [([String], [String])]
        {
            #expect(try report(only, skip).status == .success, "\(only) \(skip)")
        }
        #expect(try report(["base"], []).status == .success)
    }

    @Test("An interrupted run could not tell, whatever was found by then, and says that it was interrupted")
    func interrupted() {
        for findings in [[Finding.passed("p")], Self.findings] {
            var report = report(findings)
            report.isInterrupted = true
            #expect(report.status == .couldNotTell)
            let made = report.report(host: "web-1", time: Fixture.now)
            #expect(made.status == .couldNotTell)
            #expect(member(made, "interrupted") == .bool(true))
            #expect(lines(made).last?.hasPrefix("interrupted: ") == true)
        }
    }

    @Test("Root causes: failures first, then what could not be told; of each, what hides most")
    func rootCauses() {
        let causes = report([
            .couldNotTell("c"), .failed("f", hints: []), .warned("w", hints: []), .failed("g", hints: []),
            .notReached(because: "check-3"), .notReached(because: "check-3"), .notReached(because: "check-0"),
        ])
        #expect(causes.rootCauses.map(\.id) == ["check-3", "check-1", "check-0"])
        #expect(causes.rootCauses[0].notReached == ["check-4", "check-5"])
        let made = causes.report(host: "web-1", time: Fixture.now)
        #expect(
            lines(made).suffix(4) == [
                "root cause: check-3 (failed, 2 not reached because of it)", "root cause: check-1 (failed)",
                "root cause: check-0 (could not tell, 1 not reached because of it)",
                "stg: 1 warned, 2 failed, 3 not reached, 1 could not tell, of 7 checks",
            ])
        #expect(member(made, "root_causes")?.arrayValue?[0]["id"] == .string("check-3"))
        #expect(member(made, "root_causes")?.arrayValue?.count == 3)
        #expect(report([.warned("w", hints: [])], failOn: .warn).rootCauses.map(\.id) == ["check-0"])
    }

    @Test("What is of the host hides checks of both environments, and what is of one those of that one")
    func hidden() throws {
        let checks: [Check] = [
            .standIn("host", .failed("f", hints: []), in: .all), .standIn("own", .failed("f", hints: [])),
            .standIn("a", after: ["host"]), .standIn("b", after: ["own"]),
        ]
        let first = CheckGraph(checks).judge(try Fixture.facts())
        let second = CheckGraph(checks).judge(try Fixture.facts(), beside: first)
        let report = PreflightReport(
            .goLive, failOn: .fail,
            parts: [.init(environment: .prod, results: first), .init(environment: .stg, results: second)])
        #expect(report.rootCauses.map(\.id) == ["host", "own", "own"])
        #expect(report.rootCauses.map(\.environment) == [.prod, .prod, .stg])
        #expect(report.rootCauses.map(\.hidden) == [2, 1, 1])
        #expect(report.rootCauses.map(\.notReached) == [["a"], ["b"], ["b"]])
        #expect(
            lines(report.report(host: "web-1", time: Fixture.now)).contains(
                "root cause: host of prod (failed, 2 not reached because of it)"))
    }

    @Test("What was not asked for is told in a line for each reason, and counts")
    func leftOut() {
        let results = [
            CheckResult(.standIn("a"), .passed("p")),
            CheckResult(.standIn("b"), .skipped("r"), isSelected: false),
            CheckResult(.standIn("c"), .skipped("s"), isSelected: false),
            CheckResult(.standIn("d"), .skipped("r"), isSelected: false),
        ]
        let made = PreflightReport(.host, failOn: .fail, parts: [.init(environment: nil, results: results)])
            .report(host: "web-1", time: Fixture.now)
        #expect(
            lines(made) == [
                "passed: a", "  p", "skipped: b, d", "  r", "skipped: c", "  s",
                "host: 1 passed, 3 skipped, of 4 checks",
            ])
        #expect(member(made, "environment") == .null)
        #expect(member(made, "checks")?.arrayValue?[1]["reason"] == .string("r"))
    }

    @Test("Before a go-live both environments are told, and both count")
    func twoParts() {
        let production = PreflightReport.Part(
            environment: .prod, results: [CheckResult(.standIn("a"), .passed("p"))])
        let staging = PreflightReport.Part(
            environment: .stg, results: [CheckResult(.standIn("a"), .failed("f", hints: []))])
        let made = PreflightReport(.goLive, failOn: .warn, parts: [production, staging])
            .report(host: "web-1", time: Fixture.now)
        #expect(made.status == .no)
        #expect(member(made, "environment") == .string("prod"))
        #expect(member(made, "staging")?["environment"] == .string("stg"))
        #expect(member(made, "staging")?["counts"]?["failed"] == .integer(1))
        #expect(
            lines(made) == [
                "prod:", "passed: a", "  p", "stg:", "failed: a", "  f", "root cause: a of stg (failed)",
                "prod: 1 passed, of 1 checks", "stg: 1 failed, of 1 checks",
            ])
    }

    @Test("A waived finding is seen, with who answers for it, and counted apart")
    func waived() throws {
        let waiver = Waiver(
            id: "a", environment: nil, until: "2027-01-31", end: Fixture.now, owner: "ops", reason: "why")
        let results = [false, true].map { isExpired in
            CheckResult(
                .standIn(isExpired ? "b" : "a"), .failed("f", hints: []),
                waiver: AppliedWaiver(waiver: waiver, isExpired: isExpired))
        }
        let part = PreflightReport.Part(environment: .stg, results: results)
        let made = PreflightReport(.environment, failOn: .fail, parts: [part])
            .report(host: "web-1", time: Fixture.now)
        #expect(
            lines(made) == [
                "failed, waived: a", "  f", "  waived until 2027-01-31 by ops: why", "failed: b", "  f",
                "  waived up to 2027-01-31 by ops: why", "root cause: b (failed)",
                "stg: 2 failed, of 2 checks; 1 waived",
            ])
        #expect(member(made, "waived") == .integer(1))
        #expect(member(made, "checks")?.arrayValue?[0]["waiver"]?["expired"] == .bool(false))
        #expect(member(made, "checks")?.arrayValue?[1]["waiver"]?["owner"] == .string("ops"))
    }
}
