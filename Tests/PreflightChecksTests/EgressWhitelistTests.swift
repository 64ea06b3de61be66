import CashoutsAPI
import EgressPolicy
import KeyRotation
import Testing
import ToolSupport
import VaultFormat

@testable import PreflightChecks

@Suite("egress-whitelist")
struct EgressWhitelistTests {
    private static let noting = "note it here with 'd24-egress whitelist add stg 93.184.216.34'"
    private static let panel = "add 93.184.216.34 in the panel under \(PanelPath.addresses)"

    private func finding(_ ping: PingResult?, _ seen: EgressFinding) throws -> Finding {
        let fact = try ping.map { try Fixture.ping($0) } ?? .notSent
        return try Fixture.facts().with(fact).with(.heard([seen])).finding(.egressWhitelist)
    }

    private func nobody() -> EgressFinding { Fixture.finding(Quorum([])) }

    @Test("D24 let this host in: passed, whatever the witnesses know")
    func letIn() throws {
        let accepted = Fixture.accepted()
        #expect(
            try finding(accepted, Fixture.seen(on: "93.184.216.0/24"))
                == .passed("D24 let this host in, and the witnesses see 93.184.216.34"))
        #expect(try finding(accepted, nobody()) == .passed("D24 let this host in, address unknown"))
    }

    @Test("D24 let this host in, and the list here is stale: a warning, and how to mend it")
    func stale() throws {
        let finding = try finding(Fixture.accepted(), Fixture.seen())
        #expect(finding.outcome == .warned)
        #expect(finding.hints == [Self.noting])
    }

    @Test("402: failed, with the panel's path and the address to add")
    func blocked() throws {
        let refused = Fixture.answered(401, #"{"code":402}"#)
        let unlisted = try finding(refused, Fixture.seen())
        #expect(unlisted.outcome == .failed)
        #expect(unlisted.evidence.contains("402"))
        #expect(unlisted.hints == [Self.panel, Self.noting])
        #expect(try finding(refused, Fixture.seen(on: "93.184.216.34")).hints == [Self.panel])
        let unknown = try finding(refused, nobody())
        #expect(unknown.outcome == .failed)
        #expect(
            unknown.hints == [
                "find the address that D24 sees with 'd24-egress discover'",
                "add it in the panel under \(PanelPath.addresses)",
            ])
    }

    @Test("402 through a proxy: the address is the proxy's")
    func proxy() throws {
        let refused = Fixture.answered(401, #"{"code":402}"#)
        let result = PingResult(answer: refused.answer, proxy: "http://proxy:3128")
        let hints = try finding(result, Fixture.seen()).hints
        #expect(hints.first?.contains("that of the proxy http://proxy:3128") == true)
    }

    @Test(
        "Where D24 says nothing of the address, the witnesses decide",
        arguments: [
            nil, (401, #"{"code":401}"#), (401, #"{"code":302}"#), (200, #"{"code":519}"#), (503, ""),
        ] as [(Int, String)?])
    func witnessesDecide(_ answer: (Int, String)?) throws {
        let ping = answer.map { Fixture.answered($0.0, $0.1) }
        #expect(word(try finding(ping, Fixture.seen(on: "93.184.216.34"))) == "passed")
        let unlisted = try finding(ping, Fixture.seen(on: "93.184.216.35"))
        #expect(unlisted.outcome == .failed)
        #expect(unlisted.hints == [Self.panel, Self.noting])
        #expect(word(try finding(ping, nobody())) == "could not tell")
    }

    @Test("An entry that has expired counts no longer, and adding it again must say for how long")
    func expired() throws {
        let seen = try Fixture.seen(on: "93.184.216.34", expires: Fixture.now.seconds)
        let finding = try finding(nil, seen)
        #expect(finding.outcome == .failed)
        #expect(
            finding.hints.last
                == "note it here with 'd24-egress whitelist add stg 93.184.216.34 --expires never', or another date"
        )
    }

    @Test("Too few operators, and operators at odds, are told apart")
    func unknown() throws {
        #expect(
            try finding(nil, nobody()).evidence
                == "IPv4: 0 of the witnesses' operators could be counted, and 3 are needed")
        let votes = try ["1.1.1.1", "2.2.2.2", "3.3.3.3"].map {
            WitnessVote(operatorName: $0, address: try IPAddress($0))
        }
        let split = try finding(nil, Fixture.finding(Quorum(votes)))
        #expect(
            split.evidence == "IPv4: the witnesses do not agree: 1.1.1.1, 2.2.2.2, 3.3.3.3")
        #expect(split.hints.first?.contains("'d24-egress discover'") == true)
    }

    @Test("Witnesses that could not be asked")
    func notAsked() throws {
        let facts = try Fixture.facts()
        #expect(word(facts.with(.notAsked).finding(.egressWhitelist)) == "could not tell")
        let bad = Diagnostic(.usage, "the URL of witness number 1", hint: "set them anew")
        #expect(
            facts.with(WitnessFact.refused(bad)).finding(.egressWhitelist)
                == .failed("the URL of witness number 1", hints: ["set them anew"]))
    }
}
