import CashoutsAPI
import EgressPolicy
import HTTPTransport
import KeyRotation
import Testing
import ToolSupport
import VaultFormat

@testable import PreflightChecks

/// Every check, flipped to each of its outcomes by one thing that is other than it should be.
@Suite("Outcomes")
struct OutcomeTableTests {
    typealias Spoiling = @Sendable (PreflightFacts) throws -> PreflightFacts

    /// A check, an outcome of it, and what to spoil.
    static let table = rows + hostRows + vaultRows + wayRows

    private static let rows: [(id: String, outcome: String, spoiling: Spoiling)] = [
        ("vault-opens", "failed", { _ in PreflightFacts(environmentName: .stg, vault: .failed(damaged)) }),
        (
            "vault-opens", "could not tell",
            { _ in PreflightFacts(environmentName: .stg, vault: .failed(broken)) }
        ),
        ("vault-pin", "failed", { try $0.with { $0.isPinned = false } }),
        ("vault-pin", "warned", { try $0.with { $0.noticesRollback = false } }),
        ("environment-known", "failed", { try $0.with { $0.metadata.environments = [] } }),
        ("credentials-complete", "failed", { $0.with(CredentialsFact.failed(damaged)) }),
        ("credentials-complete", "could not tell", { $0.with(CredentialsFact.failed(broken)) }),
        ("credentials-complete", "skipped", { $0.absent(.credentials, .notGiven) }),
        (
            "fields-differ", "failed",
            { try $0.with { $0.metadata.environments[1].versions = $0.metadata.environments[0].versions } }
        ),
        ("fields-differ", "skipped", { try $0.with { $0.metadata.environments[1].versions = [] } }),
        (
            "base-url-fits", "failed",
            { try $0.with { $0.metadata.environments[0].baseURL = try BaseURL("https://api.directa24.com") } }
        ),
        ("base-url-resolves", "could not tell", { try $0.unanswered(.nameNotResolved) }),
        ("base-url-resolves", "failed", { $0.with(PingFact.refused(damaged)) }),
        (
            "base-url-resolves", "skipped",
            { try $0.with(Fixture.ping(Fixture.accepted(proxy: "http://p:1"))) }
        ),
        ("tls-handshake", "failed", { try $0.unanswered(.tls(.expired, "")) }),
        ("tls-handshake", "could not tell", { try $0.unanswered(.connectionRefused) }),
        ("clock-skew", "warned", { try $0.with(Fixture.ping(Fixture.accepted(date: skewed(by: 61)))) }),
        ("clock-skew", "failed", { try $0.with(Fixture.ping(Fixture.accepted(date: skewed(by: 301)))) }),
        ("clock-skew", "could not tell", { try $0.with(Fixture.ping(Fixture.accepted(date: nil))) }),
        ("egress-whitelist", "failed", { try $0.answered(401, #"{"code":402}"#) }),
        ("egress-whitelist", "warned", { $0.with(WitnessFact.heard([try Fixture.seen()])) }),
        (
            "egress-whitelist", "could not tell",
            { try $0.answered(503, "").with(WitnessFact.heard([Fixture.finding(Quorum([]))])) }
        ),
        ("signed-ping", "failed", { try $0.answered(401, #"{"code":401}"#) }),
        ("signed-ping", "warned", { try $0.with(Fixture.ping(Fixture.accepted(control: .accepted))) }),
        ("signed-ping", "could not tell", { try $0.answered(503, "") }),
    ]

    static let damaged = Diagnostic(.damaged, "damaged")
    static let broken = Diagnostic(.inputOutput, "broken")

    private static func skewed(by seconds: Int64) throws -> String {
        try ClockSkewTests.text(Fixture.now.advanced(bySeconds: seconds))
    }

    @Test("One thing that is wrong gives a check this outcome", arguments: 0..<table.count)
    func flips(_ row: Int) throws {
        let (id, outcome, spoiling) = Self.table[row]
        let check = try #require(Check.all.first { $0.id == id })
        let sound = try Fixture.facts()
        #expect(check.look(sound).outcome == .passed)
        let alone = Check(
            id, check.summary, check.severity, in: check.profiles, needs: check.needs, check.explanation,
            recall: check.recall, check.look)
        let finding = try #require(CheckGraph([alone]).judge(try spoiling(sound)).first).finding
        #expect(finding.outcome.word == outcome, "\(id): \(finding.evidence)")
        #expect(!finding.evidence.isEmpty)
        if ["failed", "warned"].contains(outcome), finding.evidence != "damaged" {
            #expect(!finding.hints.isEmpty, "\(id) says nothing to do")
        }
    }

    @Test(
        "No check is forgotten, and one of severity failure is seen to fail", arguments: Check.all.map(\.id))
    func complete(_ id: String) throws {
        let check = try #require(Check.all.first { $0.id == id })
        let outcomes = Self.table.filter { $0.id == id }.map(\.outcome)
        switch check.severity {
        case .failure: #expect(outcomes.contains("failed"))
        case .warning: #expect(outcomes.contains("warned"))
        }
    }
}

extension PreflightFacts {
    func host(_ change: (inout HostFact) -> Void) -> PreflightFacts {
        var facts = self
        facts.host = host.map { host in
            var host = host
            change(&host)
            return host
        }
        return facts
    }

    fileprivate func unanswered(_ failure: HTTPFailure) throws -> PreflightFacts {
        with(try Fixture.ping(Fixture.unanswered(failure)))
    }

    fileprivate func answered(_ status: Int, _ body: String) throws -> PreflightFacts {
        with(try Fixture.ping(Fixture.answered(status, body)))
    }

    func absent(_ kind: FactKind, _ absence: Absence) -> PreflightFacts {
        var facts = self
        facts.absent[kind] = absence
        return facts
    }
}
