import EgressPolicy
import HTTPTransport
import Testing

@testable import EgressWitnesses

@Suite("a round of asking, decided without a network")
struct WitnessRoundTests {
    static func witness(_ operatorName: String, _ family: IPFamily?, _ path: String = "") throws -> Witness {
        guard let family else { return try Witness(url: "https://\(operatorName)/\(path)") }
        return Witness(operatorName, "https://\(operatorName)/\(path)", family)
    }

    static func round(_ operators: [String]) throws -> WitnessRound {
        WitnessRound(try operators.map { try witness($0, .v4) }, family: .v4)
    }

    static let good = IPAddress(v4: 0x5db8_d822)
    static let other = IPAddress(v4: 0x5db8_d823)

    @Test("witnesses of the other family are left out")
    func families() throws {
        let witnesses = [
            try Self.witness("a", .v4), try Self.witness("b", .v6), try Self.witness("c", nil),
        ]
        #expect(WitnessRound(witnesses, family: .v4).witnesses == [witnesses[0], witnesses[2]])
        #expect(WitnessRound(witnesses, family: .v6).witnesses == [witnesses[1], witnesses[2]])
        #expect(WitnessRound(Witness.shipped, family: .v4).chosen.count == 6)
        #expect(WitnessRound(Witness.shipped, family: .v6).chosen.count == 5)
    }

    @Test("of one operator the witness of this very family is asked, or else the first")
    func onePerOperator() throws {
        let witnesses = [
            try Self.witness("a", nil, "1"), try Self.witness("b", nil, "1"), try Self.witness("a", .v4, "2"),
            try Self.witness("b", nil, "2"), try Self.witness("a", .v4, "3"), try Self.witness("a", .v4, "2"),
        ]
        #expect(WitnessRound(witnesses, family: .v4).chosen == [1, 2])
    }

    @Test("a round without witnesses concludes that nobody was heard")
    func nobody() {
        let report = WitnessRound([], family: .v4).report([:])
        #expect(report == WitnessReport(family: .v4, testimonies: []))
        #expect(report.conclusion == .tooFew(0))
    }

    @Test("every witness is in the report, in order, and those who count make the conclusion")
    func report() throws {
        let round = try Self.round(["a", "b", "c", "d", "d"])
        let report = round.report([
            0: .said(Self.good), 1: .said(Self.other), 2: .said(Self.good), 3: .notNeeded,
        ])
        #expect(report.family == .v4)
        #expect(report.testimonies.map(\.witness) == round.witnesses)
        #expect(
            report.testimonies.map(\.statement) == [
                .said(Self.good), .said(Self.other), .said(Self.good), .notNeeded, .notAsked,
            ])
        let dissent = [WitnessVote(operatorName: "b", address: Self.other)]
        #expect(report.conclusion == .agreed(Self.good, by: ["a", "c"], dissent: dissent))
    }

    @Test("a round ends early when no operator still asked can undo the agreement")
    func certain() throws {
        let round = try Self.round(["a", "b", "c", "d", "d"])
        #expect(!round.isCertain([]))
        #expect(!round.isCertain([(0, .said(Self.good)), (1, .said(Self.good))]))
        #expect(round.isCertain([(0, .said(Self.good)), (1, .said(Self.good)), (2, .said(Self.good))]))
        #expect(!round.isCertain([(0, .said(Self.good)), (1, .said(Self.good)), (2, .said(Self.other))]))
    }

    @Test("a failure takes its operator out of the count of those still asked")
    func failures() throws {
        let round = try Self.round(["a", "b", "c", "d", "e"])
        let agreeing: [(place: Int, statement: WitnessStatement)] = (0..<3).map { ($0, .said(Self.good)) }
        #expect(!round.isCertain(agreeing))
        #expect(round.isCertain(agreeing + [(3, .failed(.timedOut))]))
    }

    @Test("where no agreement can come about all are heard out, for their reasons")
    func heardOut() throws {
        #expect(try !Self.round(["a", "b"]).isCertain([(0, .said(Self.good))]))
        let failed: [(place: Int, statement: WitnessStatement)] = (0..<3).map { ($0, .failed(.timedOut)) }
        #expect(try !Self.round(["a", "b", "c", "d"]).isCertain(failed))
    }

    @Test("an operator that wants to be left alone is not asked, by none of its names, and that is said")
    func resting() throws {
        let witnesses = [
            try Self.witness("a", .v4, "1"), try Self.witness("a", .v4, "2"), try Self.witness("b", .v4),
        ]
        let round = WitnessRound(witnesses, family: .v4, terms: AskingTerms(resting: ["a": 1000]))
        #expect(round.chosen == [2])
        #expect(
            round.report([2: .said(Self.good)]).testimonies.map(\.statement) == [
                .resting(until: 1000), .resting(until: 1000), .said(Self.good),
            ])
        // Nor is it waited for.
        let four = try ["a", "b", "c", "d"].map { try Self.witness($0, .v4) }
        let others: [(place: Int, statement: WitnessStatement)] = (1...3).map { ($0, .said(Self.good)) }
        let waiting = WitnessRound(four + [try Self.witness("e", .v4)], family: .v4)
        #expect(!waiting.isCertain(others))
        let left = WitnessRound(
            four + [try Self.witness("e", .v4)], family: .v4,
            terms: AskingTerms(resting: ["a": 1000, "e": 1000]))
        #expect(left.isCertain(others))
    }

    @Test("what is asked on another way than D24 has no vote, and is not waited for")
    func otherRoute() throws {
        // No proxy is set here, so all are asked directly.
        let round = WitnessRound(
            try ["a", "b", "c"].map { try Self.witness($0, .v4) }, family: .v4,
            terms: AskingTerms(route: .proxy("http://proxy.test:3128")))
        let statements: [Int: WitnessStatement] = [
            0: .said(Self.good), 1: .said(Self.good), 2: .said(Self.good),
        ]
        let report = round.report(statements)
        #expect(report.conclusion == .tooFew(0))
        #expect(report.testimonies.map(\.seen) == [Self.good, Self.good, Self.good])
        #expect(report.testimonies.allSatisfy { !$0.isOnRoute && $0.vote == nil })
        #expect(!round.isCertain(statements.map { ($0.key, $0.value) }))
        let same = WitnessRound(round.witnesses, family: .v4, terms: AskingTerms(route: .direct))
        #expect(same.report(statements).conclusion.address == Self.good)
    }
}
