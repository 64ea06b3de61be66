import CLinux
import Glibc

/// What `ProcessHardening.begin` found, for `ProcessImage.replace` to give to a child.
package struct StartState: Sendable, Equatable {
    /// Signals that were ignored. (Handlers do not outlive an exec, so ignored or not is all there is.)
    package let ignoredSignals: Set<Int32>
    /// Signals that were held back.
    package let blockedSignals: Set<Int32>
    /// The soft limit of a core file, in bytes; `UInt64.max` is unlimited.
    package let softCoreLimit: UInt64
}

/// The first thing in every tool.
package enum ProcessHardening {
    /// Signals by which a program that went wrong is ended.
    ///
    /// The Swift runtime can be told to catch them and print what it finds in memory.
    private static var fatalSignals: [Int32] { [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] }

    /// Makes sure that memory does not leave the process by a core file, a debugger or a crash report, that a
    /// closed pipe and a file over its limit are errors of `write` and not the end, and that descriptors 0, 1
    /// and 2 are taken.
    /// - Returns: how things were before.
    package static func begin() -> StartState {
        let state = StartState(
            ignoredSignals: Signals.ignored(), blockedSignals: Signals.blocked(),
            softCoreLimit: UInt64(coreLimit().rlim_cur))
        for signal in fatalSignals { Signals.setDisposition(of: signal, ignored: false) }
        // The runtime catches this one too, and prints and goes on; ignored by who started us it stays
        // ignored.
        if !state.ignoredSignals.contains(SIGQUIT) { Signals.setDisposition(of: SIGQUIT, ignored: false) }
        Signals.setDisposition(of: SIGPIPE, ignored: true)
        Signals.setDisposition(of: SIGXFSZ, ignored: true)
        // Else the kernel reaps our children itself, and their numbers may be other programs' when we use
        // them.
        Signals.setDisposition(of: SIGCHLD, ignored: false)
        setSoftCoreLimit(0)
        _ = clinux_set_dumpable(0)
        occupyStandardDescriptors()
        return state
    }

    /// Sets the soft limit of a core file; the hard one is left alone, so that it can be raised again.
    static func setSoftCoreLimit(_ bytes: UInt64) {
        var limit = coreLimit()
        limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
        unsafe setrlimit(coreResource, &limit)
    }

    private static var coreResource: Int32 { Int32(RLIMIT_CORE.rawValue) }

    private static func coreLimit() -> rlimit {
        var limit = rlimit()
        unsafe getrlimit(coreResource, &limit)
        return limit
    }

    /// With descriptor 1 closed by the caller, the next file that we open would be 1, and results would be
    /// written into it. What stands in refuses what the descriptor is for: writing to 1 is still an error and
    /// not lost. It is `O_CLOEXEC`, so that a child finds what we found.
    private static func occupyStandardDescriptors() {
        for (raw, flags) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)]
        where clinux_is_close_on_exec(raw) < 0 {
            // The lowest free number is taken, and the lower ones are open by now.
            _ = unsafe open("/dev/null", flags | O_CLOEXEC)
        }
    }
}
