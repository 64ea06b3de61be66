import Glibc
import SystemIO
import Testing

struct MemoryFileTests {
    @Test("it holds its bytes, can be read by descriptor and by path, and by its owner alone")
    func content() throws {
        let secret = Array("p\u{E4}ss\0word".utf8)
        let file = try MemoryFile.sealed(name: "d24", holding: secret.span)
        let path = "/proc/self/fd/\(file.rawValue)"
        #expect(try LimitedReader.readFile(path, limit: 100) == secret)
        #expect(try LimitedReader.read(file, limit: 100) == secret)
        #expect(try file.status().mode == 0o400)
        #expect(fcntl(file.rawValue, F_GETFD) == FD_CLOEXEC)
    }

    @Test("nobody can change it, make it longer or shorter, or take the seals off", arguments: [0, 100_000])
    func seals(size: Int) throws {
        let file = try MemoryFile.sealed(name: "d24", holding: [UInt8](repeating: 1, count: size).span)
        let (fGetSeals, allSeals): (Int32, Int32) = (1034, 0xf)
        #expect(fcntl(file.rawValue, fGetSeals) & allSeals == allSeals)
        #expect(throws: Errno.notPermitted) { try file.writeAll([2].span) }
        #expect(ftruncate(file.rawValue, off_t(size) + 1) == -1 && errno == EPERM)
        if size > 0 { #expect(ftruncate(file.rawValue, 0) == -1 && errno == EPERM) }
        let fAddSeals: Int32 = 1033
        #expect(fcntl(file.rawValue, fAddSeals, 0) == -1 && errno == EPERM)
        let map = unsafe mmap(nil, 1, PROT_READ | PROT_WRITE, MAP_SHARED, file.rawValue, 0)
        #expect(unsafe map == MAP_FAILED)
    }
}
