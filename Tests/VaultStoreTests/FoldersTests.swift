import SystemIO
import TestSupport
import Testing

@testable import VaultStore

struct FoldersTests {
    @Test("all that are missing get the permissions and the group, and the one that is there keeps its own")
    func missing() throws {
        try withTemporaryFolder { folder in
            try FileSystem.makeDirectory("\(folder)/there", mode: 0o711)
            try Folders.make("\(folder)/there/a/b", mode: 0o750, group: 1000)
            #expect(try mode("\(folder)/there") == 0o711)
            for path in ["\(folder)/there/a", "\(folder)/there/a/b"] {
                let status = try FileStatus.of(path, followingLinks: false)
                #expect(status.kind == .directory && status.mode == 0o750 && status.group == 1000)
            }
            #expect(try FileSystem.list("\(folder)/there") == ["a"])
        }
    }

    @Test("one that is there stays as it is")
    func present() throws {
        try withTemporaryFolder { folder in
            try Folders.make(folder, mode: 0o755, group: 1000)
            let status = try FileStatus.of(folder)
            #expect(status.mode == 0o700 && status.group == 0)
        }
    }

    @Test("one that was left half made is finished")
    func leftover() throws {
        try withTemporaryFolder { folder in
            try FileSystem.makeDirectory("\(folder)/a.new", mode: 0o700)
            try Folders.make("\(folder)/a", mode: 0o750, group: 1000)
            let status = try FileStatus.of("\(folder)/a")
            #expect(status.mode == 0o750 && status.group == 1000)
            #expect(try FileSystem.list(folder) == ["a"])
        }
    }

    @Test("somebody else's folder or link under the temporary name is left alone")
    func foreignLeftover() throws {
        try withTemporaryFolder { folder in
            try FileSystem.makeDirectory("\(folder)/a.new", mode: 0o700)
            try FileSystem.chown("\(folder)/a.new", user: 1000, group: nil)
            try FileSystem.makeDirectory("\(folder)/victim", mode: 0o700)
            try makeLink("\(folder)/b.new", to: "victim")
            for name in ["a", "b"] {
                #expect(
                    failure { try Folders.make("\(folder)/\(name)", mode: 0o755) }
                        == .system(.exists, doing: "make the folder", path: "\(folder)/\(name)"))
                #expect(!exists("\(folder)/\(name)"))
            }
            #expect(try mode("\(folder)/victim") == 0o700)
        }
    }
}
