/// What was heard of one family's address by earlier runs, and what a new one makes of it.
///
/// One quorum can be a fluke: a gateway that is just being replaced, witnesses that share a mistake. So
/// another address than before is believed when a second quorum says the same, asked a while later.
package struct FamilyWatch: Equatable, Sendable {
    /// An address, and a time in seconds since 1970 UTC.
    package struct Sighting: Hashable, Sendable {
        /// Of the family that the watch is of.
        package let address: IPAddress
        /// Seconds since 1970 UTC: since when `known` is believed; of the others, when it was last heard.
        package let time: Int64

        /// - Parameter time: seconds since 1970 UTC.
        package init(_ address: IPAddress, at time: Int64) {
            self.address = address
            self.time = time
        }
    }

    /// Addresses that are remembered; a host has a few in all its life.
    package static let historyLimit = 64

    /// The two families are watched apart, each by a watch of its own.
    package let family: IPFamily
    /// The address that is believed, and since when.
    package private(set) var known: Sighting?
    /// One that a quorum said, and no second one yet; with the time at which it was last heard.
    package private(set) var candidate: Sighting?
    /// Every address that was ever believed, in order, and when it was last heard.
    package private(set) var history: [Sighting]

    /// What an earlier run left, taken as it is given; without that, a watch that knows nothing yet.
    package init(
        _ family: IPFamily, known: Sighting? = nil, candidate: Sighting? = nil, history: [Sighting] = []
    ) {
        self.family = family
        self.known = known
        self.candidate = candidate
        self.history = history
    }

    /// What became of the address.
    package enum Change: Hashable, Sendable {
        /// There was no quorum to compare with.
        case unknown
        /// Nothing was known before.
        case first
        case none
        /// It is not this one any more.
        case confirmed(from: IPAddress)
        /// A quorum said this one, and a second one did not come about, or said yet another.
        case unconfirmed(IPAddress)
        /// A quorum said this one, and a second one the address that was known.
        case withdrawn(IPAddress)
    }

    /// What came of asking a second time.
    package enum SecondAsking: Hashable, Sendable {
        case notAsked
        /// The address that has a quorum; nil where none has.
        case heard(IPAddress?)
    }

    /// Whether what a quorum says must be asked about a second time, after a while.
    ///
    /// It need not where an earlier run heard the same: then this is the second quorum.
    /// - Parameters:
    ///   - patience: how long a while is, in seconds.
    ///   - now: seconds since 1970 UTC. A candidate from the future tells of a wrong clock, and of no time
    ///     that passed.
    package func mustBeConfirmed(_ address: IPAddress?, after patience: Int64, now: Int64) -> Bool {
        guard let known, let address, address != known.address else { return false }
        guard let candidate, candidate.address == address else { return true }
        return candidate.time > now - patience
    }

    /// Takes in what this run heard.
    /// - Parameters:
    ///   - first: the address that has a quorum; nil where none has.
    ///   - second: the same of a second asking, where one had to be.
    ///   - now: seconds since 1970 UTC.
    package mutating func hear(_ first: IPAddress?, again second: SecondAsking, now: Int64) -> Change {
        guard let first else { return .unknown }
        guard let known else {
            believe(first, now: now)
            return .first
        }
        if first == known.address {
            believe(first, now: now)
            return .none
        }
        switch second {
        case .notAsked, .heard(first):
            believe(first, now: now)
            return .confirmed(from: known.address)
        case .heard(known.address):
            believe(known.address, now: now)
            return .withdrawn(first)
        case .heard(let other):
            candidate = Sighting(other ?? first, at: now)
            return .unconfirmed(first)
        }
    }

    private mutating func believe(_ address: IPAddress, now: Int64) {
        if known?.address != address { known = Sighting(address, at: now) }
        candidate = nil
        history.removeAll { $0.address == address }
        history.append(Sighting(address, at: now))
        // The one that was heard longest ago goes first.
        if history.count > Self.historyLimit, let oldest = history.min(by: { $0.time < $1.time }) {
            history.removeAll { $0 == oldest }
        }
        history.sort { $0.address < $1.address }
    }
}
