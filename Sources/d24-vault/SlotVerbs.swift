import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

extension SlotRole: ArgumentValue {}

/// `d24-vault slot list`.
struct SlotList: Verb {
    static let name = "slot list"
    static let summary = "list who can open the vault"

    var vault = VaultOptions()

    static let syntax: [Argument<SlotList>] = [.group(\.vault, VaultOptions.syntax)]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        var rows: [[String]] = []
        var json: [JSONValue] = []
        for slot in session.vault.file.header.slots {
            guard let record = session.metadata.slots.first(where: { $0.id == slot.id }) else { continue }
            let isOwn = slot.id == session.vault.slot.id
            let kind = slot.kind == .identity ? "identity" : "phrase"
            rows.append([record.name, slot.role.rawValue, kind, record.scope.text, isOwn ? "this one" : ""])
            json.append([
                "id": .string(slot.id.text), "name": .string(record.name),
                "role": .string(slot.role.rawValue),
                "kind": .string(kind), "environments": record.scope.json,
                "recipient": .string(slot.recipient.text), "own": .bool(isOwn),
            ])
        }
        return Report(
            .data, text: [.table(header: ["name", "role", "kind", "environments", ""], rows: rows)],
            json: ["slots": .array(json)])
    }
}

extension VaultSession {
    /// The slot of that name, with its record. Throws a diagnostic of status `.notFound`.
    func slot(named name: String) throws(Diagnostic) -> (slot: Slot, record: SlotRecord) {
        guard let record = metadata.slots.first(where: { $0.name == name }),
            let slot = vault.file.header.slots.first(where: { $0.id == record.id })
        else {
            let known = metadata.slots.map { $0.name }.joined(separator: ", ")
            throw Diagnostic(.notFound, "there is no slot \(name) in this vault", hint: "there are: \(known)")
        }
        return (slot, record)
    }
}

extension SlotScope {
    var text: String {
        switch self {
        case .all: "all"
        case .only(let names): names.map { $0.text }.joined(separator: ",")
        }
    }

    var json: JSONValue {
        switch self {
        case .all: "all"
        case .only(let names): .array(names.map { .string($0.text) })
        }
    }
}
