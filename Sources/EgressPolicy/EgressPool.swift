/// What several connections to each of several operators showed: the addresses behind which a host may be
/// seen.
///
/// Behind a pool of addresses each connection, or each destination, may be given another one, and which one
/// D24 will see is not to be foretold: so every address that somebody saw counts, and each has to be let in.
/// A liar can thus cause a false alarm, and nothing else.
package struct EgressPool: Equatable, Sendable {
    /// In how far the address depends on the connection.
    package enum Variation: String, CaseIterable, Sendable {
        case stable
        /// Each operator always saw the same, and not all the same.
        case byDestination = "varies-by-destination"
        /// One operator at least saw several.
        case byConnection = "varies-by-connection"
    }

    /// One address, and who saw it.
    package struct Member: Equatable, Sendable {
        /// That of at least one vote; no other member has it.
        package let address: IPAddress
        /// In their order.
        package let operators: [String]
        /// On how many connections.
        package let connections: Int
    }

    /// `.stable` exactly where there is one member.
    package let variation: Variation
    /// In the order of the addresses.
    package let members: [Member]
    /// Operators whose word counts.
    package let operators: Int

    /// Nil where fewer than three operators were heard: of what two see nobody can say that it is all.
    /// - Parameter votes: one for each connection on which a witness said something that counts.
    package init?(_ votes: [WitnessVote]) {
        let seen = votes.reduce(into: [String: Set<IPAddress>]()) {
            $0[$1.operatorName, default: []].insert($1.address)
        }
        guard seen.count >= Quorum.fewestOperators else { return nil }
        operators = seen.count
        members = Set(votes.map(\.address)).sorted().map { address in
            let own = votes.filter { $0.address == address }
            return Member(
                address: address, operators: Set(own.map(\.operatorName)).sorted(), connections: own.count)
        }
        if members.count == 1 {
            variation = .stable
        } else {
            variation = seen.values.allSatisfy { $0.count == 1 } ? .byDestination : .byConnection
        }
    }
}
