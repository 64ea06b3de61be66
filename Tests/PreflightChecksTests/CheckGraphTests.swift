import CashoutsAPI
import HTTPTransport
import KeyRotation
import Testing
import ToolSupport
import VaultFormat

@testable import PreflightChecks

@Suite("CheckGraph")
struct CheckGraphTests {
    /// Of all checks but those that look at nothing but the host.
    private func outcomes(_ facts: PreflightFacts) -> [String: Outcome] {
        let ids = Set(Check.all.filter { $0.needs.contains(.host) }.map(\.id))
        let results = CheckGraph().judge(facts).filter { !ids.contains($0.id) }
        return Dictionary(uniqueKeysWithValues: results.map { ($0.id, $0.finding.outcome) })
    }

    private func stand(_ id: String, _ outcome: Finding, after parents: [String] = []) -> Check {
        Check.standIn(id, outcome, after: parents)
    }

    @Test("Ids are unique, in the style of options, and parents come before their children")
    func registry() {
        var seen: Set<String> = []
        for check in Check.all {
            #expect(check.id.wholeMatch(of: /[a-z]+(-[a-z0-9]+)*/) != nil)
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
        var facts = PreflightFacts(
            environmentName: .stg, vault: .failed(Diagnostic(.notFound, "there is no vault")))
        facts.host = .sound
        var outcomes = outcomes(facts)
        #expect(outcomes.removeValue(forKey: "vault-opens") == .failed)
        #expect(outcomes.values.allSatisfy { $0 == .notReached(because: "vault-opens") })
    }

    @Test("Without keys what needs none is looked at, and what needs them names them")
    func noKeys() throws {
        let facts = try Fixture.facts().with(.notSent).with(.failed(Diagnostic(.notFound, "no keys")))
        var outcomes = outcomes(facts)
        #expect(outcomes.removeValue(forKey: "credentials-complete") == .failed)
        for id in ["base-url-resolves", "tls-handshake", "clock-skew", "signed-ping", "notification-url"] {
            #expect(outcomes.removeValue(forKey: id) == .notReached(because: "credentials-complete"), "\(id)")
        }
        #expect(outcomes.values.allSatisfy { $0 == .passed }, "\(outcomes)")
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

    // MARK: Facts that are not there

    @Test(
        "What a check needs and is not there decides about it, whatever else it needs",
        arguments: [(FactKind.ping, Absence.deadline), (.credentials, .interrupted), (.vault, .interrupted)])
    func absent(_ kind: FactKind, _ absence: Absence) throws {
        var facts = try Fixture.facts()
        facts.absent[kind] = absence
        let checks: [Check] = [.standIn("a", needs: [.ping]), .standIn("b", needs: [])]
        let results = CheckGraph(checks).judge(facts)
        #expect(results[0].finding == absence.finding)
        #expect(results[0].finding.outcome == .couldNotTell)
        #expect(results[1].finding.outcome == .passed)
    }

    @Test("An interrupted run says so where nothing was known yet, and stops what rests on that")
    func interrupted() throws {
        var facts = try Fixture.facts()
        facts.absent = [.ping: .interrupted, .witnesses: .interrupted]
        let outcomes = outcomes(facts)
        #expect(outcomes["base-url-resolves"] == .couldNotTell)
        #expect(outcomes["egress-whitelist"] == .couldNotTell)
        #expect(outcomes["signed-ping"] == .notReached(because: "base-url-resolves"))
        #expect(outcomes["base-url-fits"] == .passed)
    }

    // MARK: Staging, before a go-live

    /// Staging as a host of production sees it.
    private func recalled(_ verification: Verification?) throws -> PreflightFacts {
        let refused = CredentialsFact.failed(Diagnostic(.notAllowed, "not given"))
        var facts = PreflightFacts(environmentName: .stg, isRecalled: true, vault: .open(try Fixture.vault()))
        facts.host = .sound
        facts.credentials = refused
        facts.now = Fixture.now
        for kind in FactKind.ofGrantedEnvironments { facts.absent[kind] = .notGiven }
        return try facts.with { $0.metadata.environments[0].versions[0].verification = verification }
    }

    private func verification(
        _ verdict: String = "accepted", _ url: String = "https://api-stg.directa24.com"
    ) throws -> Verification {
        Verification(
            verdict: verdict, httpStatus: 412, code: 509, signature: "proven", baseURL: try BaseURL(url),
            authentication: .both, host: "stg-1", time: Fixture.now)
    }

    @Test("What this identity was not given is judged by the record, or skipped: nothing is sent")
    func record() throws {
        let facts = try recalled(verification())
        let results = CheckGraph().judge(facts)
        let findings = Dictionary(uniqueKeysWithValues: results.map { ($0.id, $0.finding) })
        for id in [
            "credentials-complete", "base-url-resolves", "tls-handshake", "clock-skew", "egress-whitelist",
            "tls-certificate", "egress-ipv6", "scan-paths", "notification-url",
        ] {
            #expect(findings[id] == Absence.notGiven.finding, "\(id)")
        }
        #expect(findings["fields-differ"]?.outcome == .passed)
        #expect(
            findings["signed-ping"]
                == .passed(
                    "recorded: v1 of stg accepted, signature proven, from stg-1 at 2027-01-15T08:00:00Z"))
    }

    @Test("A record that is missing, of another host or of a refusal warns, and says how to get a better one")
    func poorRecord() throws {
        let poor = [
            nil, try verification("rejected api-signature"),
            try verification("accepted", "https://old.example"),
            try Fixture.verification(signature: .controlInconclusive),
        ]
        func ping(_ facts: PreflightFacts) throws -> Finding {
            try #require(CheckGraph().judge(facts).first { $0.id == "signed-ping" }).finding
        }
        for record in poor {
            let finding = try ping(recalled(record))
            #expect(finding.outcome == .warned)
            #expect(finding.hints.first?.contains("'d24-rotate verify stg --credential current'") == true)
        }
        // Where a control was answered like the ping, it will be again.
        let unproven = try ping(recalled(Fixture.verification(signature: .notProven)))
        #expect(unproven.outcome == .warned)
        #expect(unproven.hints.first?.contains("'d24-signature notification stg'") == true)
        #expect(unproven.hints.count == 1)
        let empty = try recalled(nil).with { $0.metadata.environments[0].versions = [] }
        #expect(try ping(empty).outcome == .warned)
    }

    @Test("What is of the host is judged once, and stops the other environment too")
    func hostOnce() throws {
        func asking(_ id: String, _ profiles: Set<Profile>) -> Check {
            Check(
                id, "finds another thing in other facts", in: profiles,
                Explanation(looksAt: "Nothing.", evidence: "Nothing.", toDo: "Nothing.")
            ) { facts in facts.pingStatement == nil ? .failed("f", hints: []) : .passed("p") }
        }
        let graph = CheckGraph([
            asking("host-a", .all), .standIn("host-b", in: .all), .standIn("c", after: ["host-a"]),
            .standIn("d", after: ["host-b"]), asking("e", .ofEnvironments),
        ])
        let sound = try Fixture.facts()
        let first = graph.judge(sound.with(.notSent))
        let second = graph.judge(sound, beside: first)
        let once = Outcome.skipped(reason: "it is of this host, and was judged once")
        #expect(
            second.map(\.finding.outcome)
                == [once, once, .notReached(because: "host-a"), .passed, .passed])
        #expect(second.map(\.isSelected) == [false, false, true, true, true])
    }

