import EgressPolicy
import Testing

@Suite("watching one family")
struct FamilyWatchTests {
    static let old = IPAddress(v4: 0x5db8_d822)
    static let new = IPAddress(v4: 0x5db8_d823)
    static let third = IPAddress(v4: 0x5db8_d824)

    static func known(_ candidate: FamilyWatch.Sighting? = nil) -> FamilyWatch {
        FamilyWatch(
            .v4, known: .init(old, at: 100), candidate: candidate, history: [.init(old, at: 100)])
    }

    @Test("the first address is believed, and the same one again is no news")
    func first() {
        var watch = FamilyWatch(.v4)
        #expect(!watch.mustBeConfirmed(Self.old, after: 10, now: 100))
        #expect(watch.hear(Self.old, again: .notAsked, now: 100) == .first)
        #expect(watch == Self.known())
        #expect(!watch.mustBeConfirmed(Self.old, after: 10, now: 200))
        #expect(watch.hear(Self.old, again: .notAsked, now: 200) == .none)
        #expect(watch.known == .init(Self.old, at: 100))
        #expect(watch.history == [.init(Self.old, at: 200)])
    }

    @Test("without a quorum nothing is compared, and nothing forgotten")
    func unknown() {
        var watch = Self.known(.init(Self.new, at: 150))
        #expect(!watch.mustBeConfirmed(nil, after: 10, now: 200))
        #expect(watch.hear(nil, again: .notAsked, now: 200) == .unknown)
        #expect(watch == Self.known(.init(Self.new, at: 150)))
    }

    @Test("another address is believed when a second quorum says the same")
    func confirmed() {
        var watch = Self.known()
        #expect(watch.mustBeConfirmed(Self.new, after: 10, now: 200))
        #expect(watch.hear(Self.new, again: .heard(Self.new), now: 210) == .confirmed(from: Self.old))
        #expect(watch.known == .init(Self.new, at: 210))
        #expect(watch.history == [.init(Self.old, at: 100), .init(Self.new, at: 210)])
    }

    @Test("a second quorum that says what was known takes the first one back")
    func withdrawn() {
        var watch = Self.known(.init(Self.third, at: 150))
        #expect(watch.hear(Self.new, again: .heard(Self.old), now: 210) == .withdrawn(Self.new))
        #expect(watch.known == .init(Self.old, at: 100))
        #expect(watch.candidate == nil)
        #expect(watch.history == [.init(Self.old, at: 210)])
    }

    @Test("without a second quorum the address waits for the next run, which is the second one")
    func nextRun() {
        var watch = Self.known()
        #expect(watch.hear(Self.new, again: .heard(nil), now: 210) == .unconfirmed(Self.new))
        #expect(watch.known == .init(Self.old, at: 100))
        #expect(watch.candidate == .init(Self.new, at: 210))
        #expect(watch.history == [.init(Self.old, at: 100)])
        // Too soon, and by a clock that was set back.
        #expect(watch.mustBeConfirmed(Self.new, after: 10, now: 219))
        #expect(watch.mustBeConfirmed(Self.new, after: 10, now: 100))
        #expect(watch.mustBeConfirmed(Self.third, after: 10, now: 500))
        #expect(!watch.mustBeConfirmed(Self.new, after: 10, now: 220))
        #expect(watch.hear(Self.new, again: .notAsked, now: 220) == .confirmed(from: Self.old))
    }

    @Test("what yet another quorum says is the one that waits")
    func third() {
        var watch = Self.known()
        #expect(watch.hear(Self.new, again: .heard(Self.third), now: 210) == .unconfirmed(Self.new))
        #expect(watch.candidate == .init(Self.third, at: 210))
    }

    @Test("one that waited is forgotten when the known address is back")
    func back() {
        var watch = Self.known(.init(Self.new, at: 150))
        #expect(watch.hear(Self.old, again: .notAsked, now: 200) == .none)
        #expect(watch.candidate == nil)
        #expect(watch.mustBeConfirmed(Self.new, after: 10, now: 300))
    }

    @Test("the history is bounded, and what was heard longest ago goes first")
    func bounded() {
        var watch = FamilyWatch(.v4)
        for number in 0..<100 {
            let address = IPAddress(v4: 0x5db8_0000 + UInt32(number))
            _ = watch.hear(address, again: .heard(address), now: Int64(1000 - number))
        }
        #expect(watch.history.count == FamilyWatch.historyLimit)
        #expect(watch.history.map(\.time).max() == 1000)
        #expect(watch.history.map(\.address) == watch.history.map(\.address).sorted())
        // The last one to come is the oldest by its time, and is still the one that is known.
        #expect(watch.known?.time == 901)
    }
}

@Suite("what a watch remembers")
struct EgressStateTests {
    static let old = FamilyWatchTests.old

    @Test("families are kept apart and in order, and one of which nothing was heard is not kept")
    func families() {
        var state = EgressState(environment: "stg", began: 100, checked: 100)
        let six = IPAddress(v6: 0x2606 << 112 | 1)
        #expect(state.hear(nil, again: .notAsked, of: .v4, now: 110) == .unknown)
        #expect(state.families.isEmpty)
        #expect(state.hear(six, again: .notAsked, of: .v6, now: 120) == .first)
        #expect(state.hear(Self.old, again: .notAsked, of: .v4, now: 130) == .first)
        #expect(state.families.map(\.family) == [.v4, .v6])
        #expect(state.watch(of: .v6).known?.address == six)
        #expect(state.checked == 130)
        #expect(state.hear(nil, again: .notAsked, of: .v4, now: 140) == .unknown)
        #expect(state.families.count == 2)
    }

    @Test("who wants to be left alone is until then, and a day at most whatever the clock does")
    func resting() {
        var state = EgressState(environment: nil, began: 0, checked: 0)
        state.rest(["a": 30, "b": 1_000_000, "c": 0, "d": -5], now: 1000)
        #expect(state.resting == ["a": 1030, "b": 87_400])
        #expect(state.resting(now: 1029) == ["a": 1030, "b": 87_400])
        #expect(state.resting(now: 1030) == ["b": 87_400])
        // The clock was set back by a month: not for a month.
        #expect(state.resting(now: -2_600_000) == ["a": -2_513_600, "b": -2_513_600])
        // The longer of two counts.
        state.rest(["a": 5], now: 1001)
        #expect(state.resting["a"] == 1030)
        state.rest([:], now: 2000)
        #expect(state.resting == ["b": 87_400])
    }

    @Test("a state from the future is told from clocks that differ a little")
    func future() {
        let state = EgressState(environment: nil, began: 0, checked: 10_000)
        #expect(!state.isFromTheFuture(now: 9_700))
        #expect(state.isFromTheFuture(now: 9_699))
    }
}
