import Glibc
import Testing

@testable import SystemIO

/// What the kernel and the C library say of this host.
struct HostWrapperTests {
    @Test("the kernel's clock can be asked, and its error is no nonsense")
    func clock() throws {
        let clock = try KernelClock.read()
        #expect(clock.maximumError >= 0)
        // The kernel gives up counting at 16 seconds, and then takes the clock for wrong.
        #expect(clock.maximumError < 16_000_000 || !clock.isSynchronized)
    }

    @Test("a locale says what it writes; one that is not installed is an error")
    func codesets() throws {
        #expect(try LocaleCodeset.of("C.UTF-8") == "UTF-8")
        #expect(try LocaleCodeset.of("C") == "ANSI_X3.4-1968")
        #expect(throws: Errno.noEntry) { try LocaleCodeset.of("xx_YY.UTF-8") }
        #expect(throws: Errno.invalidArgument) { try LocaleCodeset.of("C\0.UTF-8") }
    }

    @Test("memory beyond the limit is not locked, and nothing stays locked")
    func locking() async {
        await #expect(processExitsWith: .success) {
            try LockableMemory.tryLocking(bytes: 4096)
            let before = try lockedKilobytes()
            try LockableMemory.tryLocking(bytes: 16 << 10)
            #expect(try lockedKilobytes() == before)
            // Root is asked for no limit, so it is another user that meets it.
            if geteuid() == 0 { try #require(setuid(65534) == 0) }
            var limit = rlimit(rlim_cur: 8 << 10, rlim_max: 8 << 10)
            unsafe setrlimit(Int32(__RLIMIT_MEMLOCK.rawValue), &limit)
            #expect(LockableMemory.limit == 8 << 10)
            #expect(throws: Errno.outOfMemory) { try LockableMemory.tryLocking(bytes: 16 << 10) }
        }
    }

    @Test("room is counted in bytes and in files, and /proc has none")
    func room() throws {
        let room = try FileSystem.room("/tmp")
        #expect(room.freeBytes > 0)
        #expect(!room.isReadOnly)
        #expect(throws: Errno.noEntry) { try FileSystem.room("/no/such/path") }
        #expect(try FileSystem.room("/proc").freeBytes == 0)
        #expect(try FileSystem.room("/proc").freeFiles == nil)
    }

    @Test("a filesystem that claims more than there are numbers has as much as there are")
    func boundlessRoom() {
        var status = statvfs()
        status.f_bavail = .max
        status.f_frsize = 1
        status.f_files = .max
        status.f_favail = .max
        #expect(FileSystemRoom(status) == FileSystemRoom(freeBytes: .max, freeFiles: .max, isReadOnly: false))
        status.f_frsize = 4096
        #expect(FileSystemRoom(status).freeBytes == .max)
    }

    @Test("a device number is taken apart and read back")
    func deviceNumbers() throws {
        #expect(DeviceNumber(0x801).text == "8:1")
        #expect(DeviceNumber("253:17") == DeviceNumber(0xFD11))
        for text in ["", "8", "8:", ":1", "8:1:1", "a:b", "-8:1"] { #expect(DeviceNumber(text) == nil) }
        #expect(try FileStatus.of("/dev/null").represents.text == "1:3")
    }

    @Test(
        "a path lies on the nearest mount, and of several there on the last",
        arguments: [
            ("/", "8:1"), ("/home/user/x", "8:2"), ("/home", "8:2"), ("/homes", "8:1"),
            ("/my disk/f", "253:9"), ("/home/deep/er", "0:40"),
        ])
    func mounts(path: String, device: String) {
        let text = """
            28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw
            29 28 0:33 / /home rw - tmpfs covered rw
            30 28 0:40 / /home/deep rw - btrfs /dev/sdb1 rw
            31 28 8:2 / /home rw,noatime - ext4 /dev/sda2 rw
            32 28 253:9 / /my\\040disk rw master:3 propagate_from:2 - xfs /dev/mapper/my\\040disk rw
            33 28 8:7 / /home/deep/er/still
            """
        let table = MountTable(Array(text.utf8))
        #expect(table.mounts.count == 5)
        #expect(table.mount(of: path)?.device.text == device)
    }

    @Test("a name that is not UTF-8, or begins with a combining mark, hides no mount")
    func strangeMounts() {
        let table = MountTable(
            Array("28 1 8:1 / / rw - ext4 /dev/root rw\n29 28 8:2 / /\u{301}x rw - ext4 \u{301}y rw\n".utf8)
                + Array("30 28 8:3 / /home/".utf8) + [0xC3, 0x28, 0xFF]
                + Array(" rw - ext4 /dev/sda3 rw\n".utf8))
        #expect(table.mounts.map(\.device.text) == ["8:1", "8:2", "8:3"])
        #expect(table.mounts[1].source == "\u{301}y")
        #expect(table.mount(of: "/\u{301}x/f")?.device.text == "8:2")
        #expect(table.mount(of: "/\u{301}y")?.device.text == "8:1")
    }

    @Test(
        "octal digits behind a backslash are a byte",
        arguments: [
            ("/a\\040b\\011c\\012\\134", "/a b\tc\n\\"), ("\\04", "\\04"), ("\\999", "\\999"),
            ("\\777", "\\777"), ("plain", "plain"), ("\\303\\244", "ä"),
        ])
    func escapes(text: String, path: String) {
        #expect(MountTable.unescaped(text.utf8) == path)
    }
}

/// What this process holds locked, as the kernel writes it.
private func lockedKilobytes() throws -> String {
    let status = try LimitedReader.readFile("/proc/self/status", limit: 1 << 20)
    let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
    return try #require(lines.first { $0.hasPrefix("VmLck:") }.map(String.init))
}
