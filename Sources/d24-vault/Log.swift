import Arguments
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-vault log`.
struct Log: Verb {
    static let name = "log"
    static let summary = "show who changed what, when, on which host"
    static let discussion = """
        The newest 200 changes are kept in the vault, the oldest first; those before them
        are counted.
        """

    var vault = VaultOptions()

    static let syntax: [Argument<Log>] = [.group(\.vault, VaultOptions.syntax)]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        let journal = session.metadata.journal
        var text: [TextBlock] = []
        if let summary = journal.summary {
            let changes = summary.count == 1 ? "1 change" : "\(summary.count) changes"
            text.append(
                .line("\(changes) before these, from \(summary.first.text) to \(summary.last.text)"))
        }
        text.append(
            .table(
                header: ["generation", "time", "host", "slot", "change"],
                rows: journal.entries.map {
                    ["\($0.generation)", $0.time.text, $0.host, $0.slot, $0.action]
                }))
        return Report(
            .data, text: text,
            json: [
                "summarized": journal.summary.map {
                    [
                        "entries": .integer(Int64($0.count)), "first": .string($0.first.text),
                        "last": .string($0.last.text),
                    ]
                } ?? .null,
                "entries": .array(journal.entries.map { Self.json($0) }),
            ])
    }

    private static func json(_ entry: Journal.Entry) -> JSONValue {
        [
            "generation": .integer(Int64(entry.generation)), "time": .string(entry.time.text),
            "host": .string(entry.host), "slot": .string(entry.slot), "change": .string(entry.action),
        ]
    }
}
