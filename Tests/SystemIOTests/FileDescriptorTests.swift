import Glibc
import SystemIO
import Testing

struct FileDescriptorTests {
    @Test("what is opened is not inherited")
    func closeOnExec() throws {
        let file = try FileDescriptor.open("/dev/null", .read)
        #expect(fcntl(file.rawValue, F_GETFD) == FD_CLOEXEC)
    }

    @Test("an inherited descriptor is taken over and no longer inherited; a closed one is an error")
    func adoptInherited() throws {
        let raw = unsafe open("/dev/null", O_RDONLY)
        let file = try FileDescriptor.adoptInherited(raw)
        #expect(fcntl(file.rawValue, F_GETFD) == FD_CLOEXEC)
        #expect(throws: Errno.badDescriptor) { _ = try FileDescriptor.adoptInherited(9_999) }
        #expect(throws: Errno.badDescriptor) { _ = try FileDescriptor.adoptInherited(-1) }
    }

    @Test("a standard descriptor that is taken over leaves nothing, and not a number for the next file")
    func adoptStandard() async {
        await #expect(processExitsWith: .success) {
            var ends: [Int32] = [0, 0]
            _ = unsafe pipe(&ends)
            _ = unsafe write(ends[1], "secret", 6)
            dup2(ends[0], 0)
            let file = try FileDescriptor.adoptInherited(0)
            let next = try FileDescriptor.open("/dev/null", .read)
            let isMoved = file.rawValue > 2 && fcntl(file.rawValue, F_GETFD) == FD_CLOEXEC
            let isRead = try file.read(upTo: 10) == Array("secret".utf8)
            let isEmpty = try StandardDescriptor.input.read(upTo: 1).isEmpty
            #expect(isMoved && isRead && isEmpty && next.rawValue > 2 && fcntl(0, F_GETFD) == 0)
        }
    }

    @Test("options mean what they say")
    func options() throws {
        let folder = try TemporaryFolder()
        try folder.put("file", "abc")
        try folder.symlink("link", to: "file")
        #expect(throws: Errno.tooManySymbolicLinks) {
            _ = try FileDescriptor.open(folder / "link", [.read, .noFollow])
        }
        #expect(throws: Errno.exists) {
            _ = try FileDescriptor.open(folder / "file", [.write, .create, .exclusive])
        }
        #expect(throws: Errno.notDirectory) {
            _ = try FileDescriptor.open(folder / "file", [.read, .directory])
        }
        #expect(throws: Errno.noEntry) { _ = try FileDescriptor.open(folder / "none", .read) }
        try FileDescriptor.open(folder / "file", [.write, .append]).writeAll([0x64].span)
        #expect(try folder.text("file") == "abcd")
        #expect(throws: Errno.badDescriptor) {
            try FileDescriptor.open(folder / "file", .read).writeAll([1].span)
        }
        _ = try FileDescriptor.open(folder / "file", [.write, .truncate])
        #expect(try folder.text("file") == "")
    }

    @Test("what was written by pieces is read by pieces, to the end")
    func pieces() throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let file = try FileDescriptor.open(folder / "file", [.write, .create])
        try file.writeAll(bytes.span)
        try file.close()
        let again = try FileDescriptor.open(folder / "file", .read)
        var read: [UInt8] = []
        while case let piece = try again.read(upTo: 1_000), !piece.isEmpty { read += piece }
        #expect(read == bytes)
        #expect(try again.read(upTo: 10).isEmpty)
    }

    @Test("a full device is an error of writing")
    func fullDevice() throws {
        let file = try FileDescriptor.open("/dev/full", .write)
        #expect(throws: Errno.noSpace) { try file.writeAll([1].span) }
    }

    @Test("closing says what the system said, and closing twice ends the process")
    func closing() async {
        await #expect(processExitsWith: .success) {
            #expect(throws: Errno.badDescriptor) {
                let file = try FileDescriptor.open("/dev/null", .read)
                Glibc.close(file.rawValue)
                try file.close()
            }
        }
        await #expect(processExitsWith: .failure) {
            let file = try FileDescriptor.open("/dev/null", .read)
            Glibc.close(file.rawValue)
            _ = consume file
        }
    }

    @Test("nothing stays open, whatever went wrong")
    func leaks() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            // The descriptors of the test's own runtime come and go; ours name files, pipes or memory.
            func open() throws -> [String] {
                try FileSystem.list("/proc/self/fd").compactMap { number in
                    let target = try? FileSystem.readLink("/proc/self/fd/\(number)")
                    return target.flatMap { $0.hasPrefix("/") || $0.hasPrefix("pipe:") ? $0 : nil }
                }
            }
            let before = try open()
            for _ in 0..<3 {
                let replace = { (readBackWorks: Bool) in
                    try FileReplacement.replace(
                        folder / "file", with: [1, 2].span, temporary: folder / "file.new",
                        attributes: FileAttributes(mode: 0o600), previous: .kept(at: folder / "previous")
                    ) { (path) throws(Errno) in if !readBackWorks { throw .ioError } }
                }
                try replace(true)
                #expect(throws: (any Error).self) { try replace(false) }
                _ = try FileLock.acquire(path: folder / "lock")
                #expect(throws: (any Error).self) { _ = try FileLock.acquire(path: folder.path) }
                _ = try MemoryFile.sealed(name: "x", holding: [1].span)
                #expect(throws: (any Error).self) { try LimitedReader.readFile("/dev/zero", limit: 10) }
                _ = try FileSystem.list(folder.path)
                try FileDescriptor.open("/dev/null", .read).close()
                _ = try FileDescriptor.open("/dev/null", .read)
                _ = Terminal.isAvailable
            }
            #expect(try open() == before)
        }
    }
}
