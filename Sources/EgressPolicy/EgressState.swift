/// What a watch remembers between its runs.
package struct EgressState: Equatable, Sendable {
    /// The longest that a witness is left alone on its own word, in seconds: one that asks for years is
    /// mistaken.
    package static let longestRest: Int64 = 86_400
    /// For one that says "too many requests" and no time, in seconds.
    package static let usualRest: Int64 = 900

    /// The environment that is watched; nil where a list in a file is judged by alone.
    package let environment: String?
    /// When the first run was, in seconds since 1970 UTC.
    package let began: Int64
    /// When the last run was.
    package private(set) var checked: Int64
    /// At most one of each family, in their order.
    package private(set) var families: [FamilyWatch]
    /// Until when an operator wants to be left alone, by its name.
    package private(set) var resting: [String: Int64]

    /// Takes all as it is given: `families` must be in order, and each there once. Times are in seconds since
    /// 1970 UTC.
    package init(
        environment: String?, began: Int64, checked: Int64, families: [FamilyWatch] = [],
        resting: [String: Int64] = [:]
    ) {
        self.environment = environment
        self.began = began
        self.checked = checked
        self.families = families
        self.resting = resting
    }

    /// How far the clocks of two runs may be apart before a time is called wrong, in seconds.
    private static let drift: Int64 = 300

    /// Whether the last run was later than it is now: one of the two had a wrong clock.
    package func isFromTheFuture(now: Int64) -> Bool { checked > now + Self.drift }

    /// What is remembered of one family; a watch that knows nothing where none was ever heard.
    package func watch(of family: IPFamily) -> FamilyWatch {
        families.first { $0.family == family } ?? FamilyWatch(family)
    }

    /// When an address in a network was last heard, in seconds since 1970 UTC; nil where none ever was.
    package func lastSeen(in network: IPNetwork) -> Int64? {
        families.flatMap(\.history).filter { network.contains($0.address) }.map(\.time).max()
    }

    /// Takes in what this run heard; see `FamilyWatch.hear`.
    package mutating func hear(
        _ first: IPAddress?, again second: FamilyWatch.SecondAsking, of family: IPFamily, now: Int64
    ) -> FamilyWatch.Change {
        var watch = watch(of: family)
        let change = watch.hear(first, again: second, now: now)
        checked = now
        guard change != .unknown || families.contains(where: { $0.family == family }) else { return change }
        families = (families.filter { $0.family != family } + [watch]).sorted { $0.family < $1.family }
        return change
    }

    /// Who is to be left alone, and until when. No longer than a witness may ask for, also if the clock was
    /// set back meanwhile.
    package func resting(now: Int64) -> [String: Int64] {
        resting.filter { $0.value > now }.mapValues { min($0, now + Self.longestRest) }
    }

    /// Notes that an operator wants to be left alone for so many seconds, and forgets those whose time has
    /// come.
    package mutating func rest(_ operators: [String: Int64], now: Int64) {
        resting = resting(now: now).merging(
            operators.mapValues { now + min(max(0, $0), Self.longestRest) }, uniquingKeysWith: max)
        resting = resting.filter { $0.value > now }
    }
}
