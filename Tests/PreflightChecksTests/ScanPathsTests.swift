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
        let finding = try finding(
            ScanSight(
                finds: finds, environments: ["prod", "stg"], furtherFinds: 3, unreadable: ["/srv/x: no"]))
        #expect(finding.outcome == .failed)
        #expect(
            finding.evidence
                == finds.prefix(5).joined(separator: "; ") + "; and 5 more; not looked at: /srv/x: no")
        #expect(finding.hints.first?.contains("'d24-vault scan /srv/app '/var/log/my app''") == true)
        #expect(
            finding.hints.dropFirst().map { $0.suffix(21) } == [
                "'d24-rotate run prod'", " 'd24-rotate run stg'",
            ])
    }

    @Test("A place that was not looked at leaves the question open")
    func unreadable() throws {
        let finding = try finding(ScanSight(unreadable: ["/srv/app/.env: permission denied"]))
        #expect(finding.outcome == .couldNotTell)
        #expect(finding.evidence == "not looked at: /srv/app/.env: permission denied")
    }

    @Test("Where no file is there nothing was looked at, and what is no file is counted")
    func nothing() throws {
        let empty = try finding(ScanSight(special: 1), in: ["/srv/app"])
        #expect(empty.outcome == .warned)
        #expect(
            empty.evidence
                == "there is no file in /srv/app, so nothing was looked at; 1 pipe, device or socket was not read"
        )
        #expect(empty.hints.first?.contains("'d24-vault env set stg --scan-path PATH'") == true)
        #expect(
            try finding(ScanSight(files: 3, special: 2), in: ["/srv"])
                == .passed("nothing found in 3 files of /srv; 2 pipes, devices or sockets were not read"))
        #expect(
            try finding(ScanSight(files: 3, links: 1, special: 1, notEntered: ["/srv/proc"]), in: ["/srv"])
                == .passed(
                    "nothing found in 3 files of /srv; 1 symbolic link was not followed; "
                        + "1 pipe, device or socket was not read; not entered: /srv/proc"))
    }

    @Test("Without a pin it is said that nothing was looked for, and not that there is nothing")
    func unpinned() throws {
        let facts = try Fixture.facts().set(\.scan, .notScanned)
        #expect(facts.finding(.scanPaths) == .skipped("there is no secret to look for"))
        let unpinned = try facts.with { $0.isPinned = false }.finding(.scanPaths)
        #expect(unpinned.outcome == .couldNotTell)
        #expect(unpinned.evidence == "no pin vouches for the vault, so nothing was looked for")
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
