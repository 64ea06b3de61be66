import CashoutsAPI
import EgressPolicy
import Testing
import VaultFormat

@testable import HTTPTransport
@testable import PreflightChecks

@Suite("notification-url")
struct NotificationURLTests {
    private func finding(_ sight: NotificationSight) throws -> Finding {
        try Fixture.facts().set(\.notification, .tried(sight)).finding(.notificationURL)
    }

    private func finding(_ change: (inout NotificationSight) throws -> Void) throws -> Finding {
        var sight = try Fixture.sight()
        try change(&sight)
        return try finding(sight)
    }

    @Test("A receiver that tells them apart passes, and the path of the URL is not shown")
    func passed() throws {
        let finding = try finding { _ in }
        #expect(
            finding
                == .passed(
                    "https://shop.example (93.184.216.80) takes an authentic sample, and answers HTTP 403 to a forged one"
                ))
        #expect(!finding.evidence.contains("hidden"))
    }

    @Test("Whether it was asked for decides, before anything else")
    func notAskedFor() throws {
        let facts = try Fixture.facts().set(\.probesNotifications, false)
        #expect(
            facts.finding(.notificationURL) == .skipped("a sample is only sent with --probe-notifications"))
        #expect(
            try Fixture.facts().environment { $0.notificationURL = nil }.finding(.notificationURL)
                == .skipped("stg has no notification URL"))
    }

    @Test(
        "Where D24 does not come to, or which is no receiver's, nothing is sent",
        arguments: [
            (
                "https://shop.example:8443/d24",
                "https://shop.example:8443: D24 connects to the ports 80 and 443 only"
            ),
            (
                "https://shop.example:80/d24",
                "https://shop.example:80: D24 connects to the ports 80 and 443 only"
            ),
            ("https://api.directa24.com/d24", "https://api.directa24.com is the host of an API"),
            ("https://api-stg.d24.com/", "https://api-stg.d24.com is the host of an API"),
            ("https://pay.example/d24", "https://pay.example is the host of an API"),
        ])
    func place(_ url: String, _ evidence: String) throws {
        let sight = try Fixture.sight(url)
        let finding = try finding(sight)
        #expect(finding.outcome == .failed)
        #expect(finding.evidence == evidence + ", and nothing was sent")
        #expect(finding.hints.first?.contains("'d24-vault env set stg --notification-url URL'") == true)
        #expect(sight.obstacle == finding)
    }

    @Test(
        "An address that D24 cannot reach is named",
        arguments: [
            (["127.0.0.1"], "127.0.0.1, a loopback address"), (["::1"], "::1, a loopback address"),
            (["10.1.2.3"], "10.1.2.3, a private address"),
            (["93.184.216.80", "169.254.1.1"], "169.254.1.1, a link-local address"),
            (["192.168.1.1", "fe80::1"], "192.168.1.1, a private address; fe80::1, a link-local address"),
        ])
    func addresses(_ addresses: [String], _ evidence: String) throws {
        let finding = try finding { $0.way = .addresses(try addresses.map { try IPAddress($0) }) }
        #expect(finding.outcome == .failed)
        #expect(
            finding.evidence
                == "https://shop.example leads to \(evidence): D24 cannot reach that, and nothing was sent")
    }

    @Test("A name without an address fails, a silent resolver leaves it open, and a proxy may know more")
    func resolver() throws {
        #expect(
            try finding { $0.way = .addresses([]) }.evidence
                == "https://shop.example has no address, and nothing was sent")
        #expect(word(try finding { $0.way = .addresses([]) }) == "failed")
        #expect(word(try finding { $0.way = .unknown }) == "could not tell")
        for way in [NotificationSight.Way.addresses([]), .unknown] {
            var proxied = try Fixture.sight(proxy: "http://proxy:3128")
            proxied.way = way
            #expect(
                try finding(proxied).evidence.hasPrefix(
                    "https://shop.example, through the proxy http://proxy:3128 takes"))
            #expect(word(try finding(proxied)) == "passed")
        }
        var known = try Fixture.sight(proxy: "http://proxy:3128")
        known.way = .addresses([try IPAddress("10.0.0.1")])
        #expect(word(try finding(known)) == "failed")
    }

    @Test(
        "Each answer to the authentic sample",
        arguments: [
            (HTTPOutcome.failure(.redirected(status: 301, host: nil)), "failed", "answers HTTP 301"),
            (.failure(.tls(.expired, "?")), "failed", "the certificate has expired"),
            (.failure(.tls(.handshake, "?")), "could not tell", "the TLS handshake failed"),
            (.failure(.timedOut), "could not tell", "there was no answer before the deadline"),
            (.failure(.connectionRefused), "could not tell", "shop.example refused the connection"),
            (.failure(.tooLarge), "could not tell", "the answer is longer than 64 KiB"),
        ])
    func authentic(_ outcome: HTTPOutcome, _ expected: String, _ evidence: String) throws {
        let finding = try finding {
            $0.authentic = outcome
            $0.forged = nil
        }
        #expect(word(finding) == expected)
        #expect(finding.evidence.contains(evidence), "\(finding.evidence)")
        #expect(!finding.hints.isEmpty)
    }

    @Test("Who moved while the sample was sent may be anybody: neither praised nor blamed")
    func moved() throws {
        let ways: [(NotificationSight.Way, String)] = [
            (.addresses([try IPAddress("127.0.0.1")]), "it leads to 127.0.0.1, a loopback address"),
            (
                .addresses([try IPAddress("93.184.216.80"), try IPAddress("93.184.216.81")]),
                "it leads to 93.184.216.80; 93.184.216.81"
            ),
            (.addresses([]), "it has no address"), (.unknown, "the resolver did not tell where"),
        ]
        for (way, words) in ways {
            for (authentic, forged) in [(200, 403), (200, 200), (404, 404)] {
                let finding = try finding {
                    $0.wayAfter = way
                    $0.authentic = Fixture.answer(authentic)
                    $0.forged = Fixture.answer(forged)
                }
                #expect(finding.outcome == .couldNotTell)
                #expect(
                    finding.evidence
                        == "https://shop.example (93.184.216.80): after the answers \(words), "
                        + "so who answered is not known")
            }
        }
        // Where nobody answered there is nothing to doubt.
        let silent = try finding {
            $0.wayAfter = .notLookedUp
            $0.authentic = .failure(.timedOut)
        }
        #expect(silent.evidence.hasSuffix("there was no answer before the deadline"))
    }

    @Test(
        "An answer that has other reasons than the control says nothing of it",
        arguments: [100, 304, 408, 409, 425, 429, 500, 502, 503, 599])
    func undecided(_ status: Int) throws {
        let finding = try finding { $0.forged = Fixture.answer(status) }
        #expect(finding.outcome == .couldNotTell)
        #expect(
            finding.evidence.hasSuffix(
                "answers HTTP \(status) to a forged one, which need not be because of its control"))
        #expect(finding.hints.count == 2)
    }

    @Test("Any status but 2xx to what D24 signed fails, and 4xx to what it did not passes")
    func statuses() throws {
        for status in [400, 401, 404, 500, 503] {
            let refused = try finding {
                $0.authentic = Fixture.answer(status)
                $0.forged = nil
            }
            #expect(refused.outcome == .failed)
            #expect(refused.evidence.hasSuffix("answers HTTP \(status) to an authentic sample"))
            let expected = status < 500 ? "passed" : "could not tell"
            #expect(word(try finding { $0.forged = Fixture.answer(status) }) == expected)
        }
        for status in [200, 204, 299] {
            #expect(word(try finding { $0.authentic = Fixture.answer(status) }) == "passed")
            let credulous = try finding { $0.forged = Fixture.answer(status) }
            #expect(credulous.outcome == .failed)
            #expect(credulous.evidence.hasSuffix("answers HTTP \(status) to a forged sample too"))
            #expect(credulous.hints.first?.contains("verify the control") == true)
        }
        let redirected = HTTPOutcome.failure(.redirected(status: 302, host: nil))
        #expect(word(try finding { $0.forged = redirected }) == "could not tell")
        #expect(word(try finding { $0.forged = .failure(.cutShort) }) == "could not tell")
        #expect(word(try finding { $0.forged = nil }) == "could not tell")
        #expect(word(try finding { $0.authentic = nil }) == "could not tell")
    }
}
