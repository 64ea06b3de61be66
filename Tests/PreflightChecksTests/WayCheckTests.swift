import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import HTTPTransport
import Testing
import VaultFormat

@testable import PreflightChecks

/// The whitelist's entries, the proxy, IPv6, and the certificate.
@Suite("Checks of the way to D24")
struct WayCheckTests {
    // MARK: Whitelist

    @Test("Each oddity of an entry is told with what to do, and with where it counts")
    func entries() throws {
        let facts = try Fixture.facts().environment {
            $0.whitelist = [
                Fixture.entry("10.0.0.7"), Fixture.entry("93.184.216.34"), Fixture.entry("93.184.0.0/16"),
                Fixture.entry("93.185.1.1", expires: 0),
            ]
        }
        let finding = facts.finding(.whitelistEntries)
        #expect(finding.outcome == .warned)
        #expect(
            finding.evidence.split(separator: "; ").map(String.init) == [
                "10.0.0.7 is a private address: D24 never sees it",
                "93.184.0.0/16 is wide: everybody in it is let in",
                "93.185.1.1 has expired, and does not count",
                "93.184.216.34 overlaps 93.184.0.0/16, which is on the list too",
            ])
        try #require(finding.hints.count == 5)
        #expect(finding.hints[0].contains("'d24-egress whitelist remove stg 10.0.0.7'"))
        #expect(finding.hints[1].contains("'d24-egress whitelist add stg ADDRESS'"))
        #expect(finding.hints[2].contains("'d24-egress whitelist add stg 93.185.1.1 --expires never'"))
        #expect(finding.hints[3].contains("'d24-egress whitelist remove stg 93.184.216.34'"))
        #expect(finding.hints[4].hasSuffix(PanelPath.addresses))
    }

    @Test("What D24 documents nothing of is no warning, and the end of an entry is by the clock of the run")
    func quiet() throws {
        let facts = try Fixture.facts().environment {
            $0.whitelist = [
                Fixture.entry("93.184.216.0/24"), Fixture.entry("2606:2800:220:1::/64"),
                Fixture.entry("93.185.1.1", expires: 1),
            ]
        }
        #expect(facts.finding(.whitelistEntries) == .passed("3 entries on the whitelist of stg"))
        let later = facts.set(\.now, Fixture.now.advanced(bySeconds: 1))
        #expect(word(later.finding(.whitelistEntries)) == "warned")
        #expect(try Fixture.facts().finding(.whitelistEntries) == .passed("1 entry on the whitelist of stg"))
    }

    // MARK: Proxy

    @Test("A proxy is said, and variables that contradict each other are a warning")
    func proxy() throws {
        let facts = try Fixture.facts()
        #expect(facts.finding(.proxyInUse) == .passed("api-stg.directa24.com is reached without a proxy"))
        let proxied = ProxyFact(proxy: "http://proxy:3128")
        #expect(
            facts.set(\.proxy, proxied).finding(.proxyInUse)
                == .passed(
                    "api-stg.directa24.com is reached through the proxy http://proxy:3128, whose address D24 sees"
                ))
        let torn = ProxyFact(proxy: "http://proxy:3128", contradictions: ["https_proxy", "no_proxy"])
        let finding = facts.set(\.proxy, torn).finding(.proxyInUse)
        #expect(finding.evidence.hasSuffix("; https_proxy and HTTPS_PROXY, no_proxy and NO_PROXY differ"))
        #expect(
            finding.hints == [
                "set both alike: 'export HTTPS_PROXY=\"$https_proxy\"'",
                "set both alike: 'export NO_PROXY=\"$no_proxy\"'",
            ])
    }

    // MARK: IPv6

    @Test("An IPv6 address is a finding with a route to it alone")
    func ipv6() throws {
        let facts = try Fixture.facts()
        let open = facts.set(\.ipv6, .known(try OutcomeTableTests.ipv6(isOpen: true))).finding(.egressIPv6)
        #expect(
            open.evidence.hasPrefix("api-stg.directa24.com has an IPv6 address (2606:2800:220:30::80) and"))
        #expect(open.hints.first?.contains("'d24-egress check stg --ipv4 --ipv6'") == true)
        #expect(open.hints.last?.contains("/etc/gai.conf") == true)
        let closed = facts.set(\.ipv6, .known(try OutcomeTableTests.ipv6(isOpen: false)))
        #expect(
            closed.finding(.egressIPv6)
                == .passed(
                    "api-stg.directa24.com has an IPv6 address (2606:2800:220:30::80), and this host no route to it"
                ))
    }

    // MARK: Certificate

    @Test(
        "Thirty days are enough, three are too few, to the second",
        arguments: [
            (30, 0, "passed"), (30, -1, "warned"), (3, 0, "warned"), (3, -1, "failed"), (0, 0, "failed"),
            (0, -1, "failed"),
        ])
    func certificate(_ days: Int64, _ seconds: Int64, _ expected: String) throws {
        let facts = try Fixture.facts().set(
            \.certificate, .seen(Fixture.certificate(days: days, and: seconds)))
        let finding = facts.finding(.tlsCertificate)
        #expect(word(finding) == expected)
        #expect(finding.evidence.contains("issued by CN=R3,O=An authority,C=US"))
        let hasEnded = days * 86_400 + seconds < 0
        #expect(finding.evidence.contains("ended") == hasEnded)
        #expect(finding.hints.allSatisfy { !hasEnded || !$0.contains("about to end") })
        #expect(finding.hints.contains { $0.hasSuffix("has ended") } == hasEnded)
        #expect(finding.hints.isEmpty == (expected == "passed"))
    }

    @Test("The command goes the way that was tried")
    func notSeenThroughProxy() throws {
        let facts = try Fixture.facts().set(\.certificate, .notSeen("nothing", through: "proxy:3128"))
        #expect(
            facts.finding(.tlsCertificate).hints == [
                "see 'openssl s_client -connect api-stg.directa24.com:443 "
                    + "-servername api-stg.directa24.com -proxy proxy:3128 </dev/null'"
            ])
    }

    @Test("A certificate that is not seen leaves the question open, with a command to see why")
    func notSeen() throws {
        let facts = try Fixture.facts().set(\.certificate, .notSeen("openssl was shown no certificate"))
        #expect(
            facts.finding(.tlsCertificate)
                == .couldNotTell(
                    "https://api-stg.directa24.com: openssl was shown no certificate",
                    hints: [
                        "see 'openssl s_client -connect api-stg.directa24.com:443 "
                            + "-servername api-stg.directa24.com </dev/null'"
                    ]))
    }

    @Test("Names are sent to the server, addresses are not, and a proxy is asked for the connection")
    func commands() throws {
        let name = try BaseURL("https://api.example:8443")
        #expect(
            OpenSSL.connect(to: name, through: "proxy:3128") == [
                "s_client", "-connect", "api.example:8443", "-servername", "api.example", "-proxy",
                "proxy:3128",
            ])
        for text in ["https://93.184.216.34", "https://[2606:2800::1]"] {
            let url = try BaseURL(text)
            #expect(
                OpenSSL.connect(to: url, through: nil)
                    == ["s_client", "-connect", "\(url.host):443", "-noservername"])
        }
    }

    private func certificate(_ text: String) -> ServedCertificate? {
        ServedCertificate(output: Array(text.utf8))
    }

    @Test("What openssl says of a certificate is read, in either order")
    func reading() throws {
        let end = try #require(Timestamp("2027-01-05T08:09:10Z"))
        let expected = ServedCertificate(end: end, issuer: "CN=Let\\'s,C=US")
        #expect(certificate("notAfter=Jan  5 08:09:10 2027 GMT\nissuer=CN=Let\\'s,C=US\n") == expected)
        #expect(certificate("issuer=CN=Let\\'s,C=US\nnotAfter=Jan  5 08:09:10 2027 GMT\n") == expected)
        #expect(certificate("notAfter=Dec 31 23:59:59 9999 GMT\nissuer=\n")?.issuer == "nobody")
    }

    @Test(
        "Anything else is not read",
        arguments: [
            "", "notAfter=Jan  5 08:09:10 2027 GMT\n", "issuer=CN=a\n",
            "notAfter=Jan  5 08:09:10 2027 GMT\nissuer=CN=a", "notAfter=Jan  5 08:09:10 2027\nissuer=CN=a\n",
            "notAfter=Jan  5 08:09:10 2027 CET\nissuer=CN=a\n",
            "notAfter=Feb 30 08:09:10 2027 GMT\nissuer=CN=a\n",
            "notAfter=Foo  5 08:09:10 2027 GMT\nissuer=CN=a\n",
            "notAfter=Jan  5 8:09:10 2027 GMT\nissuer=CN=a\n",
            "notAfter=Jan  5 08:09:10 2027 GMT\nissuer=CN=a\nissuer=CN=b\n",
            "notAfter=Jan  5 08:09:10 2027 GMT\nissuer=CN=\u{1b}[31m\n",
            "notAfter=Jan  5 08:09:10 2027 GMT\nissuer=CN=a\n\n", "notAfter=Bad time value\nissuer=CN=a\n",
        ])
    func unreadable(_ text: String) {
        #expect(certificate(text) == nil)
    }

    @Test("Of several certificates the first is the server's own; half a one is none")
    func own() {
        func block(_ text: String) -> String {
            "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
        }
        func own(_ text: String) -> String? {
            ServedCertificate.own(in: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(own("CONNECTED(00000003)\n---\n" + block("QUJD") + "more\n" + block("REVG")) == block("QUJD"))
        #expect(own("no peer certificate available\n") == nil)
        #expect(own("-----BEGIN CERTIFICATE-----\nQUJD\n") == nil)
        #expect(own(" -----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n") == nil)
    }
}
