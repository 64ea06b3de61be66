import Glibc

/// The two clocks.
package enum SystemClock {
    /// Whole seconds since 1970 by the machine's clock, which may be wrong and may be set.
    package static func secondsSinceEpoch() -> Int64 {
        // In nanoseconds, a clock that is some centuries ahead would not fit.
        Int64(time(of: CLOCK_REALTIME).tv_sec)
    }

    /// Nanoseconds since some fixed moment; only ever forwards. For deadlines.
    package static func monotonic() -> Int64 {
        let time = time(of: CLOCK_MONOTONIC)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func time(of clock: clockid_t) -> timespec {
        var time = timespec()
        // Fails only for a clock that does not exist.
        unsafe clock_gettime(clock, &time)
        return time
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
