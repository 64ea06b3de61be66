import Glibc

/// The two clocks.
package enum SystemClock {
    /// Whole seconds since 1970 by the machine's clock, which may be wrong and may be set.
    package static func secondsSinceEpoch() -> Int64 {
        read(CLOCK_REALTIME) / 1_000_000_000
    }

    /// Nanoseconds since some fixed moment; only ever forwards. For deadlines.
    package static func monotonic() -> Int64 {
        read(CLOCK_MONOTONIC)
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // Fails only for a clock that does not exist.
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Waits so many seconds, whatever signals come.
    package static func wait(seconds: Int) {
        let end = monotonic() + Int64(seconds) * 1_000_000_000
        while case let left = end - monotonic(), left > 0 { pause(nanoseconds: left) }
    }

    /// Waits, or less if a signal comes.
    package static func pause(nanoseconds: Int64) {
        var time = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        unsafe nanosleep(&time, nil)
    }
}
