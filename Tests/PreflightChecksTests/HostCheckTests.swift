import Foundation
import SystemIO
import TestSupport
import Testing
import ToolSupport
import VaultFormat

@testable import PreflightChecks

/// The judgements of the checks of this host, by what the kernel says.
@Suite("Checks of the host")
struct HostCheckTests {
    private static let ids = Check.all.filter { $0.needs.contains(.host) }.map(\.id)

    @Test("A host that was not looked at is no good one", arguments: ids)
    func notSeen(_ id: String) throws {
        let check = try #require(Check.all.first { $0.id == id })
        let facts = PreflightFacts(environmentName: nil)
        #expect(facts.finding(check) == .couldNotTell("this host was not looked at"))
        #expect(check.profiles == .all)
    }

    // MARK: Core dumps

    @Test(
        "A core pattern says who gets the memory of what crashes; of a file the limit says whether",
        arguments: [
            ("core", UInt64.max, "warned", "files named core, without a limit"),
            ("core", 0, "passed", "files named core, and none is written here: the limit is 0"),
            ("/var/crash/core.%u.%e.%p", 2048, "warned", "files named /var/crash/core.%u.%e.%p, up to 2 KiB"),
            ("", .max, "passed", "none is written: the core pattern is empty"),
            ("/dev/null", .max, "passed", "they are thrown away: /dev/null"),
            ("/dev/null.%p", .max, "warned", "files named /dev/null.%p, without a limit"),
            ("|/bin/false", .max, "passed", "they are thrown away: |/bin/false"),
            ("|/usr/bin/false %p", .max, "passed", "they are thrown away: |/usr/bin/false %p"),
            (
                "|/usr/share/apport/apport -p%p -s%s -c%c -d%d", 0, "warned",
                "a collector gets them: |/usr/share/apport/apport -p%p -s%s -c%c -d%d"
            ),
            (
                "|/lib/systemd/systemd-coredump %P %u %g %s %t 9223372036854775808 %h", .max, "warned",
                "a collector gets them: |/lib/systemd/systemd-coredump %P %u %g %s %t 9223372036854775808 %h"
            ),
            (
                "|/lib/systemd/systemd-coredump %P %u %g %s %t %c %h", 0, "passed",
                "systemd-coredump gets them, and keeps none: the limit is 0"
            ),
            ("@@/run/coredump.socket", 0, "warned", "a collector gets them: @@/run/coredump.socket"),
        ])
    func coreDumps(pattern: String, limit: UInt64, outcome: String, evidence: String) {
        let finding = HostFact.finding(.hostCoreDumps) {
            $0.core = CoreDumps(pattern: .success(pattern), softLimit: limit)
        }
        #expect(word(finding) == outcome)
        #expect(finding.evidence == evidence)
        #expect(finding.hints.isEmpty == (outcome == "passed"))
    }

