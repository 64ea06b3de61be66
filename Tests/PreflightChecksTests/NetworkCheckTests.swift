import CashoutsAPI
import EgressWitnesses
import HTTPTransport
import KeyRotation
import Testing
import ToolSupport
import VaultFormat

@testable import PreflightChecks

/// The checks that read the one ping.
@Suite("Checks of the network")
struct NetworkCheckTests {
    @Test(
        "Each failure of the transport, and what it says of the name and of the connection",
        arguments: [
            (HTTPFailure.nameNotResolved, "could not tell", "could not tell"),
            (.timedOut, "could not tell", "could not tell"),
            (.other("?"), "could not tell", "could not tell"),
            (.connectionRefused, "passed", "could not tell"),
            (.connectionFailed("no route"), "passed", "could not tell"),
            (.proxy("refused"), "passed", "could not tell"),
            (.tls(.handshake, ""), "passed", "could not tell"),
            (.tls(.unknownAuthority, ""), "passed", "failed"),
            (.tls(.expired, ""), "passed", "failed"),
            (.tls(.notYetValid, ""), "passed", "failed"),
            (.tls(.wrongName, ""), "passed", "failed"),
            (.tls(.notTLS, ""), "passed", "failed"),
            (.tls(.badCertificate, ""), "passed", "failed"),
            (.tooLarge, "passed", "passed"),
            (.redirected(status: 302, host: "elsewhere"), "passed", "passed"),
            (.cutShort, "passed", "passed"),
            (.encoded("gzip"), "passed", "passed"),
        ])
    func failures(_ failure: HTTPFailure, _ name: String, _ connection: String) throws {
        let facts = try Fixture.facts().set(\.ipv6, .unknown).with(Fixture.ping(Fixture.unanswered(failure)))
        let resolves = facts.finding(.baseURLResolves)
        let handshake = facts.finding(.tlsHandshake)
        #expect(word(resolves) == name)
        #expect(word(handshake) == connection)
        for finding in [resolves, handshake] {
            #expect(finding.hints.isEmpty == (finding.outcome == .passed))
        }
        #expect(word(facts.finding(.clockSkew)) == "could not tell")
        #expect(word(facts.finding(.signedPing)) == "could not tell")
    }

    @Test("A refused or timed-out connection: the firewall note, with whom to write to")
    func firewall() throws {
        for failure in [HTTPFailure.connectionRefused, .connectionFailed("no route"), .timedOut] {
            let facts = try Fixture.facts().set(\.ipv6, .unknown).with(
                Fixture.ping(Fixture.unanswered(failure)))
            let hints = facts.finding(failure == .timedOut ? .baseURLResolves : .tlsHandshake).hints
            #expect(hints.contains { $0.contains("firewall") && $0.contains("integration@d24.com") })
        }
    }

    @Test("A server that is silent is no resolver that is: the look-up for IPv6 knows")
    func silentServer() throws {
        let silent = try Fixture.facts().with(Fixture.ping(Fixture.unanswered(.timedOut)))
        func facts(resolves: Bool) -> PreflightFacts {
            silent.set(
                \.ipv6,
                .known(
                    IPv6Way(host: "api-stg.directa24.com", addresses: [], isOpen: false, resolves: resolves)))
        }
        #expect(facts(resolves: true).finding(.baseURLResolves) == .passed("api-stg.directa24.com"))
        #expect(word(facts(resolves: true).finding(.tlsHandshake)) == "could not tell")
        #expect(word(facts(resolves: false).finding(.baseURLResolves)) == "could not tell")
        #expect(word(silent.set(\.ipv6, .unknown).finding(.baseURLResolves)) == "could not tell")
    }

    @Test("A proxy resolves for us, and that is said")
    func proxy() throws {
        let facts = try Fixture.facts().with(Fixture.ping(Fixture.accepted(proxy: "http://proxy:3128")))
        #expect(
            facts.finding(.baseURLResolves)
                == .skipped("the proxy http://proxy:3128 resolves api-stg.directa24.com"))
        #expect(word(facts.finding(.tlsHandshake)) == "passed")
    }

    @Test("A ping that must not be sent tells why, at the first check that needs it")
    func refused() throws {
        let diagnostic = Diagnostic(.damaged, "no secrets", hint: "stage")
        let facts = try Fixture.facts().with(PingFact.refused(diagnostic))
        for check in [Check.baseURLResolves, .signedPing] {
            #expect(facts.finding(check) == .failed("no secrets", hints: ["stage"]))
        }
        for check in [Check.tlsHandshake, .clockSkew] {
            #expect(word(facts.finding(check)) == "could not tell")
        }
        for check in [Check.baseURLResolves, .tlsHandshake, .clockSkew, .signedPing] {
            #expect(facts.with(.notSent).finding(check) == .couldNotTell("no ping was sent"))
        }
    }

    @Test(
        "Each answer of D24, and the words that tell what to do",
        arguments: [
            (401, #"{"code":302}"#, "failed", "API Signature"),
            (401, #"{"code":401}"#, "failed", PanelPath.credentials),
            (401, #"{"code":524}"#, "failed", "integration@d24.com"),
            (401, #"{"code":402}"#, "failed", "add 93.184.216.34 in the panel under \(PanelPath.addresses)"),
            (200, #"{"code":519}"#, "failed", "integration@d24.com"),
            (400, #"{"code":514}"#, "could not tell", "approve a test deposit"),
            (400, #"{"code":514}"#, "could not tell", "integration@d24.com"),
            (400, #"{"code":300}"#, "could not tell", "defect"),
            (400, #"{"code":999}"#, "could not tell", "integration@d24.com"),
            (401, "<html>", "could not tell", "proxy"),
            (401, #"{"code":"401"}"#, "could not tell", "proxy"),
            (503, "", "could not tell", "try again"),
        ])
    func answers(_ status: Int, _ body: String, _ expected: String, _ hint: String) throws {
        let facts = try Fixture.facts().with(Fixture.ping(Fixture.answered(status, body)))
        let finding = facts.finding(.signedPing)
        #expect(word(finding) == expected)
        #expect(finding.evidence.contains("HTTP \(status)"))
        #expect(finding.hints.contains { $0.contains(hint) }, "\(finding.hints)")
        #expect(word(facts.finding(.tlsHandshake)) == "passed")
        #expect(word(facts.finding(.clockSkew)) == "passed")
    }

    @Test(
        "Accepted, and what is known of API Signature",
        arguments: [
            (Verdict.rejected(.apiSignature), "passed", "API Signature proven"),
            (.accepted, "warned", "API Signature not proven"),
            (.inconclusive(.notJSON), "warned", "not proven (control inconclusive)"),
            (nil, "passed", "no negative control was sent"),
        ] as [(Verdict?, String, String)])
    func accepted(_ control: Verdict?, _ expected: String, _ evidence: String) throws {
        let facts = try Fixture.facts().with(Fixture.ping(Fixture.accepted(control: control)))
        let finding = facts.finding(.signedPing)
        #expect(word(finding) == expected)
        #expect(finding.evidence.contains(evidence), "\(finding.evidence)")
        #expect(finding.evidence.hasPrefix("v1 of stg: accepted; "))
        #expect(finding.hints.isEmpty == (expected == "passed"))
    }
}
