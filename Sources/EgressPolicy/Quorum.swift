/// What one operator's witness said.
package struct WitnessVote: Hashable, Sendable {
    /// Who runs the witness, not where it is: two names of one company are one operator.
    package let operatorName: String
    /// What it says it saw, of the one family that was asked about.
    package let address: IPAddress

    /// - Parameter operatorName: in one spelling, since votes under equal names are one operator's.
    package init(operatorName: String, address: IPAddress) {
        self.operatorName = operatorName
        self.address = address
    }
}

/// Whether enough operators agree on one address.
package enum Quorum: Equatable, Sendable {
    /// Two thirds or more of at least three operators say this address; `dissent` is what the others said.
    case agreed(IPAddress, by: [String], dissent: [WitnessVote])
    /// Fewer than three operators said anything that counts.
    case tooFew(Int)
    /// Three or more, but no address has two thirds of them; what each said, as nobody can be called the
    /// liar.
    case split([WitnessVote])

    /// Below this many, one liar and one honest witness cannot be told apart.
    package static let fewestOperators = 3

    /// Counts votes on one question: those about IPv4 and about IPv6 are never mixed.
    ///
    /// An operator has one vote however often it speaks. One that names several addresses has been heard, and
    /// counts among those asked, but for none of them. Results are in order of operators' names.
    package init(_ votes: [WitnessVote]) {
        let ballots = Self.ballots(votes)
        let ordered = Set(votes).sorted { ($0.operatorName, $0.address) < ($1.operatorName, $1.address) }
        guard ballots.count >= Self.fewestOperators else {
            self = .tooFew(ballots.count)
            return
        }
        // Two addresses cannot both have two thirds, so the order in which they are tried does not matter.
        for (address, count) in Self.tally(ballots) where Self.suffices(count, of: ballots.count) {
            let agreeing = ballots.filter { $0.value == [address] }.keys
            let dissent = ordered.filter { !agreeing.contains($0.operatorName) }
            self = .agreed(address, by: agreeing.sorted(), dissent: dissent)
            return
        }
        self = .split(ordered)
    }

    /// Whether an address is agreed on, whatever those who have not answered will say, or if they say
    /// nothing: it keeps its two thirds when all `outstanding` operators are against it.
    ///
    /// Only an agreement ends the asking early. Where none can come about any more, the reasons why are all
    /// that is left to learn, and they are worth the rest of a few seconds.
    package static func isCertain(_ votes: [WitnessVote], outstanding: Set<String>) -> Bool {
        let ballots = ballots(votes)
        let open = outstanding.subtracting(ballots.keys).count
        let lead = tally(ballots).values.max() ?? 0
        return ballots.count >= fewestOperators && suffices(lead, of: ballots.count + open)
    }

    private static func suffices(_ count: Int, of all: Int) -> Bool { count * 3 >= all * 2 }

    private static func ballots(_ votes: [WitnessVote]) -> [String: Set<IPAddress>] {
        votes.reduce(into: [:]) { $0[$1.operatorName, default: []].insert($1.address) }
    }

    private static func tally(_ ballots: [String: Set<IPAddress>]) -> [IPAddress: Int] {
        ballots.values.reduce(into: [:]) { counts, said in
            guard said.count == 1, let address = said.first else { return }
            counts[address, default: 0] += 1
        }
    }
}
