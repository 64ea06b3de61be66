import CashoutsAPI
import Foundation
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import SecretPlaces
@testable import SecretScan

struct PlaceScanTests {
    private static let value = Array("a-secret-value-01".utf8)

    private static func scan() throws -> PlaceScan {
        var patterns = SecretPatterns()
        patterns.add(value.span, as: 0)
        let name = try #require(EnvironmentName("stg"))
        let holder = SoughtSecret.Holder(
            environment: name, version: 1, state: .current, fields: [.apiKey])
        return PlaceScan(for: patterns, of: [SoughtSecret(holders: [holder])])
    }

    private static func write(_ bytes: [UInt8], to path: String, _ options: FileDescriptor.OpenOptions) throws
    {
        let file = try FileDescriptor.open(path, options.union([.write, .create]))
        try file.writeAll(bytes.span)
        try file.close()
    }

    @Test("a file is read as far as it reached when it was opened")
    func growth() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/log"
            try Self.write(Array("first line\n".utf8), to: path, [])
            let file = try FileDescriptor.open(path, .read)
            let status = try file.status()
            try Self.write(Self.value, to: path, .append)
            var scan = try Self.scan()
            scan.file(file, status, path: Array(path.utf8))
            #expect(scan.tally.bytes == 11)
            #expect(scan.tally.files == 1)
            #expect(!scan.tally.hasFinds)
            scan.path(path)
            #expect(scan.tally.bytes == 11 + 28)
            #expect(scan.tally.finds.map(\.offset) == [11])
        }
    }

    @Test("however many places there are, a bounded number is kept, and the others are counted")
    func manyFinds() throws {
        var found = PlaceFinds([])
        found.add(SecretMatch(secret: 0, encoding: .raw, offset: 5, length: 17))
        found.add(SecretMatch(secret: 0, encoding: .raw, offset: 50, length: 17))
        var tally = ScanTally()
        for _ in 0..<10_003 { tally.add(found, at: ScanPlace(path: "a", object: nil)) }
        #expect(tally.finds.count == 10_000)
        #expect(tally.unlistedFinds == 3)
        #expect(tally.finds.allSatisfy { $0.offset == 5 && $0.count == 2 })
        for number in 0..<1002 { tally.addUnreadable("a", "\(number)") }
        #expect(tally.unreadable.count == 1000)
        #expect(tally.unlistedUnreadable == 2)
        tally = ScanTally()
        for _ in 0..<2 { tally.addUnreadable("a", "b") }
        #expect(tally.unreadable.count == 1 && tally.unlistedUnreadable == 0)
    }

    @Test("Where a folder does not tell what a name stands for, the name is asked")
    func unknownKinds() throws {
        try withTemporaryFolder { folder in
            try Self.write(Self.value, to: "\(folder)/file", [])
            try FileSystem.makeDirectory("\(folder)/sub", mode: 0o700)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "sub")
            #expect(try run("/usr/bin/mkfifo", ["\(folder)/pipe"]).ending == .exited(0))
            let opened = try FileDescriptor.open(folder, [.read, .directory])
            for (name, kind) in [
                ("file", .regular), ("sub", .directory), ("link", .symbolicLink), ("pipe", .other),
            ] as [(String, FileStatus.Kind)] {
                #expect(try FolderNames.Kind.unknown.known(of: Array(name.utf8), in: opened) == kind)
            }
            var scan = try Self.scan()
            var path = Array(folder.utf8)
            scan.named(Array("file".utf8), .unknown, in: opened, try opened.status(), path: &path, depth: 0)
            #expect(scan.tally.finds.map(\.place.path) == ["\(folder)/file"])
        }
    }

    /// A scan that is over once it was asked so many times.
    private static func scan(askedAtMost count: Int) throws -> PlaceScan {
        var patterns = SecretPatterns()
        patterns.add(value.span, as: 0)
        let name = try #require(EnvironmentName("stg"))
        let holder = SoughtSecret.Holder(environment: name, version: 1, state: .current, fields: [.apiKey])
        var left = count
        return PlaceScan(for: patterns, of: [SoughtSecret(holders: [holder])]) {
            left -= 1
            return left < 0
        }
    }

    @Test(
        "when the time is over what was found is kept, and the first place that was not looked at is told, once"
    )
    func timeIsOver() throws {
        try withTemporaryFolder { folder in
            for name in ["a", "b", "c"] { try Self.write(Self.value, to: "\(folder)/\(name)", []) }
            // The folder; a, its contents and its end.
            var scan = try Self.scan(askedAtMost: 4)
            scan.path(folder)
            scan.path(folder)
            #expect(scan.tally.finds.map(\.place.path) == ["\(folder)/a"])
            #expect(scan.tally.unreadable.map(\.place) == ["\(folder)/b"])
            #expect(
                scan.tally.unreadable.first?.reason == "the time was over; what follows was not looked at")
            #expect(!scan.tally.isComplete)
        }
    }

    @Test(
        "a file of which not all was looked at is none that was looked at, and what it begins with is found")
    func timeIsOverInFile() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/log"
            try Self.write(Self.value + [UInt8](repeating: 0, count: 4 << 20), to: path, [])
            // The path, and the first piece.
            var scan = try Self.scan(askedAtMost: 2)
            scan.path(path)
            #expect(scan.tally.finds.map(\.place.path) == [path])
            #expect(scan.tally.files == 0)
            #expect(scan.tally.unreadable.map(\.place) == [path])
        }
    }
}
