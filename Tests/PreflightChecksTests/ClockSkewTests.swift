import KeyRotation
import Testing
import VaultFormat

@testable import PreflightChecks

@Suite("clock-skew")
struct ClockSkewTests {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A moment as a server writes it. No day of the week is looked at, so it is always a Friday.
    static func text(_ time: Timestamp) throws -> String {
        let parts = time.text.split { "-T:Z".contains($0) }
        let month = try #require(Int(parts[1]))
        return "Fri, \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) GMT"
    }

    @Test(
        "A minute does no harm, five are too many, and both directions count",
        arguments: [
            (0, "passed"), (60, "passed"), (-60, "passed"), (61, "warned"), (-61, "warned"),
            (300, "warned"), (-300, "warned"), (301, "failed"), (-301, "failed"), (86_400, "failed"),
        ] as [(Int64, String)])
    func edges(_ ahead: Int64, _ expected: String) throws {
        let theirs = Timestamp(seconds: Fixture.now.seconds - ahead)
        let finding = try Fixture.facts().with(
            Fixture.ping(Fixture.accepted(date: try Self.text(theirs)))
        ).finding(.clockSkew)
        #expect(word(finding) == expected)
        if ahead != 0 {
            #expect(
                finding.evidence == "\(abs(ahead)) s \(ahead > 0 ? "ahead of" : "behind") the server's")
        }
        #expect(finding.hints.isEmpty == (expected == "passed"))
        #expect(finding.hints.allSatisfy { $0.contains("'timedatectl set-ntp true'") })
    }

    @Test(
        "While the ping took its time, the server may have read its clock at any moment",
        arguments: [(-1, 1), (0, 0), (50, 0), (100, 0), (101, -1)] as [(Int64, Int64)])
    func duringThePing(_ theirs: Int64, _ skew: Int64) {
        let start = Timestamp(seconds: 1000)
        let range = start...start.advanced(bySeconds: 100)
        #expect(ClockSkew.seconds(from: start.advanced(bySeconds: theirs), to: range) == skew)
    }

    @Test("An answer without a date, or with one that cannot be read, tells nothing")
    func noDate() throws {
        for date in [nil, "", "yesterday", "2027-01-15T08:00:00Z"] as [String?] {
            let facts = try Fixture.facts().with(Fixture.ping(Fixture.accepted(date: date)))
            #expect(word(facts.finding(.clockSkew)) == "could not tell")
        }
    }
}
