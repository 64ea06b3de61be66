import CashoutsAPI
import Testing
import VaultFormat

@testable import PreflightChecks

@Suite("fields-differ")
struct FieldsDifferTests {
    /// - Parameters:
    ///   - staging, production: the versions of each, letters for secrets and a state.
    private func finding(
        _ staging: [(String, CredentialState)], _ production: [(String, CredentialState)]
    ) throws -> Finding {
        try Fixture.facts().with {
            $0.metadata.environments[0].versions = try versions(staging)
            $0.metadata.environments[1].versions = try versions(production)
        }.finding(.fieldsDiffer)
    }

    private func versions(_ list: [(String, CredentialState)]) throws -> [CredentialVersion] {
        try zip(1..., list).map { number, version in try Fixture.version(number, version.0, version.1) }
    }

    @Test("Different in every field passes and names whom it was compared with")
    func different() throws {
        #expect(try finding([("abc", .current)], [("def", .current)]) == .passed("shares no field with prod"))
    }

    @Test(
        "One equal secret is found, in whatever fields it is",
        arguments: [
            ("axx", "API Key of stg v1 is API Key of prod v1"),
            ("xbx", "API Passphrase of stg v1 is API Passphrase of prod v1"),
            ("xxc", "API Signature of stg v1 is API Signature of prod v1"),
            ("xax", "API Key of stg v1 is API Passphrase of prod v1"),
            ("cxx", "API Signature of stg v1 is API Key of prod v1"),
        ])
    func equal(_ production: String, _ evidence: String) throws {
        let finding = try finding([("abc", .current)], [(production, .current)])
        #expect(finding.outcome == .failed)
        #expect(finding.evidence == evidence)
        #expect(finding.hints.first?.contains("Settings -> API Access -> Cashouts Credentials") == true)
        #expect(finding.hints.last?.contains("'d24-rotate stage ENV'") == true)
    }

    @Test("Every pair is named")
    func several() throws {
        let evidence = try finding([("abc", .current)], [("abc", .current)]).evidence
        #expect(evidence.split(separator: "; ").count == 3)
    }

    @Test(
        "Pending and previous versions count, retired ones do not",
        arguments: [
            (CredentialState.pending, "failed"), (.previous, "failed"), (.current, "failed"),
            (.retired, "passed"),
        ])
    func states(_ state: CredentialState, _ expected: String) throws {
        #expect(word(try finding([("abc", .current)], [("xax", state), ("def", .current)])) == expected)
        #expect(word(try finding([("dxx", state), ("abc", .current)], [("def", .current)])) == expected)
    }

    @Test("What cannot be compared is skipped, never passed")
    func nothingToCompare() throws {
        #expect(try finding([], [("def", .current)]) == .skipped("stg has no credential"))
        #expect(
            try finding([("abc", .current)], [])
                == .skipped("no other environment has a credential in this vault"))
        #expect(word(try finding([("abc", .retired)], [("def", .current)])) == "skipped")
        #expect(word(try finding([("abc", .current)], [("abc", .retired)])) == "skipped")
    }

    @Test("Equal secrets of one kind are a warning, and one without keys is not named")
    func sameKind() throws {
        let same = try Fixture.facts().with {
            $0.metadata.environments[1].kind = .staging
            $0.metadata.environments[1].versions = try versions([("abc", .current)])
        }
        let finding = same.finding(.fieldsDiffer)
        #expect(finding.outcome == .warned)
        #expect(finding.evidence.hasPrefix("API Key of stg v1 is API Key of prod v1; "))
        #expect(finding.hints.last?.contains("'d24-rotate stage ENV'") == true)
        let third = try Fixture.facts().with {
            var spare = $0.metadata.environments[1]
            spare.versions = []
            $0.metadata.environments.append(spare)
        }
        #expect(third.finding(.fieldsDiffer) == .passed("shares no field with prod"))
    }

    @Test("Of pairs of both sorts the worse decides, and stands first")
    func bothSorts() throws {
        let facts = try Fixture.facts().with {
            var spare = try Fixture.environment(.spare, .staging, "https://spare.example", secrets: "axx")
            spare.versions[0].verification = nil
            $0.metadata.environments.insert(spare, at: 1)
            $0.metadata.environments[2].versions = try versions([("dbf", .current)])
        }
        #expect(
            facts.finding(.fieldsDiffer).evidence
                == "API Passphrase of stg v1 is API Passphrase of prod v1; API Key of stg v1 is API Key of spare v1"
        )
        #expect(facts.finding(.fieldsDiffer).outcome == .failed)
    }
}
