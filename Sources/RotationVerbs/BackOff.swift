import SystemIO

/// Pauses that get longer, each of them somewhat random so that many hosts do not ask at one moment.
struct BackOff {
    private let end: Int64
    /// In nanoseconds.
    private var usual: Int64 = 1_000_000_000

    init(within seconds: Int) {
        end = SystemClock.monotonic() + Int64(clamping: min(seconds, 86400)) * 1_000_000_000
    }

    /// The next pause; `nil` when the time is over.
    mutating func next() -> Pause? {
        let left = end - SystemClock.monotonic()
        guard left > 0 else { return nil }
        let drawn = Int64.random(in: usual / 2...usual * 3 / 2)
        usual = min(usual * 2, 30_000_000_000)
        return Pause(nanoseconds: min(drawn, left))
    }

    struct Pause {
        let nanoseconds: Int64
        /// In seconds, one at least.
        var rounded: Int64 { max(1, (nanoseconds + 500_000_000) / 1_000_000_000) }

        func rest() { SystemClock.pause(nanoseconds: nanoseconds) }
    }
}
