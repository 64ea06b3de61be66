import Glibc
import SystemIO
import Testing

struct FolderNamesTests {
    @Test("names are bytes, in their order, and tell what they stand for")
    func names() throws {
        let folder = try TemporaryFolder()
        for name in ["b", "a", "ab", "B"] {
            try FileDescriptor.open(folder / name, [.write, .create]).close()
        }
        try FileSystem.makeDirectory(folder / "c", mode: 0o700)
        try folder.symlink("d", to: "a")
        #expect(unsafe mkfifo(folder / "e", 0o600) == 0)
        let odd = (Array((folder / "").utf8) + [0xFF, 0x0A, 0]).map { CChar(bitPattern: $0) }
        #expect(close(unsafe open(odd, O_WRONLY | O_CREAT, 0o600)) == 0)
        defer { unsafe unlink(odd) }

        let names = try FolderNames(of: try FileDescriptor.open(folder / "", [.read, .directory]))
        let all = (0..<names.count).map { names[$0] }
        #expect(
            all.map(\.name) == ["B", "a", "ab", "b", "c", "d", "e"].map { Array($0.utf8) } + [[0xFF, 0x0A]])
        #expect(
            all.map(\.kind) == [
                .regular, .regular, .regular, .regular, .directory, .symbolicLink, .special, .regular,
            ])
    }

    @Test("what has a name in a folder is opened there, and a link is not followed")
    func opens() throws {
        let folder = try TemporaryFolder()
        try FileDescriptor.open(folder / "a", [.write, .create]).close()
        try folder.symlink("l", to: "a")
        let parent = try FileDescriptor.open(bytes: Array((folder / "").utf8), [.read, .directory])
        let file = try parent.open(name: Array("a".utf8), [.read, .noFollow])
        #expect(try file.status().isSameFile(as: FileStatus.of(folder / "a")))
        #expect(try parent.status(ofName: Array("l".utf8)).kind == .symbolicLink)
        #expect(throws: Errno.tooManySymbolicLinks) {
            _ = try parent.open(name: Array("l".utf8), [.read, .noFollow])
        }
        #expect(throws: Errno.invalidArgument) { _ = try parent.open(name: [0x61, 0], .read) }
        #expect(throws: Errno.noEntry) { _ = try parent.status(ofName: Array("x".utf8)) }
    }

    @Test("the kernel's own filesystems are known")
    func kernel() throws {
        #expect(try FileDescriptor.open("/proc", .read).kernelFileSystem() == "proc")
        #expect(try FileDescriptor.open("/sys", .read).kernelFileSystem() == "sysfs")
        let folder = try TemporaryFolder()
        #expect(try FileDescriptor.open(folder / "", .read).kernelFileSystem() == nil)
    }

    @Test("a program is found by an absolute path, or not at all")
    func lookup() {
        #expect(ProgramLookup.absolutePath(of: "sh")?.hasSuffix("/sh") == true)
        #expect(ProgramLookup.absolutePath(of: "no-such-program-anywhere") == nil)
    }
}
