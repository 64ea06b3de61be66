import Arguments
import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-egress whitelist add ENV NETWORK`.
struct WhitelistAdd: Verb {
    static let name = "whitelist add"
    static let summary = "note an address or a network that the panel lets in"
    static let discussion = """
        The panel's list is the one that counts; this is our copy of it. Adding what is
        there already changes its note and its expiry where they are given.
        """

    /// A word for people, not a document, in bytes.
    static let noteLimit = 256

    var environment = Required<EnvironmentName>()
    var network = Required<String>()
    var note: String?
    var expires: EntryExpiry?
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<WhitelistAdd>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.network, "NETWORK", "an address, or a network such as 93.184.216.0/24"),
        .option(\.note, "note", value: "TEXT", "what it is"),
        .option(\.expires, "expires", value: "DATE", "the last day on which it counts, or never"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let name = environment.value
        let network = try accepted()
        let now = Now.timestamp
        try check(at: now)
        let session = try VaultSession.open(vault, in: context)
        let path = session.store.path
        let before = try session.environment(name)
        try session.checkWritable()
        let change = try session.change(wait) { draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            let changed = try edited(record, network, at: now, path)
            guard changed != record else { return nil }
            draft.metadata.edit(name) { $0 = changed }
            return "whitelist add \(name.text) \(network.text)"
        }
        let changed = change.changed
        for advice in network.advice { context.warn(PolicyText.words(advice, network)) }
        try warn(before, network, at: now, path, in: context)
        return Report(
            change,
            text: [
                .line(
                    changed
                        ? "\(network.text) is on the whitelist of \(name.text) now"
                        : "\(network.text) is on the whitelist of \(name.text) already")
            ],
            json: ["environment": .string(name.text), "network": .string(network.text)],
            hints: changed ? ["the panel must have it too: \(PolicyText.panel)"] : [])
    }

    /// The network typed, unless it is a mistake.
    private func accepted() throws(Diagnostic) -> IPNetwork {
        let network = try PolicyText.network(network.value)
        if let mistake = network.advice.first(where: \.isMistake) {
            throw Diagnostic(
                .usage, PolicyText.words(mistake, network),
                hint: "see which address others see with 'd24-egress discover'")
        }
        return network
    }

    private func check(at now: Timestamp) throws(Diagnostic) {
        if let note {
            guard note.utf8.count <= Self.noteLimit,
                note.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
            else {
                throw Diagnostic(
                    .usage, "--note is one line of at most \(Self.noteLimit) bytes",
                    hint: "keep longer texts elsewhere, and name the place")
            }
        }
        if let end = expires?.time, end <= now {
            throw Diagnostic(
                .usage, "--expires is in the past: it is \(now.text) now",
                hint: "give a later day, or leave the entry out")
        }
    }

    private func edited(
        _ record: EnvironmentRecord, _ network: IPNetwork, at now: Timestamp, _ path: String
    ) throws(Diagnostic) -> EnvironmentRecord {
        var record = record
        var place: Int?
        for (index, entry) in record.whitelist.enumerated() {
            if try entry.rule(at: path).network == network { place = index }
        }
        guard let place else {
            record.whitelist.append(
                WhitelistRecord(
                    network: network.text, note: note ?? "", added: now, expires: expires?.time))
            return record
        }
        if let note { record.whitelist[place].note = note }
        if let expires { record.whitelist[place].expires = expires.time }
        return record
    }

    /// Says what the list makes of the entry: another one covers it, or it is there and counts no longer.
    private func warn(
        _ record: EnvironmentRecord, _ network: IPNetwork, at now: Timestamp, _ path: String,
        in context: ToolContext
    ) throws(Diagnostic) {
        for rule in try record.egressWhitelist(at: path).rules {
            if rule.network == network {
                guard expires == nil, rule.isExpired(at: now.seconds) else { continue }
                context.warn(PolicyText.words(expired: network, of: record.name))
            } else if rule.network.overlaps(network) {
                context.warn("\(network.text) overlaps \(rule.network.text), which is on the list too")
            }
        }
    }
}
