import EgressPolicy
import Testing

struct EgressPoolTests {
    static func votes(_ seen: [String: [UInt32]]) -> [WitnessVote] {
        seen.flatMap { name, addresses in
            addresses.map { WitnessVote(operatorName: name, address: IPAddress(v4: $0)) }
        }
    }

    static let pools: [([String: [UInt32]], EgressPool.Variation?)] = [
        ([:], nil),
        (["a": [1, 1, 1], "b": [1, 1, 1]], nil),
        (["a": [1, 2, 3], "b": [2, 2, 2]], nil),
        (["a": [1, 1, 1], "b": [1], "c": [1, 1]], .stable),
        (["a": [1, 1, 1], "b": [2, 2, 2], "c": [1, 1, 1]], .byDestination),
        (["a": [1, 1, 2], "b": [2, 2, 2], "c": [2, 2, 2]], .byConnection),
    ]

    @Test("a pool is what three operators at least saw, and in how far they differ", arguments: pools)
    func variation(seen: [String: [UInt32]], expected: EgressPool.Variation?) {
        #expect(EgressPool(Self.votes(seen))?.variation == expected)
    }

    @Test("each address of a pool is told with those who saw it")
    func members() throws {
        let pool = try #require(EgressPool(Self.votes(["a": [9, 9, 7], "b": [7, 7, 7], "c": [9, 9, 9]])))
        #expect(pool.operators == 3)
        #expect(pool.members.map(\.address) == [IPAddress(v4: 7), IPAddress(v4: 9)])
        #expect(pool.members.map(\.operators) == [["a", "b"], ["a", "c"]])
        #expect(pool.members.map(\.connections) == [4, 5])
    }

    @Test("each address of a pool must be listed, even where the API let one connection in")
    func poolJudgement() {
        let other = IPAddress(v4: 0x5db8_d823)
        func judge(_ api: APIWord, _ addresses: [UInt32], _ whitelist: Whitelist) -> EgressJudgement {
            let pool = EgressPool(
                Self.votes(["a": addresses, "b": addresses, "c": addresses]))
            let findings = EgressFinding.all(
                of: pool, family: .v4, whitelist: whitelist, now: EgressJudgementTests.now)
            return EgressJudgement(api: api, findings: findings, isPool: true)
        }
        let both = [UInt32(EgressJudgementTests.here.value), UInt32(other.value)]
        let whole = Whitelist(
            [EgressJudgementTests.here, other].map { WhitelistRule(network: IPNetwork($0), added: 0) })
        #expect(judge(.notAsked, both, whole).verdict == .listed)
        #expect(judge(.letIn, both, whole).verdict == .letIn)
        #expect(judge(.refused, both, whole).verdict == .blocked)
        for api in [APIWord.notAsked, .inconclusive, .letIn] {
            #expect(judge(api, both, EgressJudgementTests.listed).verdict == .notListed)
            #expect(judge(api, both, EgressJudgementTests.listed).unlisted == [other])
        }
        #expect(judge(.notAsked, [], whole).verdict == .unknown)
        #expect(judge(.letIn, [], whole).verdict == .letIn)
    }
}
