internal import StrictJSON

/// Who changed what, when, on which host, at which generation.
///
/// Bounded: the oldest entries are counted when they make room for new ones, so that it can be seen that they
/// were there.
package struct Journal: Sendable, Equatable {
    /// 200: about 30 KiB, a year or more of changes.
    package static let entryLimit = 200

    /// One change of the vault, told in the file that it made.
    package struct Entry: Sendable, Equatable {
        /// Of the file that the change made.
        package let generation: Int
        /// By the clock of ``host``.
        package let time: Timestamp
        /// The host on which it was done.
        package let host: String
        /// The name of the slot that did it.
        package let slot: String
        /// What was done, in the words of the command: `put stg v1`.
        package let action: String

        /// Takes any texts: an entry is the word of the writer who made it.
        package init(generation: Int, time: Timestamp, host: String, slot: String, action: String) {
            self.generation = generation
            self.time = time
            self.host = host
            self.slot = slot
            self.action = action
        }
    }

    /// What is left of the entries that made room.
    package struct Summary: Sendable, Equatable {
        /// How many they were.
        package let count: Int
        /// The time of the oldest of them.
        package let first: Timestamp
        /// The time of the newest of them.
        package let last: Timestamp

        /// Takes a count from 1 up, which is checked where it is read.
        package init(count: Int, first: Timestamp, last: Timestamp) {
            self.count = count
            self.first = first
            self.last = last
        }
    }

    /// `nil` as long as every entry is there.
    package private(set) var summary: Summary?
    /// The oldest first.
    package private(set) var entries: [Entry]

    /// A journal with nothing in it.
    package init() {
        entries = []
    }

    /// Adds the newest entry.
    package mutating func append(_ entry: Entry) {
        entries.append(entry)
        while entries.count > Self.entryLimit {
            let oldest = entries.removeFirst()
            // The count was read from a file, whose writer may have written any number.
            let (count, overflow) = (summary?.count ?? 0).addingReportingOverflow(1)
            summary = Summary(
                count: overflow ? .max : count, first: summary?.first ?? oldest.time, last: oldest.time)
        }
    }
}

extension Journal {
    var json: JSONValue {
        var members: [JSONMember] = []
        if let summary { members.append(JSONMember("summarized", summary.json)) }
        members.append(JSONMember("entries", .array(entries.map { $0.json })))
        return .object(members)
    }

    init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "journal")
        if let value = members.optional("summarized") { summary = try Summary(value) }
        entries = []
        for element in try members.array("entries") { entries.append(try Entry(element)) }
        try members.end()
        guard entries.count <= Self.entryLimit else { throw members.failure("entries") }
    }
}

extension Journal.Summary {
    fileprivate var json: JSONValue {
        ["entries": .integer(Int64(count)), "first": .string(first.text), "last": .string(last.text)]
    }

    fileprivate init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "journal.summarized")
        count = try members.number("entries")
        first = try members.timestamp("first")
        last = try members.timestamp("last")
        try members.end()
        guard count > 0 else { throw members.failure("entries") }
    }
}

extension Journal.Entry {
    fileprivate var json: JSONValue {
        [
            "generation": .integer(Int64(generation)), "time": .string(time.text), "host": .string(host),
            "slot": .string(slot), "action": .string(action),
        ]
    }

    fileprivate init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "journal.entries")
        generation = try members.number("generation")
        time = try members.timestamp("time")
        host = try members.string("host")
        slot = try members.string("slot")
        action = try members.string("action")
        try members.end()
    }
}
