package import EgressPolicy

/// What came of asking each operator on several connections.
package struct PoolReport: Equatable, Sendable {
    /// Three connections to each operator: a gateway that gives each connection one of two addresses at
    /// random shows one of them to all of five operators in one of 16,000 cases.
    package static let connections = 3

    /// That of every round.
    package let family: IPFamily
    /// One report for each connection: the same witnesses in the same order.
    package let rounds: [WitnessReport]
    /// Nil where too few operators were heard.
    package let pool: EgressPool?

    /// - Parameter rounds: at least one, all of one family and of the same witnesses.
    package init(family: IPFamily, rounds: [WitnessReport]) {
        self.family = family
        self.rounds = rounds
        pool = EgressPool(rounds.flatMap(\.testimonies).compactMap(\.vote))
    }

    /// What one witness said on all connections.
    package struct Row: Sendable {
        /// Also one that was not asked; `reasons` says why then.
        package let witness: Witness
        /// As `Testimony.proxy`, on every connection.
        package let proxy: String?
        /// Whether what it saw counts; see `Testimony.isOnRoute`.
        package let isOnRoute: Bool
        /// In order; several where it saw several.
        package let addresses: [IPAddress]
        /// Why it was not heard, or not on every connection.
        package let reasons: [String]
    }

    /// A row for each witness, in the order in which they were given.
    package var rows: [Row] {
        (rounds.first?.testimonies ?? []).indices.map { place in
            let own = rounds.map { $0.testimonies[place] }
            var reasons: [String] = []
            for reason in own.compactMap(\.statement.reason) where !reasons.contains(reason) {
                reasons.append(reason)
            }
            return Row(
                witness: own[0].witness, proxy: own[0].proxy, isOnRoute: own[0].isOnRoute,
                addresses: Set(own.compactMap(\.seen)).sorted(), reasons: reasons)
        }
    }
}
