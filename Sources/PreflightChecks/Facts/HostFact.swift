import SystemIO

/// This host, as it is: plain values that a table can hold, and none of them secret.
struct HostFact: Sendable {
    var files: [HostFile]
    var swap: Result<[SwapArea], Errno>
    var core: CoreDumps
    var ptraceScope: Result<String, Errno>
    var disk: VaultDisk
    var memory: LockedMemory
    var clock: Result<KernelClock, Errno>
    var locale: ChosenLocale?
}

extension HostFact {
    /// Looks at everything; none of it takes long, and none of it asks anybody.
    init(_ places: HostPlaces) {
        let kernel = places.kernel
        files = places.files.map {
            HostFile(of: $0.role, at: $0.path, credentialsDirectory: places.credentialsDirectory)
        }
        swap = Result { () throws(Errno) in try SwapArea.all(kernel) }
        core = CoreDumps(kernel, softLimit: places.softCoreLimit)
        ptraceScope = kernel.reading("/proc/sys/kernel/yama/ptrace_scope")
        disk = VaultDisk(places)
        memory = LockedMemory(kernel)
        clock = Result { () throws(Errno) in try KernelClock.read() }
        locale = places.locales.first.map { variable, value in
            ChosenLocale(
                variable: variable, value: value,
                codeset: Result { () throws(Errno) in try LocaleCodeset.of(value) })
        }
    }
}
