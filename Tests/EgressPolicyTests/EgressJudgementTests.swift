import EgressPolicy
import Testing

@Suite("egress judgement")
struct EgressJudgementTests {
    static let now: Int64 = 1_700_000_000
    static let here = IPAddress(v4: 0x5db8_d822)
    static let here6 = IPAddress(v6: 0x2606 << 112 | 0x34)
    static let listed = Whitelist([WhitelistRule(network: IPNetwork(here), added: 0)])

    static func finding(_ address: IPAddress?, _ whitelist: Whitelist) -> EgressFinding {
        let votes = address.map { address in
            ["a", "b", "c"].map { WitnessVote(operatorName: $0, address: address) }
        }
        return EgressFinding(
            family: address?.family ?? .v4, conclusion: Quorum(votes ?? []), whitelist: whitelist, now: now)
    }

    @Test("without a word from the API the list decides, and below a quorum nothing is known")
    func witnesses() {
        for api in [APIWord.notAsked, .inconclusive] {
            #expect(EgressJudgement(api: api, findings: []).verdict == .unknown)
            #expect(EgressJudgement(api: api, findings: [Self.finding(nil, Self.listed)]).verdict == .unknown)
            let good = EgressJudgement(api: api, findings: [Self.finding(Self.here, Self.listed)])
            #expect(good.verdict == .listed)
            #expect(good.unlisted.isEmpty)
            let bad = EgressJudgement(api: api, findings: [Self.finding(Self.here, Whitelist())])
            #expect(bad.verdict == .notListed)
            #expect(bad.unlisted == [Self.here])
        }
    }

    @Test("an entry that has expired is none")
    func expired() {
        let rule = WhitelistRule(network: IPNetwork(Self.here), added: 0, expires: Self.now)
        let judgement = EgressJudgement(
            api: .notAsked, findings: [Self.finding(Self.here, Whitelist([rule]))])
        #expect(judgement.verdict == .notListed)
        #expect(judgement.findings.map(\.listing) == [.expired(rule)])
    }

    @Test("both families must be listed; one that is not is a no, one that is unknown is no yes")
    func families() {
        let good = Self.finding(Self.here, Self.listed)
        let unknown = Self.finding(nil, Self.listed)
        let bad = Self.finding(Self.here6, Self.listed)
        #expect(EgressJudgement(api: .notAsked, findings: [good, good]).verdict == .listed)
        #expect(EgressJudgement(api: .notAsked, findings: [good, bad]).verdict == .notListed)
        #expect(EgressJudgement(api: .notAsked, findings: [unknown, bad]).verdict == .notListed)
        #expect(EgressJudgement(api: .notAsked, findings: [good, unknown]).verdict == .unknown)
    }

    @Test("the API's word overrides every consensus and every list")
    func api() {
        for findings in [
            [], [Self.finding(nil, Self.listed)], [Self.finding(Self.here, Self.listed)],
            [Self.finding(Self.here, Whitelist())],
        ] {
            #expect(EgressJudgement(api: .letIn, findings: findings).verdict == .letIn)
            #expect(EgressJudgement(api: .refused, findings: findings).verdict == .blocked)
        }
        let stale = EgressJudgement(api: .letIn, findings: [Self.finding(Self.here, Whitelist())])
        #expect(stale.unlisted == [Self.here])
    }
}

@Suite("advice on an entry")
struct EntryAdviceTests {
    @Test(
        "what is odd about an entry",
        arguments: [
            ("93.184.216.34", []), ("93.184.216.0/24", [.undocumentedRange]),
            ("93.184.216.0/23", [.wide, .undocumentedRange]),
            ("2606:2800:220:1::34", [.undocumentedFamily]),
            ("2606:2800:220:1::/64", [.undocumentedRange, .undocumentedFamily]),
            ("2606:2800:220::/63", [.wide, .undocumentedRange, .undocumentedFamily]),
            ("10.0.0.1", [.neverSeen(.privateUse)]), ("203.0.113.7", [.neverSeen(.documentation)]),
            ("::1", [.neverSeen(.loopback), .undocumentedFamily]),
        ] as [(String, [EntryAdvice])])
    func advice(_ network: String, _ advice: [EntryAdvice]) throws {
        #expect(try IPNetwork(network).advice == advice)
    }

    @Test("an address that nobody can be seen from is a mistake, but for those of manuals and rehearsals")
    func mistakes() {
        for purpose in SpecialPurpose.allCases {
            let passes = purpose == .documentation || purpose == .benchmarking
            #expect(EntryAdvice.neverSeen(purpose).isMistake == !passes)
        }
        for advice in [EntryAdvice.wide, .undocumentedRange, .undocumentedFamily] {
            #expect(!advice.isMistake)
        }
    }
}
