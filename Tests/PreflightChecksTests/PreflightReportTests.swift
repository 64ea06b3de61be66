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
}
