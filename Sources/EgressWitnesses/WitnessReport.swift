package import EgressPolicy

/// The outcome of asking: every witness with what came of it, and what follows.
package struct WitnessReport: Equatable, Sendable {
    /// The one that was asked about.
    package let family: IPFamily
    /// In the order in which the witnesses were given.
    package let testimonies: [Testimony]
    /// By those testimonies alone that have a `vote`.
    package let conclusion: Quorum

    /// Draws the conclusion from the testimonies.
    package init(family: IPFamily, testimonies: [Testimony]) {
        self.family = family
        self.testimonies = testimonies
        conclusion = Quorum(testimonies.compactMap(\.vote))
    }
}
