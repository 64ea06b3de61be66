import CashoutsAPI
import Testing
import ToolSupport
import VaultFormat

@testable import PreflightChecks

/// The checks that need nothing but the vault.
@Suite("Checks of the vault")
struct VaultCheckTests {
    @Test("A refusal is an honest no, unless this machine or this program stood in the way")
    func refusals() {
        let failed: Set<ToolSupport.ExitStatus> = [
            .success, .no, .usage, .notFound, .wrongIdentity, .damaged, .rolledBack, .unsafePermissions,
            .notAllowed,
        ]
        for status in ToolSupport.ExitStatus.allCases {
            let finding = Finding.refused(Diagnostic(status, "message", hints: ["hint"]))
            #expect(finding.outcome == (failed.contains(status) ? .failed : .couldNotTell), "\(status)")
            #expect(finding.evidence == "message")
            #expect(finding.hints == ["hint"])
        }
    }

    @Test("A vault that does not open is told in the words of the vault's own error")
    func vaultOpens() throws {
        let diagnostic = Diagnostic(.wrongIdentity, "no slot for it", hint: "add one")
        let facts = PreflightFacts(environmentName: .stg, vault: .failed(diagnostic))
        #expect(facts.finding(.vaultOpens) == .failed("no slot for it", hints: ["add one"]))
        #expect(
            try Fixture.facts().finding(.vaultOpens)
                == .passed("/v/vault: generation 7, slot web-1, reader"))
    }

    @Test("No pin fails, one that knows no generation warns, and both say what to do")
    func vaultPin() throws {
        let facts = try Fixture.facts()
        #expect(facts.finding(.vaultPin).evidence.hasPrefix("id 0101"))
        let unpinned = try facts.with { $0.isPinned = false }
        let given = try facts.with { $0.noticesRollback = false }
        #expect(word(unpinned.finding(.vaultPin)) == "failed")
        #expect(word(given.finding(.vaultPin)) == "warned")
        for finding in [unpinned.finding(.vaultPin), given.finding(.vaultPin)] {
            #expect(finding.hints.first?.contains("'d24-vault trust --signer KEY'") == true)
            #expect(finding.evidence.contains(String(repeating: "02", count: 32)))
        }
    }

    @Test("An unknown environment names those there are, and how to add it")
    func environmentKnown() throws {
        let facts = PreflightFacts(
            environmentName: EnvironmentName("other"), vault: .open(try Fixture.vault()))
        let finding = facts.finding(.environmentKnown)
        #expect(finding.outcome == .failed)
        #expect(finding.hints.first == "there are: stg, prod")
        #expect(
            finding.hints.last == "add it with 'd24-vault env add other --kind KIND --base-url URL'")
        let empty = try facts.with { $0.metadata.environments = [] }
        #expect(empty.finding(.environmentKnown).hints.count == 1)
        #expect(
            try Fixture.facts().finding(.environmentKnown)
                == .passed("staging, https://api-stg.directa24.com"))
    }

    @Test("Credentials that are missing, not given to this identity, or not looked at")
    func credentials() throws {
        let facts = try Fixture.facts()
        #expect(
            facts.finding(.credentialsComplete) == .passed("v1, current since 2027-01-15T08:00:00Z"))
        let missing = Diagnostic(.notFound, "stg has no current credential", hint: "'d24-vault put stg'")
        #expect(
            facts.with(.failed(missing)).finding(.credentialsComplete)
                == .failed("stg has no current credential", hints: ["'d24-vault put stg'"]))
        #expect(
            word(facts.with(.failed(Diagnostic(.notAllowed, "no"))).finding(.credentialsComplete)) == "failed"
        )
        #expect(word(facts.with(.notOpened).finding(.credentialsComplete)) == "could not tell")
    }

    @Test("A host of the other kind is named")
    func baseURLFits() throws {
        let facts = try Fixture.facts()
        #expect(facts.finding(.baseURLFits) == .passed("api-stg.directa24.com for staging"))
        let known = try facts.with {
            $0.metadata.environments[0].baseURL = try BaseURL("https://api.d24.com")
        }
        #expect(known.finding(.baseURLFits).outcome == .failed)
        #expect(known.finding(.baseURLFits).evidence.hasPrefix("api.d24.com is D24's host for production"))
        let shared = try facts.with {
            $0.metadata.environments[0].baseURL = try BaseURL("https://pay.example")
            $0.metadata.environments[1].baseURL = try BaseURL("https://pay.example")
        }
        #expect(
            shared.finding(.baseURLFits).evidence.hasPrefix("pay.example is also the host of prod"))
        #expect(
            shared.finding(.baseURLFits).hints == [
                "set the right one with 'd24-vault env set stg --base-url URL'"
            ])
    }
}
