/// A moment after which nobody waits any longer; it does not move when the wall clock is set.
package struct Deadline: Sendable {
    private let instant: ContinuousClock.Instant

    /// The moment `seconds` from now.
    package static func after(seconds: Double) -> Deadline {
        Deadline(instant: .now.advanced(by: .seconds(seconds)))
    }

    /// The sooner one of this and another.
    package func orSooner(_ other: Deadline) -> Deadline {
        other.instant < instant ? other : self
    }

    /// What is left, in seconds; zero once it has passed.
    package var remaining: Double {
        let left = ContinuousClock.Instant.now.duration(to: instant).components
        return max(0, Double(left.seconds) + Double(left.attoseconds) * 1e-18)
    }

    /// Whether nothing is left: from the moment itself on.
    package var hasPassed: Bool { remaining == 0 }
}
