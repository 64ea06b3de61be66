import CashoutsAPI
import Testing

@testable import VaultFormat

struct EnvironmentRecordTests {
    private func environment() throws -> EnvironmentRecord {
        try #require(SampleMetadata.read(SampleMetadata.text).environments.first)
    }

    @Test("an environment's record has what was written")
    func values() throws {
        let record = try environment()
        #expect(record.kind == .staging)
        #expect(record.baseURL.text == "https://api-stg.directa24.com")
        #expect(record.authentication == .both)
        #expect(record.box.text == "00000000000000a1")
        #expect(record.witnesses == ["https://w.example"])
        #expect(record.notificationURL == "https://n.example/d24")
        #expect(record.scanPaths == ["/srv/app"])
        #expect(record.whitelist.map { $0.network } == ["203.0.113.7", "2001:db8::/32"])
        #expect(record.whitelist.map { $0.expires } == [Timestamp("2027-01-01T00:00:00Z"), nil])
    }

    @Test("a state names at most one version, and numbers are never used twice")
    func versions() throws {
        let record = try environment()
        #expect(record.version(in: .pending)?.number == 5)
        #expect(record.version(in: .current)?.number == 3)
        #expect(record.version(in: .previous)?.number == 2)
        #expect(record.nextVersion == 6)
        let other = try #require(SampleMetadata.read(SampleMetadata.text).environments.last)
        #expect(other.version(in: .current) == nil)
        #expect(other.nextVersion == 1)
    }

    static let changes: [MetadataChange] = [
        .init("{\"name\":\"stg\"", "{\"future\":1,\"name\":\"stg\"", .newerVersion),
        .init("\"witnesses\"", "\"future\":1,\"witnesses\"", .newerVersion),
        .init("\"notification_url\"", "\"future\":1,\"notification_url\"", .newerVersion),
        .init("\"note\":\"NAT\"", "\"note\":\"NAT\",\"future\":1", .newerVersion),
        .init(",\"notification_url\":\"https://n.example/d24\"", "", nil),
        .init(
            "\"notification_url\":\"https://n.example/d24\"", "\"notification_url\":null",
            .badMetadata("environments.notification_url")),
        .init("\"name\":\"stg\",\"kind\"", "\"name\":\"Stg\",\"kind\"", .badMetadata("environments.name")),
        .init("\"name\":\"stg\",\"kind\"", "\"name\":1,\"kind\"", .badMetadata("environments.name")),
        .init("\"kind\":\"staging\"", "\"kind\":\"test\"", .badMetadata("environments.kind")),
        .init("\"kind\":\"staging\",", "", .badMetadata("environments.kind")),
        .init(
            "\"https://api-stg.directa24.com\"", "\"http://api-stg.directa24.com\"",
            .badMetadata("environments.base_url")),
        .init(
            "\"https://api-stg.directa24.com\"", "\"https://a:b@api-stg.directa24.com\"",
            .badMetadata("environments.base_url")),
        .init(
            "\"https://api-stg.directa24.com\"", "\"https://api-stg.directa24.com/\"",
            .badMetadata("environments.base_url")),
        .init(
            "\"authentication\":\"both\"", "\"authentication\":\"none\"",
            .badMetadata("environments.authentication")),
        .init("\"00000000000000a1\"", "\"0000000000000000\"", .badMetadata("environments.box")),
        .init("\"00000000000000a1\"", "\"a1\"", .badMetadata("environments.box")),
        .init("\"witnesses\":[", "\"witnesses\":[1,", .badMetadata("environments.witnesses")),
        .init(
            "\"scan_paths\":[\"/srv/app\"]", "\"scan_paths\":\"/srv/app\"",
            .badMetadata("environments.scan_paths")),
        .init("\"whitelist\":[{", "\"whitelist\":[null,{", .badMetadata("whitelist")),
        .init(
            "\"added\":\"2026-01-01T00:00:00Z\"", "\"added\":\"2026-01-01\"", .badMetadata("whitelist.added")),
        .init("\"expires\":\"2027-01-01T00:00:00Z\"", "\"expires\":0", .badMetadata("whitelist.expires")),
        .init("\"network\":\"203.0.113.7\"", "\"network\":4", .badMetadata("whitelist.network")),
        .init("\"state\":\"previous\"", "\"state\":\"current\"", .badMetadata("environments.versions")),
        .init("\"state\":\"previous\"", "\"state\":\"pending\"", .badMetadata("environments.versions")),
        .init("\"state\":\"pending\"", "\"state\":\"previous\"", .badMetadata("environments.versions")),
        .init("\"state\":\"previous\"", "\"state\":\"retired\"", nil),
        .init("\"number\":2", "\"number\":1", .badMetadata("environments.versions")),
        .init("\"number\":2", "\"number\":3", .badMetadata("environments.versions")),
        .init("\"number\":2", "\"number\":4", .badMetadata("environments.versions")),
        .init("\"versions\":[{", "\"versions\":[\"v0\",{", .badMetadata("versions")),
    ]

    @Test("what is wrong is told by its place", arguments: changes)
    func refused(change: MetadataChange) {
        #expect(SampleMetadata.failureReplacing(change.old, change.new) == change.error)
    }
}
