import EgressPolicy
import Testing

@Suite("quorum")
struct QuorumTests {
    /// Votes written "operator=address", addresses being letters: a is 93.184.216.1, b is .2 and so on.
    static func votes(_ text: String) -> [WitnessVote] {
        text.split(separator: " ").map { vote in
            let parts = vote.split(separator: "=")
            return WitnessVote(operatorName: String(parts[0]), address: address(parts[1]))
        }
    }

    static func address(_ letter: Substring) -> IPAddress {
        IPAddress(v4: 0x5db8_d800 + letter.utf8.reduce(0) { $0 + UInt32($1) - 0x60 })
    }

    @Test(
        "two thirds of at least three agree, and the others are named",
        arguments: [
            ("x=a y=a z=a", "x y z", ""),
            ("z=a x=a y=a", "x y z", ""),
            ("x=a y=b z=a", "x z", "y=b"),
            ("w=a x=a y=a z=b", "w x y", "z=b"),
            ("v=a w=a x=a y=a z=b", "v w x y", "z=b"),
            ("u=a v=a w=a x=a y=b z=c", "u v w x", "y=b z=c"),
            // The same operator twice is one vote for the agreement, and one that contradicts itself is none.
            ("x=a x=a y=a z=b", "x y", "z=b"),
            ("x=a y=a z=a z=b", "x y", "z=a z=b"),
        ])
    func agreed(votes: String, by: String, dissent: String) {
        let expected = Quorum.agreed(
            Self.address("a"), by: by.split(separator: " ").map(String.init), dissent: Self.votes(dissent))
        #expect(Quorum(Self.votes(votes)) == expected)
    }

    @Test(
        "fewer than three operators are too few, however many answers they give",
        arguments: [
            ("", 0), ("x=a", 1), ("x=a y=a", 2), ("x=a x=a x=a", 1), ("x=a y=a y=a x=a", 2), ("x=a y=b", 2),
        ])
    func tooFew(votes: String, operators: Int) {
        #expect(Quorum(Self.votes(votes)) == .tooFew(operators))
    }

    @Test(
        "without two thirds nobody is believed and all are named",
        arguments: [
            "x=a y=b z=c", "w=a x=a y=b z=b", "v=a w=a x=a y=b z=b", "x=a y=a y=b z=b", "w=a x=b y=c z=d",
        ])
    func split(votes: String) {
        #expect(Quorum(Self.votes(votes)) == .split(Self.votes(votes)))
    }

    @Test(
        "an agreement is certain when those still asked cannot undo it",
        arguments: [
            ("", "x y z", false),
            ("", "", false),
            ("x=a y=a", "z", false),
            ("x=a y=a", "", false),
            ("x=a y=a z=a", "", true),
            ("x=a y=b z=a", "", true),
            ("x=a y=a z=a", "w", true),  // 3 of 4 at worst
            ("x=a y=a z=a", "v w", false),  // 3 of 5 would not do
            ("w=a x=a y=a z=a", "u v", true),  // 4 of 6 at worst
            ("w=a x=a y=a z=b", "v", false),  // 3 of 5 would not do, 4 of 5 would
            ("x=a y=b z=c", "", false),  // nor can there be one: nothing to be certain of
            ("x=a y=a z=a", "x y z", true),  // who has answered is not waited for
        ])
    func certain(votes: String, outstanding: String, isCertain: Bool) {
        let operators = Set(outstanding.split(separator: " ").map(String.init))
        #expect(Quorum.isCertain(Self.votes(votes), outstanding: operators) == isCertain)
    }

    /// What a conclusion says, without who said it.
    static func conclusion(_ votes: [WitnessVote]) -> IPAddress? {
        switch Quorum(votes) {
        case .agreed(let address, _, _): address
        case .tooFew, .split: nil
        }
    }

    /// Every way in which operators can answer with one of these addresses, or not at all.
    static func completions(
        _ votes: [WitnessVote], _ operators: ArraySlice<String>, _ letters: [Substring]
    ) -> [[WitnessVote]] {
        guard let next = operators.first else { return [votes] }
        let said = letters.map { votes + [WitnessVote(operatorName: next, address: address($0))] }
        return ([votes] + said).flatMap { completions($0, operators.dropFirst(), letters) }
    }

    @Test("certain is exactly when every completion agrees on the same address", arguments: 0...3)
    func exhaustive(outstanding: Int) {
        let asked = ["p", "q", "r"].prefix(outstanding)
        for votes in Self.completions([], ["u", "v", "w", "x"], ["a", "b", "c"]) {
            let ends = Self.completions(votes, asked, ["a", "b", "c", "d"])
            let conclusions = Set(ends.map(Self.conclusion))
            let isCertain = Quorum.isCertain(votes, outstanding: Set(asked))
            guard isCertain != (conclusions.count == 1 && conclusions != [nil]) else { continue }
            Issue.record("\(votes.map(\.address.text)) and \(outstanding) to come: \(conclusions.count)")
        }
    }
}
