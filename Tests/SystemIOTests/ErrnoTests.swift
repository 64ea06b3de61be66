import SystemIO
import Testing

struct ErrnoTests {
    @Test(
        "the system's words begin in lower case",
        arguments: [
            (Errno.noEntry, "no such file or directory"), (.noSpace, "no space left on device"),
            (.ioError, "input/output error"), (Errno(rawValue: 9999), "error 9999"),
        ])
    func words(error: Errno, text: String) {
        #expect(error.description == text)
    }

    @Test("a path with a NUL names nothing, instead of what stands before it")
    func pathWithNUL() throws {
        let folder = try TemporaryFolder()
        try folder.put("a", "x")
        let path = folder / "a\0b"
        #expect(throws: Errno.invalidArgument) { try FileStatus.of(path) }
        #expect(throws: Errno.invalidArgument) { _ = try FileDescriptor.open(path, .read) }
        #expect(throws: Errno.invalidArgument) { try FileSystem.unlink(path) }
        #expect(try folder.names == ["a"])
    }
}
