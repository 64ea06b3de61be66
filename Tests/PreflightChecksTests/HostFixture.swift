import SystemIO
import Testing
import ToolSupport
import VaultStore

@testable import PreflightChecks

extension HostFact {
    /// A host where everything is as it should be.
    static var sound: HostFact {
        HostFact(
            files: [
                HostFile(.vault, "/v/vault", .sound(mode: 0o644, owner: 0)),
                HostFile(.identity, "/v/identity", .sound(mode: 0o600, owner: 0)),
            ],
            swap: .success([]), core: CoreDumps(pattern: .success("|/bin/false"), softLimit: .max),
            ptraceScope: .success("1"),
            disk: VaultDisk(
                folder: "/v",
                room: .success(FileSystemRoom(freeBytes: 1 << 30, freeFiles: 1000, isReadOnly: false))),
            memory: LockedMemory(limit: 8 << 20, locked: 40 << 10, attempt: .success(())),
            clock: .success(KernelClock(isSynchronized: true, maximumError: 16_250)),
            locale: ChosenLocale(variable: "LANG", value: "C.UTF-8", codeset: .success("UTF-8")))
    }

    /// What a check finds on a sound host with one change.
    static func finding(_ check: Check, _ change: (inout HostFact) throws -> Void) rethrows -> Finding {
        var facts = PreflightFacts(environmentName: nil)
        var host = HostFact.sound
        try change(&host)
        facts.host = host
        return facts.finding(check)
    }
}
