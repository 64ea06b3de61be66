import Glibc
import SystemIO
import TestSupport

/// A folder of its own for a test, gone when the test is over.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws { path = try makeTemporaryFolder() }

    deinit { removeTemporaryFolder(path) }

    /// The names in it, to be compared with what there should be.
    var names: [String] { get throws { try FileSystem.list(path) } }

    func put(_ name: String, _ text: String, mode: UInt16 = 0o600) throws {
        let file = try FileDescriptor.open(self / name, [.write, .create, .truncate])
        try file.setMode(mode)
        try file.writeAll(Array(text.utf8).span)
        try file.close()
    }

    func text(_ name: String) throws -> String {
        String(decoding: try LimitedReader.readFile(self / name, limit: 1 << 20), as: UTF8.self)
    }

    func status(_ name: String) throws -> FileStatus {
        try FileStatus.of(self / name, followingLinks: false)
    }

    func symlink(_ name: String, to target: String) throws {
        if unsafe Glibc.symlink(target, self / name) != 0 { throw Errno(rawValue: errno) }
    }

    func makePipe(_ name: String) throws {
        if unsafe mkfifo(self / name, 0o600) != 0 { throw Errno(rawValue: errno) }
    }

    static func / (folder: borrowing TemporaryFolder, name: String) -> String { "\(folder.path)/\(name)" }
}
