import Glibc
import SystemIO
import Testing

@testable import SystemIO

struct FileSystemTests {
    @Test("a folder has exactly the permissions asked for", arguments: [mode_t(0), 0o077, 0o777])
    func makeDirectory(umask mask: mode_t) async {
        await #expect(processExitsWith: .success) { [mask = mask as mode_t] in
            let folder = try TemporaryFolder()
            umask(mask)
            try FileSystem.makeDirectory(folder / "new", mode: 0o750)
            #expect(try folder.status("new").mode == 0o750)
            #expect(try folder.status("new").kind == .directory)
        }
    }

    @Test("names are listed in order, without the two dots")
    func list() throws {
        let folder = try TemporaryFolder()
        for name in ["b", "a", ".hidden", "é"] { try folder.put(name, "") }
        #expect(try FileSystem.list(folder.path) == [".hidden", "a", "b", "é"])
        #expect(throws: Errno.noEntry) { try FileSystem.list(folder / "none") }
        #expect(throws: Errno.notDirectory) { try FileSystem.list(folder / "a") }
    }

    @Test("a name that is not UTF-8 is an error and not another name")
    func listNotText() throws {
        let folder = try TemporaryFolder()
        let name = Array((folder / "").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
        let raw = unsafe open(name, O_CREAT | O_WRONLY, 0o600)
        #expect(raw >= 0)
        close(raw)
        #expect(throws: Errno.illegalByteSequence) { try FileSystem.list(folder.path) }
        #expect(unsafe Glibc.unlink(name) == 0)
    }

    @Test("links are read and resolved")
    func links() throws {
        let folder = try TemporaryFolder()
        try folder.put("file", "x")
        try folder.symlink("link", to: "file")
        #expect(try FileSystem.readLink(folder / "link") == "file")
        #expect(throws: Errno.invalidArgument) { try FileSystem.readLink(folder / "file") }
        let canonical = try FileSystem.canonicalPath(folder.path)
        #expect(try FileSystem.canonicalPath(folder / "./link") == "\(canonical)/file")
        #expect(throws: Errno.noEntry) { try FileSystem.canonicalPath(folder / "none") }
        #expect(try FileStatus.of(folder / "link").kind == .regular)
        #expect(try folder.status("link").kind == .symbolicLink)
        #expect(try FileStatus.of("/dev/null").kind == .other)
    }

    @Test("removing what is not there is said, or passed over when that is asked for")
    func unlink() throws {
        let folder = try TemporaryFolder()
        #expect(throws: Errno.noEntry) { try FileSystem.unlink(folder / "none") }
        #expect(try !FileSystem.unlinkIfPresent(folder / "none"))
        try folder.put("file", "")
        #expect(try FileSystem.unlinkIfPresent(folder / "file"))
        #expect(throws: Errno.isDirectory) { try FileSystem.unlinkIfPresent(folder.path) }
    }

    @Test(
        "the folder of a path",
        arguments: [("a", "."), ("/a", "/"), ("/a/b", "/a"), ("a/b/c", "a/b"), ("./a", ".")])
    func folder(path: String, folder: String) {
        #expect(FileSystem.folder(of: path) == folder)
    }

    @Test("/proc is no network filesystem, and there is room in /tmp")
    func filesystem() throws {
        #expect(try FileSystem.networkFileSystem(at: "/proc") == nil)
        #expect(try FileSystem.networkFileSystem(at: "/tmp") == nil)
        #expect(throws: Errno.noEntry) { try FileSystem.networkFileSystem(at: "/no/such/path") }
        #expect(try FileSystem.room("/tmp").freeBytes > 0)
    }

    @Test(
        "which filesystem of FUSE it is says the table of mounts, and what it does not know may be any",
        arguments: [
            (UInt64(0x2D), "fuse.sshfs"), (0x2E, nil), (0x2F, "fuse"), (0x10_0003_1234, "fuse"),
        ])
    func networkFuse(device: UInt64, type: String?) {
        let table = MountTable(
            Array(
                """
                23 28 0:21 / /proc rw,nosuid - proc proc rw
                90 28 0:45 / /mnt/far\\040away rw,nosuid master:3 propagate_from:2 - fuse.sshfs me@far:/ rw,user_id=0
                91 28 0:46 / /mnt/near rw - fuse.gocryptfs /home/me/closed rw
                92 28 0:47
                """.utf8))
        #expect(FileSystem.networkFuse(device: device, in: table) == type)
        #expect(FileSystem.networkFuse(device: device, in: MountTable([])) == "fuse")
    }
}
