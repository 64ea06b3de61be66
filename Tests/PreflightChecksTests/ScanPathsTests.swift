import Testing
import VaultFormat

@testable import PreflightChecks

@Suite("scan-paths")
struct ScanPathsTests {
    private func finding(_ sight: ScanSight, in paths: [String] = ["/srv/app", "/var/log/my app"]) throws
        -> Finding
    {
        try Fixture.facts().environment { $0.scanPaths = paths }.set(\.scan, .done(sight)).finding(.scanPaths)
    }

    @Test("Five places are told, the rest is counted, and the command that shows all of them works")
    func places() throws {
        let finds = (1...7).map { "/srv/app/\($0): API Key of v1 (current) of stg" }
        let finding = try finding(ScanSight(finds: finds, furtherFinds: 3, unreadable: ["/srv/x: no"]))
        #expect(finding.outcome == .failed)
        #expect(finding.evidence == finds.prefix(5).joined(separator: "; ") + "; and 5 more")
        #expect(finding.hints.first?.contains("'d24-vault scan /srv/app '/var/log/my app''") == true)
        #expect(finding.hints.last?.contains("'d24-rotate run ENV'") == true)
    }

    @Test("A place that was not looked at leaves the question open")
    func unreadable() throws {
        let finding = try finding(ScanSight(unreadable: ["/srv/app/.env: permission denied"]))
        #expect(finding.outcome == .couldNotTell)
        #expect(finding.evidence == "not looked at: /srv/app/.env: permission denied")
    }

    @Test("What was not looked for is said")
    func notSought() throws {
        let sight = ScanSight(files: 1, notSought: ["prod", "API Key of v1 (current) of stg"])
        #expect(
            try finding(sight, in: ["/srv/app"])
                == .passed(
                    "nothing found in 1 file of /srv/app; not looked for: prod, API Key of v1 (current) of stg"
                ))
        #expect(try finding(ScanSight(files: 2), in: ["/srv"]) == .passed("nothing found in 2 files of /srv"))
    }
}
