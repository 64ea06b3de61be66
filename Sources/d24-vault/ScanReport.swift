import CashoutsAPI
import SecretPlaces
import SecretScan
import StrictJSON
import ToolSupport
import VaultFormat

/// What a scan tells: where secrets were found, and then what was looked at, and for what.
struct ScanReport {
    private let secrets: [SoughtSecret]
    private let searched: [SoughtSecrets.Searched]
    private let short: [SoughtSecret.Holder]
    private let notGranted: [EnvironmentName]
    private let isEmpty: Bool
    var tally = ScanTally()

    init(_ sought: borrowing SoughtSecrets) {
        secrets = sought.secrets
        searched = sought.searched
        short = sought.short
        notGranted = sought.notGranted
        isEmpty = sought.isEmpty
    }

    /// 3 wherever something may be that was not seen: also in a place that could not be read, and also a
    /// secret that could not be looked for.
    private var status: ExitStatus {
        if tally.hasFinds { return .no }
        if tally.missing > 0 { return .notFound }
        let hasField = secrets.contains { $0.holders.contains { $0.fields.count == 1 } }
        return !hasField || !tally.isComplete || !notGranted.isEmpty ? .couldNotTell : .success
    }

    /// - Parameter quiet: leaves nothing but the finds.
    func report(quiet: Bool) -> Report {
        Report(.data, status: status, text: quiet ? finds : finds + summary, json: json, hints: hints)
    }

    private var hints: [String] {
        tally.hasFinds ? ["a secret that was seen has to be replaced: see 'd24-rotate --help'"] : []
    }

    // MARK: Text

    private var finds: [TextBlock] {
        var lines = tally.finds.map { find in
            let holders = secrets[find.secret].holders.map(\.words).joined(separator: ", ")
            let times = find.count > 1 ? ", \(find.count) times" : ""
            return TextBlock.line(
                "\(find.place.words), byte \(find.offset): \(holders), \(find.encoding.words)\(times)")
        }
        if tally.unlistedFinds > 0 { lines.append(.line("and \(tally.unlistedFinds) more lines like these")) }
        return lines
    }

    private var summary: [TextBlock] {
        var lines: [String] = []
        if isEmpty {
            lines.append("nothing was searched: there is no secret to search for")
        } else {
            lines.append(
                "\(tally.hasFinds ? "searched" : "nothing found in") \(amounts), \(tally.bytes) bytes")
        }
        for searched in searched where !searched.versions.isEmpty {
            let versions = searched.versions.map { "v\($0.number) (\($0.state.rawValue))" }
            lines.append("searched for: \(versions.joined(separator: ", ")) of \(searched.environment.text)")
        }
        lines += short.map { "not searched: \($0.words), which has fewer than 12 bytes" }
        lines += notGranted.map { "not searched: \($0.text), which this identity may not open" }
        lines += tally.unreadable.map { "not looked at: \($0.place): \($0.reason)" }
        if tally.unlistedUnreadable > 0 {
            lines.append("not looked at: \(tally.unlistedUnreadable) more places")
        }
        lines += tally.notEntered.map { "not entered: \($0.place): \($0.reason)" }
        if tally.links > 0 { lines.append("not followed: symbolic links in folders, \(tally.links)") }
        if tally.special > 0 {
            lines.append("not opened: pipes, sockets and devices in folders, \(tally.special)")
        }
        return lines.map { TextBlock.line($0) }
    }

    private var amounts: String {
        let files = tally.files == 1 ? "1 file" : "\(tally.files) files"
        return tally.objects > 0 ? "\(files), \(tally.objects) objects of git" : files
    }

    // MARK: JSON

    private var json: KeyValuePairs<String, JSONValue> {
        [
            "found": .array(tally.finds.map { json($0) }),
            "found_not_listed": .integer(Int64(tally.unlistedFinds)),
            "searched": .array(searched.filter { !$0.versions.isEmpty }.map { json($0) }),
            "not_searched": .array(short.flatMap { json($0) }),
            "not_granted": .array(notGranted.map { .string($0.text) }),
            "unreadable": .array(tally.unreadable.map { json($0) }),
            "unreadable_not_listed": .integer(Int64(tally.unlistedUnreadable)),
            "not_entered": .array(tally.notEntered.map { json($0) }),
            "files": .integer(Int64(tally.files)), "objects": .integer(Int64(tally.objects)),
            "bytes": .integer(Int64(tally.bytes)), "symbolic_links": .integer(Int64(tally.links)),
            "special_files": .integer(Int64(tally.special)),
        ]
    }

    private func json(_ find: ScanTally.Find) -> JSONValue {
        var members = [JSONMember("path", .string(find.place.path))]
        if let object = find.place.object {
            members.append(JSONMember("object", .string(object.id)))
            members.append(JSONMember("object_type", .string(object.type)))
            if let path = object.path { members.append(JSONMember("object_path", .string(path))) }
        }
        members.append(JSONMember("part", .string(find.place.part.rawValue)))
        members.append(JSONMember("offset", .integer(Int64(find.offset))))
        members.append(JSONMember("count", .integer(Int64(find.count))))
        members.append(JSONMember("encoding", .string(find.encoding.rawValue)))
        members.append(JSONMember("secrets", .array(secrets[find.secret].holders.flatMap { json($0) })))
        return .object(members)
    }

    private func json(_ searched: SoughtSecrets.Searched) -> JSONValue {
        let versions = searched.versions.map { JSONValue.string("v\($0.number)") }
        return ["environment": .string(searched.environment.text), "versions": .array(versions)]
    }

    /// One for each field.
    private func json(_ holder: SoughtSecret.Holder) -> [JSONValue] {
        holder.fields.map { field in
            [
                "environment": .string(holder.environment.text), "version": .string("v\(holder.version)"),
                "state": .string(holder.state.rawValue), "field": .string(field.rawValue),
            ]
        }
    }

    private func json(_ unreadable: ScanTally.Unreadable) -> JSONValue {
        ["path": .string(unreadable.place), "reason": .string(unreadable.reason)]
    }
}