    @Test("An empty core pattern with numbers of processes is a hidden file; limits help against files alone")
    func coreDumpHints() {
        let finding = HostFact.finding(.hostCoreDumps) {
            $0.core = CoreDumps(pattern: .success(""), namesProcess: true, softLimit: .max)
        }
        #expect(finding.evidence == "files named by the process, without a limit")
        #expect(finding.outcome == .warned)
        #expect(finding.hints.contains { $0.contains("'LimitCORE=0'") })
        let collected = HostFact.finding(.hostCoreDumps) {
            $0.core = CoreDumps(pattern: .success("|/usr/libexec/abrt-hook-ccpp %s"), softLimit: .max)
        }
        #expect(collected.hints.count == 1)
        let repair = "'sysctl -w kernel.core_pattern=/dev/null kernel.core_uses_pid=0'"
        #expect(collected.hints.first?.contains(repair) == true)
        #expect(
            HostFact.finding(.hostCoreDumps) {
                $0.core = CoreDumps(pattern: .failure(.permissionDenied), softLimit: 0)
            } == .couldNotTell("/proc/sys/kernel/core_pattern: permission denied"))
    }

    @Test("Where the kernel puts the number of the process behind the name, no name is that of /dev/null")
    func coreDumpNumbers() {
        func finding(_ pattern: String, limit: UInt64 = .max) -> Finding {
            HostFact.finding(.hostCoreDumps) {
                $0.core = CoreDumps(pattern: .success(pattern), namesProcess: true, softLimit: limit)
            }
        }
        #expect(finding("/dev/null").evidence == "files named /dev/null.%p, without a limit")
        #expect(finding("/dev/null").outcome == .warned)
        #expect(finding("/dev/null", limit: 0).outcome == .passed)
        #expect(finding("core.%p").evidence == "files named core.%p, without a limit")
        #expect(finding("|/bin/false").outcome == .passed)
    }

    @Test(
        "The number is put behind the name by any setting but 0, and by one that cannot be read",
        arguments: [("0\n", false), ("1\n", true), ("2\n", true), (nil, true)])
    func coreUsesPID(setting: String?, namesProcess: Bool) throws {
        try withTemporaryFolder { root in
            let kernel = "\(root)/proc/sys/kernel"
            try FileManager.default.createDirectory(atPath: kernel, withIntermediateDirectories: true)
            if let setting { try Data(setting.utf8).write(to: URL(filePath: "\(kernel)/core_uses_pid")) }
            let core = CoreDumps(KernelFiles(root: root), softLimit: .max)
            #expect(core.namesProcess == namesProcess)
        }
    }

    // MARK: Ptrace

    @Test(
        "The ptrace scope, where the kernel has one",
        arguments: [
            (Result<String, Errno>.success("0"), "warned"), (.success("1"), "passed"),
            (.success("2"), "passed"), (.success("3"), "passed"), (.success("-1"), "could not tell"),
            (.success(""), "could not tell"), (.failure(.noEntry), "warned"),
            (.failure(.permissionDenied), "could not tell"),
        ])
    func ptraceScope(scope: Result<String, Errno>, outcome: String) {
        let finding = HostFact.finding(.hostPtraceScope) { $0.ptraceScope = scope }
        #expect(word(finding) == outcome, "\(finding.evidence)")
        #expect(finding.hints.isEmpty == (outcome != "warned"))
    }

    @Test("Without any setting of the kernel a missing ptrace scope says nothing")
    func noKernelSettings() {
        let finding = HostFact.finding(.hostPtraceScope) {
            $0.ptraceScope = .failure(.noEntry)
            $0.core.pattern = .failure(.noEntry)
        }
        #expect(
            finding == .couldNotTell("/proc/sys/kernel/yama/ptrace_scope: no such file or directory"))
    }

    // MARK: Disk

    private func disk(_ bytes: Int, files: Int? = 1000, vault: Int = 5000) -> Finding {
        HostFact.finding(.hostDiskSpace) {
            $0.disk.vaultSize = vault
            $0.disk.room = .success(
                FileSystemRoom(freeBytes: bytes, freeFiles: files, isReadOnly: false))
        }
    }

    @Test("Four more vaults and eight more files find room, and some more for later")
    func diskSpace() {
        #expect(disk(16 << 20) == .passed("/v: 16 MiB, 1000 files free"))
        #expect(disk(16 << 20, files: nil) == .passed("/v: 16 MiB free"))
        #expect(word(disk(16 << 20 - 1)) == "warned")
        #expect(word(disk(256 << 10)) == "warned")
        let full = disk((256 << 10) - 1)
        #expect(full.evidence == "/v: 255 KiB, 1000 files free, and 256 KiB and 8 files are needed")
        #expect(full.outcome == .failed)
        #expect(full.hints == ["make room: 'df -h /v' and 'df -i /v' tell of bytes and files"])
        #expect(word(disk(1 << 20, vault: 262_144)) == "warned")
        #expect(word(disk((1 << 20) - 1, vault: 262_144)) == "failed")
        #expect(word(disk(.max, files: 8)) == "passed")
        #expect(word(disk(.max, files: 7)) == "failed")
    }

    @Test("A read-only filesystem fails for a writer alone")
    func readOnly() throws {
        var facts = try Fixture.facts().with { $0.role = .writer }
        facts.host?.disk.room = .success(
            FileSystemRoom(freeBytes: 0, freeFiles: 0, isReadOnly: true))
        #expect(facts.finding(.hostDiskSpace).outcome == .failed)
        #expect(facts.finding(.hostDiskSpace).hints.first?.contains("'findmnt -T /v'") == true)
        #expect(try facts.with { $0.role = .reader }.finding(.hostDiskSpace).outcome == .warned)
        facts.vault = .failed(Diagnostic(.wrongIdentity, "no slot"))
        #expect(facts.finding(.hostDiskSpace).outcome == .warned)
    }

    @Test("No folder, a credential of systemd, a folder that cannot be looked at")
    func noDisk() {
        for error in [Errno.noEntry, .notDirectory] {
            #expect(
                HostFact.finding(.hostDiskSpace) { $0.disk.room = .failure(error) }
                    == .skipped("there is no folder /v"))
        }
        #expect(
            HostFact.finding(.hostDiskSpace) { $0.disk.room = .failure(.permissionDenied) }
                == .couldNotTell("/v: permission denied"))
        #expect(
            HostFact.finding(.hostDiskSpace) { $0.disk.isCredential = true }
                == .skipped("the vault is a credential of systemd"))
    }

    // MARK: Memory

    @Test("64 KiB can be locked, or the limit and the error say why not")
    func lockedMemory() {
        #expect(
            HostFact.finding(.hostLockedMemory) { _ in }
                == .passed("64 KiB can be locked; the limit is 8 MiB"))
        #expect(
            HostFact.finding(.hostLockedMemory) { $0.memory.limit = nil }.evidence
                == "64 KiB can be locked; the limit is none")
        let finding = HostFact.finding(.hostLockedMemory) {
            $0.memory = LockedMemory(limit: 48 << 10, locked: 36 << 10, attempt: .failure(.outOfMemory))
        }
        #expect(finding.outcome == .failed)
        #expect(
            finding.evidence
                == "36 KiB are locked, and not 64 KiB: cannot allocate memory; the limit is 48 KiB")
        #expect(finding.hints.first == "for a service put 'LimitMEMLOCK=256K' into its unit")
    }

    @Test(
        "What is locked already is read from the status of the process",
        arguments: [
            ("Name:\tx\nVmPin:\t       0 kB\nVmLck:\t      84 kB\nVmHWM:\t 1 kB", 84 << 10),
            ("VmLck:\t       0 kB", 0), ("VmLck:\t x kB", 0), ("", 0),
        ])
    func locked(status: String, bytes: Int) {
        #expect(LockedMemory.locked(status) == bytes)
    }

    // MARK: Clock and locale

    @Test("The clock is kept right, or nothing does, or a sandbox hides it")
    func clock() {
        #expect(
            HostFact.finding(.hostClock) { _ in } == .passed("synchronized, off by 16 ms at most"))
        let finding = HostFact.finding(.hostClock) {
            $0.clock = .success(KernelClock(isSynchronized: false, maximumError: 16_000_000))
        }
        #expect(finding.outcome == .warned)
        #expect(finding.hints.first == "keep it right with 'timedatectl set-ntp true'")
        #expect(
            HostFact.finding(.hostClock) { $0.clock = .failure(.notPermitted) }
                == .couldNotTell("adjtimex: operation not permitted"))
    }

    @Test(
        "A locale counts by what it writes, and not by its name",
        arguments: [
            ("de_DE.utf8", Result<String, Errno>.success("UTF-8"), "passed"),
            ("C", .success("ANSI_X3.4-1968"), "warned"), ("de_DE", .success("ISO-8859-1"), "warned"),
            ("xx_YY.UTF-8", .failure(.noEntry), "warned"), ("x", .failure(.outOfMemory), "could not tell"),
        ])
    func locale(value: String, codeset: Result<String, Errno>, outcome: String) {
        let finding = HostFact.finding(.hostLocale) {
            $0.locale = ChosenLocale(variable: "LC_CTYPE", value: value, codeset: codeset)
        }
        #expect(word(finding) == outcome)
        #expect(finding.evidence.hasPrefix("LC_CTYPE=\(value)"))
        #expect(finding.hints.isEmpty == (outcome != "warned"))
    }

    @Test("Without a locale it is C")
    func noLocale() {
        let finding = HostFact.finding(.hostLocale) { $0.locale = nil }
        #expect(finding.outcome == .warned)
        #expect(finding.evidence == "none of LC_ALL, LC_CTYPE and LANG is set: the locale is C")
    }

    @Test(
        "Bytes in the unit that people read",
        arguments: [
            (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KiB"), (1_048_575, "1023 KiB"),
            (5 << 20, "5 MiB"), (1 << 30, "1 GiB"), (2000 << 30, "2000 GiB"),
        ])
    func byteCount(bytes: Int, text: String) {
        #expect(ByteCount.text(bytes) == text)
    }
}
