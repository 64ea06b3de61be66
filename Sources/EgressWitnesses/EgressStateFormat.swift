package import EgressPolicy
import StrictJSON
import VaultFormat

/// Why bytes are not what a watch remembers.
package enum EgressStateError: Error, Equatable, Sendable {
    /// Not JSON, or JSON of somebody else.
    case notAState
    /// Made by a version that knows more.
    case newerVersion
    /// This member is missing, is not what it should be, or is one too many.
    case badMember(String)
}

/// What a watch remembers, as one JSON document that a person can read too.
///
/// Strict: every member must be there, and no other. Bytes that were cut, edited or made by another program
/// are told from a change of the address, which they would else look like.
package enum EgressStateFormat {
    /// The most that is read, in bytes: two families with all they remember, and a day's list of witnesses.
    package static let sizeLimit = 65_536

    private static let marker = "d24_egress_state"
    private static let version: Int64 = 1

    /// Indented JSON with times as `2026-11-20T08:00:00Z`; members in a fixed order, operators by name.
    package static func encode(_ state: EgressState) -> [UInt8] {
        let families = state.families.map { watch -> JSONValue in
            [
                "family": .string(watch.family.rawValue),
                "known": json(watch.known), "candidate": json(watch.candidate),
                "history": .array(watch.history.map { json($0) }),
            ]
        }
        let resting = state.resting.sorted { $0.key < $1.key }.map { name, until -> JSONValue in
            ["operator": .string(name), "until": time(until)]
        }
        return JSONWriter.write(
            [
                marker: .integer(version),
                "environment": state.environment.map { .string($0) } ?? .null,
                "began": time(state.began), "checked": time(state.checked),
                "families": .array(families), "resting": .array(resting),
            ], style: .indented)
    }

    private static func time(_ seconds: Int64) -> JSONValue { .string(Timestamp(seconds: seconds).text) }

    private static func json(_ sighting: FamilyWatch.Sighting?) -> JSONValue {
        guard let sighting else { return .null }
        return ["address": .string(sighting.address.text), "time": time(sighting.time)]
    }

    /// Throws `notAState`, `newerVersion`, or `badMember` with where it is, as `families.family`.
    package static func decode(_ bytes: Span<UInt8>) throws(EgressStateError) -> EgressState {
        let document: JSONValue
        do throws(JSONError) { document = try JSONReader.read(bytes, depthLimit: 8) } catch {
            throw .notAState
        }
        guard let version = document[marker]?.integerValue else { throw .notAState }
        guard version == Self.version else { throw version > Self.version ? .newerVersion : .notAState }
        let state = try Fields(
            document, in: "", [marker, "environment", "began", "checked", "families", "resting"])
        var families: [FamilyWatch] = []
        for value in try state.list("families") { families.append(try family(value)) }
        guard families.map(\.family) == Set(families.map(\.family)).sorted() else {
            throw .badMember("families")
        }
        var resting: [String: Int64] = [:]
        for value in try state.list("resting") {
            let entry = try Fields(value, in: "resting", ["operator", "until"])
            let until = try entry.time("until")
            guard resting.updateValue(until, forKey: try entry.text("operator")) == nil else {
                throw .badMember("resting.operator")
            }
        }
        return EgressState(
            environment: state["environment"] == .null ? nil : try state.text("environment"),
            began: try state.time("began"), checked: try state.time("checked"), families: families,
            resting: resting)
    }

    private static func family(_ value: JSONValue) throws(EgressStateError) -> FamilyWatch {
        let fields = try Fields(value, in: "families", ["family", "known", "candidate", "history"])
        guard let family = IPFamily(rawValue: try fields.text("family")) else {
            throw .badMember("families.family")
        }
        func sighting(_ value: JSONValue, _ name: String) throws(EgressStateError) -> FamilyWatch.Sighting {
            let entry = try Fields(value, in: "families.\(name)", ["address", "time"])
            let text = try entry.text("address")
            guard let address = try? IPAddress(text), address.text == text else {
                throw .badMember("families.\(name).address")
            }
            return FamilyWatch.Sighting(address, at: try entry.time("time"))
        }
        var history: [FamilyWatch.Sighting] = []
        for value in try fields.list("history") { history.append(try sighting(value, "history")) }
        let known = try fields["known"] == .null ? nil : sighting(fields["known"], "known")
        let candidate = try fields["candidate"] == .null ? nil : sighting(fields["candidate"], "candidate")
        let all = history + [known, candidate].compactMap(\.self)
        guard all.allSatisfy({ $0.address.family == family }), history.count <= FamilyWatch.historyLimit
        else { throw .badMember("families.history") }
        return FamilyWatch(family, known: known, candidate: candidate, history: history)
    }
}

/// The members of one object, all of which are there.
private struct Fields {
    private let value: JSONValue
    /// What it is itself, for messages.
    private let place: String

    init(_ value: JSONValue, in place: String, _ names: [String]) throws(EgressStateError) {
        guard let members = value.members else { throw .badMember(place) }
        self.value = value
        self.place = place
        for name in names where value[name] == nil { throw .badMember(path(name)) }
        for member in members where !names.contains(member.key) { throw .badMember(path(member.key)) }
    }

    private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// That one of the names it was made with.
    subscript(name: String) -> JSONValue { value[name] ?? .null }

    func text(_ name: String) throws(EgressStateError) -> String {
        guard let text = self[name].stringValue, !text.isEmpty else { throw .badMember(path(name)) }
        return text
    }

    func time(_ name: String) throws(EgressStateError) -> Int64 {
        guard let time = Timestamp(try text(name)) else { throw .badMember(path(name)) }
        return time.seconds
    }

    func list(_ name: String) throws(EgressStateError) -> [JSONValue] {
        guard let list = self[name].arrayValue else { throw .badMember(path(name)) }
        return list
    }
}
