import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-rotate run ENV`.
struct Run: Verb {
    static let name = "run"
    static let summary = "replace the keys: stage, verify and promote in one go"
    static let discussion = """
        Prints its plan first. Stopped anywhere, it goes on from there when it is run
        again. On a reader, which cannot write, it ends with the receipt and the command
        for the writer.
        """

    var environment = Required<EnvironmentName>()
    var dryRun = false
    var replace = false
    var acceptUnproven: Reason?
    var negativeControl = false
    var entry = CredentialEntry()
    var deadline = DeadlineOption()
    var validity = ValidityOption()
    var vault = VaultOptions()
    var patience = PatienceOption()

    static let syntax: [Argument<Run>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.dryRun, "dry-run", "print the plan and stop"),
        .flag(\.replace, "replace", "enter the keys anew, in the place of a pending version"),
        .option(
            \.acceptUnproven, "accept-unproven", value: "REASON",
            "go on where D24 checks no signature before look-up"),
        .flag(\.negativeControl, "negative-control", "send the wrong signature on production too"),
        .group(\.entry, CredentialEntry.syntax),
        .group(\.deadline, DeadlineOption.syntax),
        .group(\.validity, ValidityOption.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.patience, PatienceOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try entry.check(besides: vault)
        try deadline.check()
        let rules = try validity.rules()
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let plan = RotationPlan(
            record, pending: RotationState(record, rules).pending, role: session.vault.role,
            entersKeys: entry.isGiven || replace, acceptsUnproven: acceptUnproven != nil)
        if dryRun {
            return Report(
                .data, text: plan.lines.map { .line($0) }, json: ["changed": false, "plan": plan.json])
        }
        var report: Report
        if session.vault.role == .writer {
            report = try write(plan, record, session, context)
        } else {
            report = try askOnly(plan, record, session, context)
        }
        report.json.insert(JSONMember("plan", plan.json), at: 0)
        return report
    }

    /// A reader's part: the receipt.
    private func askOnly(
        _ plan: RotationPlan, _ record: EnvironmentRecord, _ session: borrowing VaultSession,
        _ context: ToolContext
    ) throws(Diagnostic) -> Report {
        guard record.version(in: .pending) != nil else {
            throw Diagnostic(
                .notAllowed,
                "\(record.name.text) has no pending version, and this identity may not enter one",
                hint: "stage it on a writer, and bring the vault here with 'd24-vault receive'")
        }
        guard !entry.isGiven, !replace else { throw Diagnostic(.readOnly, at: session.store.path) }
        announce(plan, context)
        return try verify.verify(in: session, context)
    }

    /// The steps that are left, each with the vault as the one before has left it.
    private func write(
        _ plan: RotationPlan, _ record: EnvironmentRecord, _ session: consuming VaultSession,
        _ context: ToolContext
    ) throws(Diagnostic) -> Report {
        announce(plan, context)
        var session = session
        var done: [(step: RotationPlan.Step, report: Report)] = []
        for step in plan.steps {
            let report: Report
            switch step {
            case .stage:
                let triple = try entry.read(for: record.name, besides: vault, in: context)
                switch try standing(of: triple, in: record, session) {
                case .isCurrent(let version): return Self.nothingLeft(version, of: record)
                case .isPending: continue
                case .isNew: report = try stage.stage(triple, in: session, context)
                }
            case .verify: report = try verify.verify(in: session, context)
            case .promote:
                do { report = try promote.promote(in: session, context) } catch {
                    // What was proven is what the refusal speaks of.
                    for (_, report) in done { try context.show(report.text) }
                    throw error
                }
            case .receipt: continue
            }
            done.append((step, report))
            guard report.status == .success else { break }
            session = try session.reloaded()
        }
        return merged(done)
    }

    /// What the keys that were entered are to the vault: `run` may have been stopped after each of its steps.
    private enum Entered {
        case isNew
        case isPending
        case isCurrent(CredentialVersion)
    }

    private func standing(
        of triple: borrowing CredentialTriple, in record: EnvironmentRecord, _ session: borrowing VaultSession
    ) throws(Diagnostic) -> Entered {
        let fingerprints: TripleFingerprint
        do {
            fingerprints = TripleFingerprint(
                apiKey: try session.vault.fingerprint(of: triple[.apiKey]),
                apiPassphrase: try session.vault.fingerprint(of: triple[.apiPassphrase]),
                apiSignature: try session.vault.fingerprint(of: triple[.apiSignature]))
        } catch { throw Diagnostic(error, at: session.store.path) }
        if let pending = record.version(in: .pending), pending.fingerprints == fingerprints {
            return .isPending
        }
        if let current = record.version(in: .current), current.fingerprints == fingerprints {
            return .isCurrent(current)
        }
        return .isNew
    }

    private static func nothingLeft(_ version: CredentialVersion, of record: EnvironmentRecord) -> Report {
        Report(
            text: [
                .line(
                    "these keys are current in \(record.name.text) already, as \(version.name) since "
                        + "\(version.changed.text): nothing is left to do")
            ],
            json: [
                "changed": false, "environment": .string(record.name.text), "version": .string(version.name),
            ])
    }

    private func announce(_ plan: RotationPlan, _ context: ToolContext) {
        for line in plan.lines { context.tell("plan", line) }
    }

    private func merged(_ done: [(step: RotationPlan.Step, report: Report)]) -> Report {
        let last = done.last?.report
        let name = environment.value.text
        var hints = last?.hints ?? []
        if last?.status != .success { hints.append("then go on with 'd24-rotate run \(name)'") }
        var text: [TextBlock] = []
        for (_, report) in done { text += report.text }
        return Report(
            .data, status: last?.status ?? .success, text: text,
            json: [
                "changed": .bool(done.contains { Self.changed($0.report) }), "environment": .string(name),
                "steps": .array(
                    done.map { step, report in
                        .object(
                            [
                                JSONMember("step", .string(step.rawValue)),
                                JSONMember("status", .integer(Int64(report.status.rawValue))),
                            ] + report.json)
                    }),
            ], hints: hints)
    }

    /// Whether a step wrote the vault: of `verify` the record of its ping is what it writes.
    private static func changed(_ report: Report) -> Bool {
        report.json.contains { ["changed", "recorded"].contains($0.key) && $0.value == true }
    }

    // The verbs that do the steps, with the options given here.

    private var stage: Stage {
        var verb = Stage()
        verb.environment = environment
        verb.replace = replace
        verb.entry = entry
        verb.vault = vault
        verb.wait = patience.writing
        return verb
    }

    private var verify: Verify {
        var verb = Verify()
        verb.environment = environment
        verb.negativeControl = negativeControl
        verb.deadline = deadline
        verb.vault = vault
        verb.patience = patience
        return verb
    }

    private var promote: Promote {
        var verb = Promote()
        verb.environment = environment
        verb.acceptUnproven = acceptUnproven
        verb.validity = validity
        verb.vault = vault
        verb.wait = patience.writing
        return verb
    }
}
