import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct IdentityStoreTests {
    @Test("a new identity is 0600 in a new folder, reads back, and is never written over")
    func create() throws {
        try withTemporaryFolder { folder in
            try Libsodium.start()
            let path = "\(folder)/etc/identity"
            let made = try IdentityStore.create(path, comment: "host").recipient
            #expect(try mode(path) == 0o600 && mode("\(folder)/etc") == 0o755)
            #expect(try IdentityStore.read(path, credentialsDirectory: nil).identity.recipient == made)
            #expect(try FileSystem.list("\(folder)/etc") == ["identity", "identity.lock"])
            let before = try contents(of: folder)
            #expect(
                failure { _ = try IdentityStore.create(path, comment: "host") }
                    == .exists(.identity, path: path))
            let lock = try FileLock.acquire(path: "\(path)2.lock")
            #expect(
                failure { _ = try IdentityStore.create("\(path)2", comment: "") } == .busy(path: "\(path)2"))
            lock.release()
            #expect(try contents(of: folder) == before)
        }
    }

    @Test("a host's name cannot bring a line of its own into the file")
    func comment() throws {
        try withTemporaryFolder { folder in
            try Libsodium.start()
            let path = "\(folder)/identity"
            let line = "vault \(String(repeating: "0", count: 32)) \(String(repeating: "0", count: 64))"
            _ = try IdentityStore.create(path, comment: "host\n\(line)\u{7f}\u{1b}")
            #expect(try IdentityStore.read(path, credentialsDirectory: nil).pinned == nil)
            let text = String(decoding: try bytes(at: path), as: UTF8.self)
            #expect(text.split(separator: "\n").first == "# host\(line)")
        }
    }

    @Test("it is not made through a link, nor where others may write")
    func unsafePlaces() throws {
        try withTemporaryFolder { folder in
            try Libsodium.start()
            try makeLink("\(folder)/link", to: "nowhere")
            let link = PermissionFinding(role: .identity, path: "\(folder)/link", problem: .symbolicLink)
            #expect(failure { _ = try IdentityStore.create("\(folder)/link", comment: "") } == .unsafe(link))
            try FileSystem.makeDirectory("\(folder)/open", mode: 0o777)
            let open = PermissionFinding(
                role: .identity, path: "\(folder)/open", problem: .folderWritable(mode: 0o777))
            #expect(
                failure { _ = try IdentityStore.create("\(folder)/open/identity", comment: "") }
                    == .unsafe(open))
            #expect(!exists("\(folder)/nowhere") && !exists("\(folder)/open/identity"))
        }
    }

    @Test("what is no identity, too long or missing is told apart")
    func unreadable() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/identity"
            func error(_ content: [UInt8]) throws -> VaultStoreError? {
                try write(content, to: path)
                return failure { _ = try IdentityStore.read(path, credentialsDirectory: nil) }
            }
            #expect(try error([]) == .format(.badLine(1), .identity, path: path))
            #expect(try error([UInt8]("nonsense\n".utf8)) == .format(.badLine(1), .identity, path: path))
            let long = [UInt8](repeating: UInt8(ascii: "#"), count: IdentityFile.sizeLimit + 1)
            #expect(try error(long) == .format(.tooLarge, .identity, path: path))
            try FileSystem.unlink(path)
            #expect(
                failure { _ = try IdentityStore.read(path, credentialsDirectory: nil) }
                    == .missing(.identity, path: path))
            #expect(
                failure { _ = try IdentityStore.read(descriptor: -1) }
                    == .system(.badDescriptor, doing: "read", path: "descriptor -1"))
        }
    }
}
