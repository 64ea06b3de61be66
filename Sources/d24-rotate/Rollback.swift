import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-rotate rollback ENV`.
struct Rollback: Verb {
    static let name = "rollback"
    static let summary = "make the previous version current again"
    static let discussion = """
        The previous version is pinged first: if D24 does not let it through, nothing is
        changed. What was current becomes previous, so that a second rollback undoes the
        first.
        """

    var environment = Required<EnvironmentName>()
    var force: Reason?
    var negativeControl = false
    var deadline = DeadlineOption()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<Rollback>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.force, "force", value: "REASON", "go back whatever D24 says"),
        .flag(\.negativeControl, "negative-control", "send the wrong signature on production too"),
        .group(\.deadline, DeadlineOption.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try deadline.check()
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        guard let previous = record.version(in: .previous) else {
            throw Diagnostic(
                .conflict, "\(record.name.text) has no previous version to go back to",
                hint: "see 'd24-rotate status \(record.name.text)'")
        }
        try session.checkWritable()
        let ping = try session.ping(
            previous, of: record, control: negativeControl ? .always : .byKind, deadline)
        guard ping.result.verdict == .accepted || force != nil else { return refusal(ping) }
        let name = record.name
        let state = try session.change(wait) { draft throws(Diagnostic) in
            let present = try draft.metadata.environment(name)
            let version = try ping.unchangedVersion(in: present)
            guard version.state == .previous else {
                throw Diagnostic(.conflict, "\(version.name) of \(name.text) is not previous any more")
            }
            draft.swap(ping, override(ping), of: present)
            return "rollback \(name.text) \(version.name)" + (override(ping) == nil ? "" : " (forced)")
        }
        return done(ping, generation: state.generation)
    }

    /// Kept only where it was needed.
    private func override(_ ping: SentPing) -> PromotionOverride? {
        guard ping.result.verdict != .accepted else { return nil }
        return force.map { PromotionOverride(rule: .forced, reason: $0.text, time: ping.time) }
    }

    private func refusal(_ ping: SentPing) -> Report {
        let name = ping.environment.name.text
        var report = Report(
            .data, status: ping.status,
            text: ping.text + [.line("nothing was changed: D24 did not let \(ping.version.name) through")],
            json: ["changed": false],
            hints: ping.statement.hints + [
                "to go back all the same: 'd24-rotate rollback \(name) --force REASON'"
            ])
        report.json += ping.json
        return report
    }

    private func done(_ ping: SentPing, generation: UInt64) -> Report {
        let name = ping.environment.name.text
        var rows = [(name: "ping", value: "\(ping.result.verdict.text), \(ping.statement.evidence)")]
        rows.append(("signature", ping.result.proof.rawValue))
        if let override = override(ping) {
            rows.append(("override", "\(override.rule.rawValue): \(override.reason)"))
        }
        let current = ping.environment.version(in: .current)
        if let current { rows.append(("previous", current.name)) }
        var report = Report(
            text: [
                .line("rolled back to \(ping.version.name) of \(name), current now"), .fields(rows),
                .line("services that are running keep the old key until they restart"),
            ],
            json: [
                "changed": true, "previous": current.map { .string($0.name) } ?? .null,
                "override": override(ping).map { .string($0.rule.rawValue) } ?? .null,
                "generation": .integer(Int64(generation)),
            ],
            hints: ["to go forward again: 'd24-rotate rollback \(name)'"])
        report.json += ping.json
        return report
    }
}

extension VaultDraft {
    /// Previous and current change places.
    fileprivate mutating func swap(
        _ ping: SentPing, _ override: PromotionOverride?, of record: EnvironmentRecord
    ) {
        let rules = VerificationRules(now: Now.timestamp)
        let time = Now.timestamp
        edit(record.name) { record in
            for index in record.versions.indices {
                let old = record.versions[index]
                switch old.state {
                case .current: record.versions[index].state = .previous
                case .previous:
                    record.versions[index].state = .current
                    record.versions[index].override = override
                    if rules.replaces(ping.verification, old.verification, in: record) {
                        record.versions[index].verification = ping.verification
                    }
                case .pending, .retired: continue
                }
                record.versions[index].changed = time
            }
        }
    }
}
