internal import CashoutsAPI
internal import StrictJSON

/// Takes the members of a JSON object one by one, and complains about those that nobody took.
///
/// A member that this version does not know was written by a later one, which meant something by it: dropping
/// it at the next write would lose data silently, so it is `newerVersion`.
struct MetadataMembers {
    private let members: [JSONMember]
    private let place: String
    private var taken = 0

    /// `place` says in an error where the object stands.
    init(_ value: JSONValue, at place: String) throws(VaultFormatError) {
        guard let members = value.members else { throw .badMetadata(place) }
        self.members = members
        self.place = place
    }

    /// Whether a member is the next one.
    func has(_ key: String) -> Bool { taken < members.count && members[taken].key == key }

    /// The value of a member that may be missing.
    mutating func optional(_ key: String) -> JSONValue? {
        // Members are written in the order in which they are read, so the next one is nearly always the one.
        guard has(key) else { return nil }
        taken += 1
        return members[taken - 1].value
    }

    /// The value of a member that must be there. Throws `newerVersion` when it is, but behind one that is
    /// unknown.
    mutating func value(_ key: String) throws(VaultFormatError) -> JSONValue {
        if let value = optional(key) { return value }
        throw members.dropFirst(taken).contains { $0.key == key } ? .newerVersion : failure(key)
    }

    mutating func string(_ key: String) throws(VaultFormatError) -> String {
        guard let value = try value(key).stringValue else { throw failure(key) }
        return value
    }

    mutating func optionalString(_ key: String) throws(VaultFormatError) -> String? {
        guard let value = optional(key) else { return nil }
        guard let text = value.stringValue else { throw failure(key) }
        return text
    }

    /// A whole number from 0 up.
    mutating func number(_ key: String) throws(VaultFormatError) -> Int {
        guard let value = try value(key).integerValue, value >= 0 else { throw failure(key) }
        return Int(value)
    }

    mutating func optionalNumber(_ key: String) throws(VaultFormatError) -> Int? {
        guard let value = optional(key) else { return nil }
        guard let number = value.integerValue else { throw failure(key) }
        return Int(number)
    }

    mutating func array(_ key: String) throws(VaultFormatError) -> [JSONValue] {
        guard let value = try value(key).arrayValue else { throw failure(key) }
        return value
    }

    mutating func strings(_ key: String) throws(VaultFormatError) -> [String] {
        try strings(in: try value(key), of: key)
    }

    mutating func optionalStrings(_ key: String) throws(VaultFormatError) -> [String]? {
        guard let value = optional(key) else { return nil }
        return try strings(in: value, of: key)
    }

    private func strings(in value: JSONValue, of key: String) throws(VaultFormatError) -> [String] {
        guard let elements = value.arrayValue else { throw failure(key) }
        var strings: [String] = []
        for element in elements {
            guard let string = element.stringValue else { throw failure(key) }
            strings.append(string)
        }
        return strings
    }

    mutating func timestamp(_ key: String) throws(VaultFormatError) -> Timestamp {
        guard let value = Timestamp(try string(key)) else { throw failure(key) }
        return value
    }

    mutating func optionalTimestamp(_ key: String) throws(VaultFormatError) -> Timestamp? {
        guard let text = try optionalString(key) else { return nil }
        guard let value = Timestamp(text) else { throw failure(key) }
        return value
    }

    /// A base URL in the one way it is written; as typed there are more.
    mutating func baseURL(_ key: String) throws(VaultFormatError) -> BaseURL {
        let text = try string(key)
        let url: BaseURL
        do { url = try BaseURL(text) } catch { throw failure(key) }
        guard url.text == text else { throw failure(key) }
        return url
    }

    /// A member whose text must be one of an enumeration's.
    mutating func choice<Choice: RawRepresentable<String>>(_ key: String) throws(VaultFormatError) -> Choice {
        guard let value = Choice(rawValue: try string(key)) else { throw failure(key) }
        return value
    }

    /// How a bad member is told: by its name, never by its value.
    func failure(_ key: String) -> VaultFormatError { .badMetadata("\(place).\(key)") }

    /// Ends the object. A member that is known but stands elsewhere cannot be told from an unknown one.
    func end() throws(VaultFormatError) {
        guard taken == members.count else { throw .newerVersion }
    }
}

extension [JSONMember] {
    /// Adds a member unless its value is missing.
    mutating func add(_ key: String, _ value: String?) {
        if let value { append(JSONMember(key, .string(value))) }
    }

    mutating func add(_ key: String, _ value: Int?) {
        if let value { append(JSONMember(key, .integer(Int64(value)))) }
    }
}
