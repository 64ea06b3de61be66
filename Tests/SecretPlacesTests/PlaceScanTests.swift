import CashoutsAPI
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
}
