internal import StrictJSON

/// Who changed what, when, on which host, at which generation.
///
/// Bounded: the oldest entries are counted when they make room for new ones, so that it can be seen that they
/// were there.
package struct Journal: Sendable, Equatable {
    /// 200: about 30 KiB, a year or more of changes.
    package static let entryLimit = 200

    package struct Entry: Sendable, Equatable {
        package let generation: Int
        package let time: Timestamp
        /// The host on which it was done.
        package let host: String
        /// The name of the slot that did it.
        package let slot: String
        /// What was done, in the words of the command: `put stg v1`.
        package let action: String

        package init(generation: Int, time: Timestamp, host: String, slot: String, action: String) {
            self.generation = generation
            self.time = time
            self.host = host
            self.slot = slot
            self.action = action
        }
    }

    /// How many entries made room.
    package private(set) var summarized: Int
    /// The oldest first.
    package private(set) var entries: [Entry]

    /// A journal with nothing in it.
    package init() {
        summarized = 0
        entries = []
    }

    /// Adds the newest entry.
    package mutating func append(_ entry: Entry) {
        entries.append(entry)
        let excess = entries.count - Self.entryLimit
        if excess > 0 {
            entries.removeFirst(excess)
            // The count was read from a file, whose writer may have written any number.
            let (sum, overflow) = summarized.addingReportingOverflow(excess)
            summarized = overflow ? .max : sum
        }
    }
}

extension Journal {
    var json: JSONValue {
        [
            "summarized": .integer(Int64(summarized)),
            "entries": .array(
                entries.map { entry in
                    [
                        "generation": .integer(Int64(entry.generation)),
                        "time": .string(entry.time.text),
                        "host": .string(entry.host),
                        "slot": .string(entry.slot),
                        "action": .string(entry.action),
                    ]
                }),
        ]
    }

    init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "journal")
        summarized = try members.number("summarized")
        entries = []
        for element in try members.array("entries") {
            var entry = try MetadataMembers(element, at: "journal.entries")
            entries.append(
                Entry(
                    generation: try entry.number("generation"), time: try entry.timestamp("time"),
                    host: try entry.string("host"), slot: try entry.string("slot"),
                    action: try entry.string("action")))
            try entry.end()
        }
        try members.end()
        guard entries.count <= Self.entryLimit else { throw members.failure("entries") }
    }
}
