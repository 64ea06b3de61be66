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

    @Test("there must be a folder")
    func noFolder() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/missing/state"
            #expect(throws: VaultStoreError.missing(.state, path: path)) { _ = try KeptFile(path) }
        }
    }
}
