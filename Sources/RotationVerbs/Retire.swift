import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-rotate retire ENV`.
struct Retire: Verb {
    static let name = "retire"
    static let summary = "erase the previous version"
    static let discussion = """
        Late notifications that were signed with it cannot be verified from then on, and
        there is no rollback to it. With --probe D24 is asked first, and nothing is erased
        unless it refuses those keys.
        """

    var environment = Required<EnvironmentName>()
    var probe = false
    var deadline = DeadlineOption()
    var vault = VaultOptions()
    var wait = WaitOption()
    var confirmation = ConfirmOption()

    static let syntax: [Argument<Retire>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.probe, "probe", "go on only if D24 refuses the previous version"),
        .group(\.deadline, DeadlineOption.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
        .group(\.confirmation, ConfirmOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try deadline.check()
        let session = try VaultSession.open(vault, in: context)
        let name = environment.value
        let record = try session.environment(name)
        guard let previous = record.version(in: .previous) else {
            return Report(
                text: [.line("\(name.text) has no previous version, and nothing was changed")],
                json: ["changed": false, "environment": .string(name.text)])
        }
        try session.checkWritable()
        let age = Now.timestamp.seconds - previous.changed.seconds
        if age < LateNotifications.span {
            let end = previous.changed.advanced(bySeconds: LateNotifications.span)
            context.warn(
                "\(previous.name) is previous for \(Age.text(age)): until \(end.text) D24 may repeat notifications "
                    + "that only it verifies")
        }
        var ping: SentPing?
        if probe {
            let sent = try session.ping(previous, of: record, control: .never, deadline)
            guard case .rejected = sent.result.verdict else { return refusal(sent) }
            ping = sent
        }
        try confirmation.confirm("Erase \(previous.name) of \(name.text)?")
        let path = session.store.path
        let change = try session.change(wait, replaced: .dropped) { draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            guard let version = record.version(in: .previous), version.number == previous.number else {
                throw Diagnostic(
                    .conflict, "\(previous.name) of \(name.text) is not previous any more",
                    hint: "see 'd24-rotate status \(name.text)'")
            }
            try draft.erase(version, of: record, allowed: true, at: path)
            return "retire \(name.text) \(version.name)"
        }
        var rows: [(name: String, value: String)] = []
        if let ping { rows.append(("probe", "\(ping.result.verdict.text), \(ping.statement.evidence)")) }
        return Report(
            change,
            text: [.line("retired \(previous.name) of \(name.text): its secrets are erased"), .fields(rows)],
            json: [
                "environment": .string(name.text), "version": .string(previous.name),
                "probe": ping.map { .string($0.result.verdict.text) } ?? .null,
            ],
            hints: ["backups of the vault made before still hold it"])
    }

    /// D24 takes the old keys still, or it could not be told: only a rejection is about the keys.
    private func refusal(_ ping: SentPing) -> Report {
        let name = ping.environment.name.text
        let isAccepted = ping.result.verdict == .accepted
        let line =
            isAccepted
            ? "D24 still lets \(ping.version.name) through, and nothing was changed"
            : "it cannot be told whether D24 refuses \(ping.version.name), and nothing was changed"
        var report = Report(
            .data, status: isAccepted ? .no : .couldNotTell, text: ping.text + [.line(line)],
            json: ["changed": false],
            hints: isAccepted
                ? ["have D24 end it, or go without --probe: 'd24-rotate retire \(name)'"]
                : ping.statement.hints)
        report.json += ping.json
        return report
    }
}
