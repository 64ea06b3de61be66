import SystemIO

@testable import PreflightChecks

/// The checks of this host, flipped to each of their outcomes.
extension OutcomeTableTests {
    static let hostRows: [(id: String, outcome: String, spoiling: Spoiling)] = [
        ("vault-permissions", "failed", { $0.host { $0.files[0].state = .refused(damaged) } }),
        ("vault-permissions", "could not tell", { $0.host { $0.files[0].state = .refused(broken) } }),
        ("vault-permissions", "skipped", { $0.host { $0.files = [] } }),
        ("vault-outside-git", "failed", { $0.host { $0.files[1].repository = .success("/v") } }),
        ("vault-outside-git", "warned", { $0.host { $0.files[0].repository = .success("/v") } }),
        ("vault-outside-git", "could not tell", { $0.host { $0.files[0].repository = .failure(.ioError) } }),
        ("vault-outside-git", "skipped", { $0.host { $0.files = [] } }),
        ("host-disk-space", "failed", { $0.host { $0.disk.room = room(4 << 10) } }),
        ("host-disk-space", "warned", { $0.host { $0.disk.room = room(4 << 20) } }),
        ("host-disk-space", "could not tell", { $0.host { $0.disk.room = .failure(.ioError) } }),
        ("host-disk-space", "skipped", { $0.host { $0.disk.isCredential = true } }),
        ("host-locked-memory", "failed", { $0.host { $0.memory.attempt = .failure(.outOfMemory) } }),
        ("host-swap", "warned", { $0.host { $0.swap = swap(.plain(disk: "sda")) } }),
        ("host-swap", "could not tell", { $0.host { $0.swap = swap(.unknown(why: "far away")) } }),
        ("host-core-dumps", "warned", { $0.host { $0.core.pattern = .success("core") } }),
        ("host-core-dumps", "could not tell", { $0.host { $0.core.pattern = .failure(.noEntry) } }),
        ("host-ptrace-scope", "warned", { $0.host { $0.ptraceScope = .success("0") } }),
        ("host-ptrace-scope", "could not tell", { $0.host { $0.ptraceScope = .failure(.ioError) } }),
        ("host-clock", "warned", { $0.host { $0.clock = .success(wrongClock) } }),
        ("host-clock", "could not tell", { $0.host { $0.clock = .failure(.notPermitted) } }),
        ("host-locale", "warned", { $0.host { $0.locale = nil } }),
        ("host-locale", "could not tell", { $0.host { $0.locale = unknownLocale } }),
    ]

    private static func room(_ bytes: Int) -> Result<FileSystemRoom, Errno> {
        .success(FileSystemRoom(freeBytes: bytes, freeFiles: nil, isReadOnly: false))
    }

    private static func swap(_ storage: Storage) -> Result<[SwapArea], Errno> {
        .success([SwapArea(path: "/dev/sda2", size: 8, used: 0, storage: storage)])
    }

    private static let wrongClock = KernelClock(isSynchronized: false, maximumError: 0)
    private static let unknownLocale = ChosenLocale(
        variable: "LANG", value: "x", codeset: .failure(.outOfMemory))
}
