import Foundation
import SystemIO
import TestSupport
import Testing

@testable import VaultStore

@Suite("kept files")
struct KeptFileTests {
    @Test("what is kept is read again, is for us alone, and leaves nothing beside it but its lock")
    func kept() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/state"
            let first = try KeptFile(path)
            #expect(try KeptFile.look(path, limit: 10) == nil)
            try first.replace(with: [1, 2, 3].span)
            let second = try KeptFile(path)
            #expect(try KeptFile.look(path, limit: 3) == [1, 2, 3])
            #expect(throws: VaultStoreError.system(.fileTooLarge, doing: "read", path: path)) {
                try KeptFile.look(path, limit: 2)
            }
            try second.replace(with: [4].span)
            #expect(try FileStatus.of(path).mode == 0o600)
            #expect(try FileSystem.list(folder) == ["state", "state.lock"])
        }
    }

    @Test("of two at once the second is told, until the first lets go")
    func busy() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/state"
            let first = try KeptFile(path)
            #expect(throws: VaultStoreError.busy(path: path)) { _ = try KeptFile(path) }
            try first.replace(with: [1].span)
            try KeptFile(path).replace(with: [2].span)
        }
    }

    @Test("a link in its place is not written through, and one that others may write is not read")
    func refused() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/state"
            let other = "\(folder)/other"
            func finding(_ problem: PermissionFinding.Problem) -> VaultStoreError {
                .unsafe(PermissionFinding(role: .state, path: path, problem: problem))
            }
            try KeptFile.publish(other, [7].span)
            #expect(try FileStatus.of(other).mode == 0o644)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
            #expect(throws: finding(.symbolicLink)) { try KeptFile(path).replace(with: [1].span) }
            #expect(try LimitedReader.readFile(other, limit: 10) == [7])
            try FileSystem.unlink(path)
            try KeptFile(path).replace(with: [1].span)
            try FileSystem.chmod(path, mode: 0o666)
            #expect(throws: finding(.writable(mode: 0o666))) { _ = try KeptFile.look(path, limit: 10) }
        }
    }

    @Test("nothing is kept in a folder that others may write, not even a lock")
    func openFolder() throws {
        try withTemporaryFolder { folder in
            try FileSystem.chmod(folder, mode: 0o777)
            let finding = PermissionFinding(
                role: .state, path: try FileSystem.canonicalPath(folder),
                problem: .folderWritable(mode: 0o777))
            #expect(throws: VaultStoreError.unsafe(finding)) { _ = try KeptFile("\(folder)/state") }
            #expect(try FileSystem.list(folder).isEmpty)
            // What nobody reads back may be published there.
            try KeptFile.publish("\(folder)/metrics", [7].span)
        }
    }

    @Test("of many that publish at once each comes through, and what is in place is whole")
    func publishing() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let folder = FileManager.default.temporaryDirectory.path + "/d24-publish-\(getpid())"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            for writer in UInt8(1)...4 {
                group.addTask {
                    for _ in 0..<4 {
                        try KeptFile.publish(
                            "\(folder)/metrics", [UInt8](repeating: writer, count: 20_000).span)
                    }
                }
            }
            try await group.waitForAll()
            let bytes = try LimitedReader.readFile("\(folder)/metrics", limit: 30_000)
            #expect(bytes.count == 20_000 && Set(bytes).count == 1)
            #expect(try FileSystem.list(folder) == ["metrics", "metrics.lock"])
        }
    }

    @Test("there must be a folder")
    func noFolder() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/missing/state"
            #expect(throws: VaultStoreError.missing(.state, path: path)) { _ = try KeptFile(path) }
        }
    }
}
