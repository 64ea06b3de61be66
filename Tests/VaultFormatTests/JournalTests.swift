import StrictJSON
import Testing

@testable import VaultFormat

struct JournalTests {
    private func entry(_ generation: Int) -> Journal.Entry {
        .init(generation: generation, time: time(generation), host: "h", slot: "s", action: "a")
    }

    private func time(_ second: Int) -> Timestamp {
        Timestamp(seconds: SampleVault.time.seconds + Int64(second))
    }

    @Test("the oldest entries make room and are counted")
    func bounded() {
        var journal = Journal()
        for generation in 1...Journal.entryLimit { journal.append(entry(generation)) }
        #expect(journal.summary == nil)
        for generation in 1...25 { journal.append(entry(Journal.entryLimit + generation)) }
        #expect(journal.entries.count == Journal.entryLimit)
        #expect(journal.summary == .init(count: 25, first: time(1), last: time(25)))
        #expect(journal.entries.first?.generation == 26)
        #expect(journal.entries.last?.generation == Journal.entryLimit + 25)
    }

    @Test("a journal is read as it was written")
    func roundTrip() throws {
        var journal = Journal()
        for generation in 1...201 { journal.append(entry(generation)) }
        #expect(try Journal(journal.json) == journal)
    }

    @Test("a count that somebody made up does not stop the next write")
    func overflow() throws {
        let entries = JSONValue.array([JSONValue](repeating: entryJSON, count: Journal.entryLimit))
        var journal = try Journal(["summarized": summary(.max), "entries": entries])
        journal.append(entry(1))
        #expect(journal.summary?.count == .max)
        #expect(journal.entries.count == Journal.entryLimit)
    }

    @Test("more entries than fit are refused")
    func tooMany() {
        let entries = JSONValue.array([JSONValue](repeating: entryJSON, count: Journal.entryLimit + 1))
        #expect(
            failure { _ = try Journal(["entries": entries]) }
                == .badMetadata("journal.entries"))
    }

    @Test("a summary of nothing is refused", arguments: [Int64(0), -1])
    func emptySummary(count: Int64) {
        #expect(
            failure { _ = try Journal(["summarized": summary(count), "entries": []]) }
                == .badMetadata("journal.summarized.entries"))
    }

    private func summary(_ count: Int64) -> JSONValue {
        ["entries": .integer(count), "first": "2026-01-01T00:00:00Z", "last": "2026-01-02T00:00:00Z"]
    }

    private let entryJSON: JSONValue = [
        "generation": 1, "time": "2026-11-23T15:04:05Z", "host": "h", "slot": "s", "action": "a",
    ]
}
