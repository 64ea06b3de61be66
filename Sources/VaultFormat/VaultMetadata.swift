package import CashoutsAPI
internal import StrictJSON

/// Everything in a vault that is not a secret, and that every slot's owner may see.
package struct VaultMetadata: Sendable, Equatable {
    /// In the order in which they were added.
    package var environments: [EnvironmentRecord]
    /// One for each slot of the header, in its order.
    package var slots: [SlotRecord]
    /// The changes that led to this state.
    package var journal: Journal

    /// Checks nothing: names, boxes and scopes are compared where a text is read.
    package init(environments: [EnvironmentRecord], slots: [SlotRecord], journal: Journal) {
        self.environments = environments
        self.slots = slots
        self.journal = journal
    }

    /// The environment of that name.
    package subscript(name: EnvironmentName) -> EnvironmentRecord? {
        environments.first { $0.name == name }
    }
}

/// What is known of a slot besides its line in the header.
package struct SlotRecord: Sendable, Equatable {
    /// Of the slot in the header that has the same place.
    package let id: SlotID
    /// What people call it: usually the host's name.
    package var name: String
    /// Counts for readers: a writer has every key whatever it says.
    package var scope: SlotScope

    /// Takes a name that is not empty and that no other slot has, which is checked where it is read.
    package init(id: SlotID, name: String, scope: SlotScope) {
        self.id = id
        self.name = name
        self.scope = scope
    }
}

/// Which environments a slot was given.
package enum SlotScope: Sendable, Equatable {
    /// All there are, and those that will be added.
    case all
    /// These.
    case only([EnvironmentName])

    /// Whether an environment is among them.
    package func covers(_ name: EnvironmentName) -> Bool {
        switch self {
        case .all: true
        case .only(let names): names.contains(name)
        }
    }

    /// Whether it lists nothing twice and nothing but these, which ascend.
    func isAmong(_ names: [EnvironmentName]) -> Bool {
        switch self {
        case .all: true
        case .only(let listed): listed.areDistinct && listed.allSatisfy { names.place(of: $0) != nil }
        }
    }
}

extension VaultMetadata {
    /// Compact JSON with members in one fixed order.
    func encoded() -> [UInt8] {
        let value: JSONValue = [
            "environments": .array(environments.map { $0.json }),
            "slots": .array(slots.map { $0.json }),
            "journal": journal.json,
        ]
        return JSONWriter.write(value)
    }

    /// Throws `badMetadata`, `newerVersion`.
    init(_ text: Span<UInt8>) throws(VaultFormatError) {
        let value: JSONValue
        do { value = try JSONReader.read(text) } catch { throw .badMetadata("metadata") }
        var members = try MetadataMembers(value, at: "metadata")
        environments = []
        for element in try members.array("environments") {
            environments.append(try EnvironmentRecord(element))
        }
        slots = []
        for element in try members.array("slots") { slots.append(try SlotRecord(element)) }
        journal = try Journal(try members.value("journal"))
        try members.end()
        let names = environments.map { $0.name }.sorted()
        guard names.areDistinct, environments.map({ $0.box }).areDistinct else {
            throw .badMetadata("metadata.environments")
        }
        guard slots.map({ $0.name }).areDistinct else { throw .badMetadata("metadata.slots") }
        for slot in slots {
            // A name without an environment would give the slot whatever is added under that name one day.
            guard slot.scope.isAmong(names) else { throw .badMetadata("slots.environments") }
        }
    }
}

extension SlotRecord {
    fileprivate var json: JSONValue {
        var members = [JSONMember("id", .string(id.text)), JSONMember("name", .string(name))]
        switch scope {
        case .all: break
        case .only(let names):
            members.append(JSONMember("environments", .array(names.map { .string($0.text) })))
        }
        return .object(members)
    }

    fileprivate init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "slots")
        guard let id = SlotID(try members.string("id")) else { throw members.failure("id") }
        self.id = id
        name = try members.string("name")
        guard !name.isEmpty else { throw members.failure("name") }
        if let listed = try members.optionalStrings("environments") {
            let names = listed.compactMap { EnvironmentName($0) }
            guard names.count == listed.count else { throw members.failure("environments") }
            scope = .only(names)
        } else {
            scope = .all
        }
        try members.end()
    }
}