    @Test("Where no ping was sent it is said why, as far as that is known")
    func withoutPing() throws {
        let silent = try Fixture.facts().with(.notSent)
        let shared = try silent.with {
            $0.metadata.environments[1].versions = $0.metadata.environments[0].versions
        }
        let closed = silent.with(.failed(Diagnostic(.notFound, "no keys", hint: "put them there")))
        for check in [Check.baseURLResolves, .tlsHandshake, .clockSkew, .signedPing] {
            #expect(silent.finding(check) == .couldNotTell("no ping was sent"))
            let finding = shared.finding(check)
            #expect(finding.outcome == .couldNotTell)
            #expect(finding.evidence.hasSuffix(shared.finding(.fieldsDiffer).evidence))
            #expect(finding.hints == shared.finding(.fieldsDiffer).hints)
            #expect(
                closed.finding(check) == .couldNotTell("no ping was sent: no keys", hints: ["put them there"])
            )
        }
    }

    // MARK: Trying again

    private func retry(_ facts: PreflightFacts, waiving text: String = "") throws -> Retry {
        let waivers = WaiverList(try WaiverFile.parse(Array(text.utf8)), now: Fixture.now)
        return Retry(CheckGraph(waivers: waivers).judge(facts), facts)
    }

    @Test("Only what may come out otherwise is tried again, and no ping that had its answer")
    func retries() throws {
        #expect(try retry(Fixture.facts()).ids.isEmpty)
        var facts = try Fixture.facts().with(Fixture.ping(Fixture.unanswered(.nameNotResolved)))
            .set(\.certificate, .notSeen("nothing")).set(\.scan, .done(ScanSight(unreadable: ["/srv: no"])))
        var retry = try retry(facts)
        #expect(retry.ids == ["base-url-resolves", "tls-certificate"])
        #expect(retry.kinds == [.vault, .ping, .certificate])
        // Rejected once is rejected.
        facts = facts.with(try Fixture.ping(Fixture.answered(401, #"{"code":302}"#)))
        retry = try self.retry(facts)
        #expect(retry.ids == ["tls-certificate"])
        #expect(retry.kinds == [.vault, .certificate])
        let day = Fixture.now.advanced(bySeconds: 86_400).text.prefix(10)
        facts = try Fixture.facts().with(Fixture.ping(Fixture.answered(401, #"{"code":402}"#)))
        #expect(try self.retry(facts).ids == ["egress-whitelist", "signed-ping"])
        let waived = "signed-ping - \(day) ops why"
        #expect(try self.retry(facts, waiving: waived).ids == ["egress-whitelist"])
    }

    // MARK: What is declared

    @Test("A check of severity warning warns where it would fail")
    func severity() throws {
        let checks: [Check] = [
            .standIn("a", .failed("f", hints: ["h"]), .warning), .standIn("b", .couldNotTell("c"), .warning),
        ]
        let findings = CheckGraph(checks).judge(try Fixture.facts()).map(\.finding)
        #expect(findings == [.warned("f", hints: ["h"]), .couldNotTell("c")])
    }

    @Test("A check is in no profile that lacks what it rests on")
    func profiles() throws {
        for check in Check.all {
            #expect(!check.profiles.isEmpty)
            for parent in Check.all where check.parents.contains(parent.id) {
                #expect(check.profiles.isSubset(of: parent.profiles), "\(check.id) rests on \(parent.id)")
            }
        }
    }

    @Test("What is left out is skipped with the reason, and carries what rests on it")
    func leftOut() throws {
        let checks: [Check] = [.standIn("a", .failed("f", hints: [])), .standIn("b", after: ["a"])]
        let selection = try Selection(.environment, skip: ["a"], of: checks)
        let results = CheckGraph(checks, selection).judge(try Fixture.facts())
        #expect(results.map(\.finding.outcome) == [.skipped(reason: "left out by --skip"), .passed])
        #expect(results.map(\.isSelected) == [false, true])
    }
}
