package import EgressPolicy

/// The outcome of asking: every witness with what came of it, and what follows.
package struct WitnessReport: Equatable, Sendable {
    package let family: IPFamily
    /// In the order in which the witnesses were given.
    package let testimonies: [Testimony]
    package let conclusion: Quorum

    /// Draws the conclusion from the testimonies.
    package init(family: IPFamily, testimonies: [Testimony]) {
        self.family = family
        self.testimonies = testimonies
        conclusion = Quorum(testimonies.compactMap(\.vote))
    }

    /// Every address that a witness named and that counts, in order; more than one where a pool stands in
    /// front of this host, or where somebody lies.
    package var addresses: [IPAddress] {
        Set(testimonies.compactMap { $0.vote?.address }).sorted()
    }
}
