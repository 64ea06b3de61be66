import CashoutsAPI
import Testing

@testable import VaultFormat

struct VaultMetadataTests {
    @Test("metadata that was read is written byte for byte")
    func roundTrip() throws {
        let metadata = try SampleMetadata.read(SampleMetadata.text)
        #expect(String(decoding: metadata.encoded(), as: UTF8.self) == SampleMetadata.text)
        #expect(metadata.environments.map { $0.name.text } == ["stg", "prod"])
        #expect(metadata.slots.map { $0.name } == ["ops", "web"])
        let staging = try EnvironmentName.sample("stg")
        let production = try EnvironmentName.sample("prod")
        #expect(metadata.slots.map { $0.scope } == [.all, .only([staging])])
        #expect(metadata.slots.map { $0.scope.covers(production) } == [true, false])
        #expect(metadata[production]?.kind == .production)
        #expect(metadata.journal.summary?.count == 3)
    }

    static let changes: [MetadataChange] = [
        .init("{\"environments\"", "{\"future\":1,\"environments\"", .newerVersion),
        .init(",\"slots\"", ",\"future\":1,\"slots\"", .newerVersion),
        .init("\"put stg v1\"}]}}", "\"put stg v1\"}]},\"future\":null}", .newerVersion),
        .init("\"id\"", "\"future\":1,\"id\"", .newerVersion),
        .init("\"name\":\"ops\"", "\"name\":\"ops\",\"future\":1", .newerVersion),
        .init("\"summarized\"", "\"future\":1,\"summarized\"", .newerVersion),
        .init("\"put stg v1\"", "\"put stg v1\",\"future\":1", .newerVersion),

        .init("\"environments\"", "\"envs\"", .badMetadata("metadata.environments")),
        .init("\"slots\":[{", "\"slot\":[{", .badMetadata("metadata.slots")),
        .init("\"slots\":[{", "\"slots\":[1,{", .badMetadata("slots")),
        .init("\"journal\":{", "\"journal\":null,\"x\":{", .badMetadata("journal")),
        .init("\"00000000000000b1\"", "\"00000000000000B1\"", .badMetadata("slots.id")),
        .init("\"00000000000000b1\"", "177", .badMetadata("slots.id")),
        .init("\"name\":\"ops\"", "\"name\":null", .badMetadata("slots.name")),
        .init("\"name\":\"ops\"", "\"name\":\"\"", .badMetadata("slots.name")),
        .init("\"name\":\"ops\"", "\"name\":\"web\"", .badMetadata("metadata.slots")),
        .init("\"environments\":[\"stg\"]", "\"environments\":\"stg\"", .badMetadata("slots.environments")),
        .init("\"environments\":[\"stg\"]", "\"environments\":null", .badMetadata("slots.environments")),
        .init("\"environments\":[\"stg\"]", "\"environments\":[null]", .badMetadata("slots.environments")),
        .init("\"environments\":[\"stg\"]", "\"environments\":[\"STG\"]", .badMetadata("slots.environments")),
        .init("\"environments\":[\"stg\"]", "\"environments\":[\"dev\"]", .badMetadata("slots.environments")),
        .init(
            "\"environments\":[\"stg\"]", "\"environments\":[\"stg\",\"stg\"]",
            .badMetadata("slots.environments")),
        .init("\"environments\":[\"stg\"]", "\"environments\":[\"stg\",\"prod\"]", nil),
        .init("\"environments\":[\"stg\"]", "\"environments\":[]", nil),
        .init("\"name\":\"prod\"", "\"name\":\"stg\"", .badMetadata("metadata.environments")),
        .init("00000000000000a2", "00000000000000a1", .badMetadata("metadata.environments")),

        .init("\"entries\":3", "\"entries\":-1", .badMetadata("journal.summarized.entries")),
        .init("\"entries\":3", "\"entries\":3.0", .badMetadata("journal.summarized.entries")),
        .init("\"entries\":3", "\"entries\":9223372036854775808", .badMetadata("journal.summarized.entries")),
        .init("\"entries\":3", "\"entries\":9223372036854775807", nil),
        .init("\"generation\":4", "\"generation\":\"4\"", .badMetadata("journal.entries.generation")),
        .init("\"put stg v1\"", "true", .badMetadata("journal.entries.action")),
        .init("\"entries\":[{", "\"entries\":[[],{", .badMetadata("journal.entries")),

        .init("{\"environments\"", "{\"environments\":[],\"environments\"", .badMetadata("metadata")),
        .init("\"name\":\"ops\"", "\"name\":\"ops\",\"name\":\"ops\"", .badMetadata("metadata")),
        .init("{\"environments\"", "\u{feff}{\"environments\"", .badMetadata("metadata")),
        .init("put stg v1\"}]}}", "put stg v1\"}]}} {}", .badMetadata("metadata")),
        .init("put stg v1\"}]}}", "put stg v1\"}]}", .badMetadata("metadata")),
    ]

    @Test("what is wrong is told by its place", arguments: changes)
    func refused(change: MetadataChange) {
        #expect(SampleMetadata.failureReplacing(change.old, change.new) == change.error)
    }

    @Test("no document and no cut of one stops the reader")
    func cuts() {
        for text in ["", "null", "[]", "1", "\"x\"", "{", String(repeating: "[", count: 100_000)] {
            #expect(failure { _ = try SampleMetadata.read(text) } == .badMetadata("metadata"))
        }
        let bytes = [UInt8](SampleMetadata.text.utf8)
        for count in stride(from: 1, to: bytes.count, by: 23) {
            let error = failure { _ = try VaultMetadata(bytes.span.extracting(..<count)) }
            #expect(error == .badMetadata("metadata"))
        }
    }
}
