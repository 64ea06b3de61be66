import CLinux

/// What the kernel thinks of its own clock.
package struct KernelClock: Equatable, Sendable {
    /// Whether something, such as NTP, has set it right lately.
    package let isSynchronized: Bool
    /// How far off it is at most, in microseconds, by the kernel's estimate; it grows as long as nobody sets
    /// it right.
    package let maximumError: Int

    /// With values from elsewhere, for tests; `read` asks the kernel.
    package init(isSynchronized: Bool, maximumError: Int) {
        self.isSynchronized = isSynchronized
        self.maximumError = maximumError
    }

    /// Looks, and changes nothing. Wraps `adjtimex` without a mode.
    /// - Throws: `.notPermitted` or `.notImplemented` where a sandbox keeps the call away.
    package static func read() throws(Errno) -> KernelClock {
        var status: Int32 = 0
        var error = 0
        try call { unsafe clinux_clock_status(&status, &error) }
        return KernelClock(isSynchronized: status & CLINUX_CLOCK_UNSYNCHRONIZED == 0, maximumError: error)
    }
}
