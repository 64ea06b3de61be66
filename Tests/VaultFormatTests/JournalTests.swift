import StrictJSON
import Testing

@testable import VaultFormat

struct JournalTests {
    private func entry(_ generation: Int) -> Journal.Entry {
        .init(generation: generation, time: SampleVault.time, host: "h", slot: "s", action: "a")
    }

    @Test("the oldest entries make room and are counted")
    func bounded() {
        var journal = Journal()
        for generation in 1...Journal.entryLimit { journal.append(entry(generation)) }
        #expect(journal.summarized == 0)
        for generation in 1...25 { journal.append(entry(Journal.entryLimit + generation)) }
        #expect(journal.entries.count == Journal.entryLimit)
        #expect(journal.summarized == 25)
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
        var journal = try Journal(["summarized": .integer(.max), "entries": entries])
        journal.append(entry(1))
        #expect(journal.summarized == .max)
        #expect(journal.entries.count == Journal.entryLimit)
    }

    @Test("more entries than fit are refused")
    func tooMany() {
        let entries = JSONValue.array([JSONValue](repeating: entryJSON, count: Journal.entryLimit + 1))
        #expect(
            failure { _ = try Journal(["summarized": 0, "entries": entries]) }
                == .badMetadata("journal.entries"))
        #expect(
            failure { _ = try Journal(["summarized": -1, "entries": []]) }
                == .badMetadata("journal.summarized"))
    }

    private let entryJSON: JSONValue = [
        "generation": 1, "time": "2026-11-23T15:04:05Z", "host": "h", "slot": "s", "action": "a",
    ]
}
