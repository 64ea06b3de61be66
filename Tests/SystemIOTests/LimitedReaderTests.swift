import Sodium
import SystemIO
import Testing

struct LimitedReaderTests {
    init() throws {
        try Libsodium.start()
    }

    private static func readSecret(_ path: String, limit: Int) throws -> SecretBytes {
        let file = try FileDescriptor.open(path, .read)
        return try LimitedReader.readSecret(file, limit: limit)
    }

    @Test("a file is read up to the limit and not beyond", arguments: [0, 1, 4_095, 4_096, 4_097, 70_000])
    func limits(size: Int) throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "x", count: size)
        try folder.put("file", text)
        #expect(try LimitedReader.readFile(folder / "file", limit: size) == Array(text.utf8))
        #expect(try LimitedReader.readFile(folder / "file", limit: size + 10_000) == Array(text.utf8))
        let secret = try Self.readSecret(folder / "file", limit: size)
        let isSame = secret.equals(Array(text.utf8).span)
        #expect(isSame)
        guard size > 0 else { return }
        let error = ReadError.tooLarge(limit: size - 1)
        #expect(throws: error) { try LimitedReader.readFile(folder / "file", limit: size - 1) }
        #expect(throws: error) { _ = try Self.readSecret(folder / "file", limit: size - 1) }
    }

    @Test("what never ends, or says that it is empty, is read as far as the limit")
    func endless() throws {
        #expect(throws: ReadError.tooLarge(limit: 100_000)) {
            try LimitedReader.readFile("/dev/zero", limit: 100_000)
        }
        #expect(try !LimitedReader.readFile("/proc/self/status", limit: 100_000).isEmpty)
    }

    @Test("a pipe is read to its end, however its pieces come")
    func pipes() throws {
        let folder = try TemporaryFolder()
        try folder.makePipe("pipe")
        let path = folder / "pipe"
        let writer = onAnotherThread {
            guard let pipe = try? FileDescriptor.open(path, .write) else { return }
            for piece in ["{\"a\":", "", "1}", "\n"] { try? pipe.writeAll(Array(piece.utf8).span) }
        }
        let pipe = try FileDescriptor.open(path, .read)
        let secret = try LimitedReader.readSecret(pipe, limit: 100)
        writer.join()
        let isSame = secret.equals(Array("{\"a\":1}\n".utf8).span)
        #expect(isSame)
    }

    @Test("what cannot be read says why")
    func errors() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ReadError.system(.noEntry)) {
            try LimitedReader.readFile(folder / "none", limit: 1)
        }
        #expect(throws: ReadError.system(.isDirectory)) {
            try LimitedReader.readFile(folder.path, limit: 1)
        }
        #expect(throws: ReadError.system(.isDirectory)) {
            _ = try Self.readSecret(folder.path, limit: 1)
        }
    }
}
