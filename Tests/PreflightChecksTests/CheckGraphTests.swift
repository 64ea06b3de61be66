import CashoutsAPI
import HTTPTransport
import Testing
import ToolSupport

@testable import PreflightChecks

@Suite("CheckGraph")
struct CheckGraphTests {
    private func outcomes(_ facts: PreflightFacts) -> [String: Outcome] {
        let results = CheckGraph().judge(facts)
        return Dictionary(uniqueKeysWithValues: results.map { ($0.id, $0.finding.outcome) })
    }

    private func stand(_ id: String, _ outcome: Finding, after parents: [String] = []) -> Check {
        Check.standIn(id, outcome, after: parents)
    }

    @Test("Ids are unique, in the style of options, and parents come before their children")
    func registry() {
        var seen: Set<String> = []
        for check in Check.all {
            #expect(check.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
            #expect(check.parents.allSatisfy(seen.contains), "\(check.id) rests on \(check.parents)")
            #expect(seen.insert(check.id).inserted, "\(check.id) is there twice")
        }
    }

    @Test("A host where everything is right passes every check")
    func allGreen() throws {
        let results = CheckGraph().judge(try Fixture.facts())
        #expect(results.map(\.id) == Check.all.map(\.id))
        for result in results {
            #expect(result.finding.outcome == .passed, "\(result.id): \(result.finding.evidence)")
            #expect(result.finding.hints.isEmpty)
            #expect(!result.finding.evidence.isEmpty)
        }
    }

    @Test("Whatever is known, each check has exactly one result, in one order")
    func oneResultEach() throws {
        let nothing = PreflightFacts(
            environmentName: .stg, vault: .failed(Diagnostic(.notFound, "there is no vault")))
        let bare = PreflightFacts(environmentName: .stg, vault: .open(try Fixture.vault()))
        for facts in [nothing, bare, try Fixture.facts()] {
            #expect(CheckGraph().judge(facts).map(\.id) == Check.all.map(\.id))
        }
    }

    @Test("Without a vault nothing else is reached, and the vault is named")
    func noVault() {
        let facts = PreflightFacts(
            environmentName: .stg, vault: .failed(Diagnostic(.notFound, "there is no vault")))
        var outcomes = outcomes(facts)
        #expect(outcomes.removeValue(forKey: "vault-opens") == .failed)
        #expect(outcomes.values.allSatisfy { $0 == .notReached(because: "vault-opens") })
    }

    @Test("Without keys what needs none is looked at, and what needs them names them")
    func noKeys() throws {
        let facts = try Fixture.facts().with(.notSent).with(.failed(Diagnostic(.notFound, "no keys")))
        let root = Outcome.notReached(because: "credentials-complete")
        #expect(
            outcomes(facts) == [
                "vault-opens": .passed, "vault-pin": .passed, "environment-known": .passed,
                "credentials-complete": .failed, "fields-differ": .passed, "base-url-fits": .passed,
                "base-url-resolves": root, "tls-handshake": root, "clock-skew": root,
                "egress-whitelist": .passed, "signed-ping": root,
            ])
    }

    @Test("What cannot be told stops its children too, and the root is named, not the parent")
    func unresolved() throws {
        let facts = try Fixture.facts().with(Fixture.ping(Fixture.unanswered(.nameNotResolved)))
        let outcomes = outcomes(facts)
        #expect(outcomes["base-url-resolves"] == .couldNotTell)
        for id in ["tls-handshake", "clock-skew", "signed-ping"] {
            #expect(outcomes[id] == .notReached(because: "base-url-resolves"))
        }
        #expect(outcomes["egress-whitelist"] == .passed)
    }

    @Test("A parent that warned or does not apply carries its children")
    func carrying() throws {
        for parent in [Finding.warned("w", hints: []), .skipped("s"), .passed("p")] {
            let results = CheckGraph([stand("a", parent), stand("b", .passed("b"), after: ["a"])])
                .judge(try Fixture.facts())
            #expect(results.map(\.finding) == [parent, .passed("b")])
        }
    }

    @Test("Of two parents the one that did not pass is named; one that is not registered is no pass")
    func parents() throws {
        let checks = [
            stand("a", .passed("a")), stand("b", .couldNotTell("b")),
            stand("c", .passed("c"), after: ["a", "b"]), stand("d", .passed("d"), after: ["c"]),
            stand("e", .passed("e"), after: ["nowhere"]),
        ]
        let results = CheckGraph(checks).judge(try Fixture.facts())
        #expect(results[2].finding == .notReached(because: "b"))
        #expect(results[3].finding == .notReached(because: "b"))
        #expect(results[4].finding.outcome == .notReached(because: "nowhere"))
        #expect(results[3].finding.evidence == "rests on b, which did not pass")
    }
}
