import Arguments
import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-egress whitelist import ENV FILE`.
struct WhitelistImport: Verb {
    static let name = "whitelist import"
    static let summary = "take over a list of addresses from a text"
    static let discussion = """
        One address or network a line, and a note after #. Entries that are there keep
        their dates, and get the note of the text where it has one. What the text does not
        name stays, or goes with --replace. All of it is done at once, or nothing.
        """

    var environment = Required<EnvironmentName>()
    var file = ""
    var replace = false
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<WhitelistImport>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.file, "FILE", "the text; - for standard input"),
        .flag(\.replace, "replace", "remove what the text does not name"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try ConsultedList.checkInput(file, besides: vault)
        let now = Now.timestamp
        let rules = try ConsultedList.read(file, now: now.seconds, in: context).rules
        try Self.check(rules)
        let name = environment.value
        let session = try VaultSession.open(vault, in: context)
        let path = session.store.path
        _ = try session.environment(name)
        try session.checkWritable()
        var counts = Counts()
        var list: [WhitelistRecord] = []
        let change = try session.change(wait) { draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            (list, counts) = try merged(rules, into: record, at: now, path)
            guard list != record.whitelist else { return nil }
            let edited = list
            draft.metadata.edit(name) { $0.whitelist = edited }
            return "whitelist import \(name.text) \(counts.words)"
        }
        for rule in rules {
            for advice in rule.network.advice { context.warn(PolicyText.words(advice, rule.network)) }
        }
        let kept = try list.rules(at: path)
        // The text has no dates: what it names may be there, and count no longer.
        let named = Set(rules.map(\.network))
        for rule in kept where named.contains(rule.network) && rule.isExpired(at: now.seconds) {
            context.warn(PolicyText.words(expired: rule.network, of: name))
        }
        for (inner, outer) in Whitelist(kept).overlaps {
            context.warn("\(inner.text) overlaps \(outer.text), which is on the list too")
        }
        return Report(
            change,
            text: [.line("the whitelist of \(name.text): \(counts.words)")],
            json: [
                "environment": .string(name.text),
                "added": .integer(Int64(counts.added)), "renamed": .integer(Int64(counts.renamed)),
                "removed": .integer(Int64(counts.removed)), "kept": .integer(Int64(counts.kept)),
            ],
            hints: change.changed
                ? ["the panel must have the same: see 'd24-egress whitelist list \(name.text) --panel'"] : [])
    }

    private struct Counts {
        var added = 0
        /// Entries that were there and got another note.
        var renamed = 0
        var removed = 0
        /// Entries that are as they were.
        var kept = 0

        var words: String {
            "\(added) added, \(renamed) with another note, \(removed) removed, \(kept) as before"
        }
    }

    /// The whole text is refused for one entry that is a mistake, as for one that is no address.
    private static func check(_ rules: [WhitelistRule]) throws(Diagnostic) {
        for rule in rules {
            if let mistake = rule.network.advice.first(where: \.isMistake) {
                throw Diagnostic(
                    .usage, PolicyText.words(mistake, rule.network),
                    hint: "take it out of the text: nothing was imported")
            }
            guard rule.note.utf8.count <= WhitelistAdd.noteLimit else {
                throw Diagnostic(
                    .usage, "the note of \(rule.network.text) has more than \(WhitelistAdd.noteLimit) bytes",
                    hint: "keep longer texts elsewhere, and name the place")
            }
        }
    }

    private func merged(
        _ rules: [WhitelistRule], into record: EnvironmentRecord, at now: Timestamp, _ path: String
    ) throws(Diagnostic) -> ([WhitelistRecord], Counts) {
        var counts = Counts()
        var entries: [WhitelistRecord] = []
        var named = Dictionary(uniqueKeysWithValues: rules.map { ($0.network, $0) })
        for var entry in record.whitelist {
            let network = try entry.rule(at: path).network
            let rule = named.removeValue(forKey: network)
            if rule == nil, replace {
                counts.removed += 1
                continue
            }
            if let note = rule?.note, !note.isEmpty, note != entry.note {
                entry.note = note
                counts.renamed += 1
            } else {
                counts.kept += 1
            }
            entries.append(entry)
        }
        for rule in rules where named[rule.network] != nil {
            counts.added += 1
            entries.append(
                WhitelistRecord(network: rule.network.text, note: rule.note, added: now, expires: nil))
        }
        return (entries, counts)
    }
}
