import SystemIO

/// Where the memory of a program that crashed goes.
struct CoreDumps: Sendable {
    /// `/proc/sys/kernel/core_pattern`: core(5).
    var pattern: Result<String, Errno>
    /// Whether the number of the process is put behind the name of a file, though the pattern does not say
    /// so; also where the kernel does not tell.
    var namesProcess: Bool
    /// Bytes, of this run as it was started.
    var softLimit: UInt64

    init(pattern: Result<String, Errno>, namesProcess: Bool = false, softLimit: UInt64) {
        self.pattern = pattern
        self.namesProcess = namesProcess
        self.softLimit = softLimit
    }

    init(_ kernel: KernelFiles, softLimit: UInt64) {
        self.init(
            pattern: kernel.reading("/proc/sys/kernel/core_pattern"),
            namesProcess: kernel.reading("/proc/sys/kernel/core_uses_pid") != .success("0"),
            softLimit: softLimit)
    }
}
