import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-rotate rollback ENV`.
struct Rollback: Verb {
    static let name = "rollback"
    static let summary = "make the previous version current again"
    static let discussion = """
        The previous version is pinged first, or the receipt of a host that has pinged it
        is taken: if D24 does not let it through, nothing is changed. What was current
        becomes previous, so that a second rollback undoes the first.
        """

    var environment = Required<EnvironmentName>()
    var receipt: String?
    var force: Reason?
    var negativeControl = false
    var deadline = DeadlineOption()
    var validity = ValidityOption()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<Rollback>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.receipt, "receipt", value: "FILE", "of 'verify ENV --credential previous', - for stdin"),
        .option(\.force, "force", value: "REASON", "go back whatever D24 says"),
        .flag(\.negativeControl, "negative-control", "send the wrong signature on production too"),
        .group(\.deadline, DeadlineOption.syntax),
        .group(\.validity, ValidityOption.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try deadline.check()
        try ReceiptFile.checkInput(receipt, besides: vault)
        _ = try validity.rules()
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        guard let previous = record.version(in: .previous) else {
            throw Diagnostic(
                .conflict, "\(record.name.text) has no previous version to go back to",
                hint: "see 'd24-rotate status \(record.name.text)'")
        }
        try session.checkWritable()
        let ground: RollbackGround
        if let receipt {
            ground = try RollbackGround(try ReceiptFile.read(receipt), for: previous, of: record, in: session)
        } else {
            ground = RollbackGround(
                try session.ping(
                    previous, of: record, control: negativeControl ? .always : .byKind, deadline))
        }
        // Judged now: a ping that was sent here is later than the beginning of this command.
        var judgement = try judgement(ground, of: previous, in: record)
        if case .refused(let standing) = judgement { return ground.refusal(standing) }
        let change = try session.change(wait) { draft throws(Diagnostic) in
            let present = try draft.metadata.environment(record.name)
            let version = try ground.unchangedVersion(in: present, draft.metadata, draft.slotHeaders)
            guard version.state == .previous else {
                throw Diagnostic(
                    .conflict, "\(version.name) of \(record.name.text) is not previous any more")
            }
            // And again: those who were waited for may have heard of a rejection.
            judgement = try self.judgement(ground, of: version, in: present)
            guard case .allowed(let override) = judgement else { return nil }
            draft.swap(ground.verification, override, of: present)
            return "rollback \(record.name.text) \(version.name)" + (override == nil ? "" : " (forced)")
        }
        switch judgement {
        case .refused(let standing): return ground.refusal(standing)
        case .allowed(let override): return ground.report(override, generation: change.after.generation)
        }
    }

    private enum Judgement {
        /// With the override that it takes.
        case allowed(PromotionOverride?)
        case refused(Standing)
    }

    /// Judges going back to a version as the vault has it.
    private func judgement(
        _ ground: RollbackGround, of version: CredentialVersion, in record: EnvironmentRecord
    ) throws(Diagnostic) -> Judgement {
        let rules = try validity.rules()
        var standing = rules.standing(of: ground.verification, in: record)
        if standing.letsThrough, !rules.replaces(ground.verification, version.verification, in: record) {
            // Of two words of D24 the later one holds, wherever it was heard.
            standing = rules.standing(of: version.verification, in: record)
        }
        if standing.letsThrough { return .allowed(nil) }
        guard let force else { return .refused(standing) }
        return .allowed(PromotionOverride(rule: .forced, reason: force.text, time: rules.now))
    }
}

extension Standing {
    /// Whether D24 let the keys through, of late: what goes back to keys that were current once asks for no
    /// proof of API Signature.
    fileprivate var letsThrough: Bool {
        switch self {
        case .sufficient, .unproven, .controlMissing: true
        case .missing, .otherBaseURL, .otherAuthentication, .expired, .fromFuture, .rejected, .notAccepted,
            .unknown:
            false
        }
    }
}

extension VaultDraft {
    /// Previous and current change places.
    fileprivate mutating func swap(
        _ verification: Verification, _ override: PromotionOverride?, of record: EnvironmentRecord
    ) {
        let time = Now.timestamp
        let rules = VerificationRules(now: time)
        metadata.edit(record.name) { record in
            for index in record.versions.indices {
                let old = record.versions[index]
                switch old.state {
                case .current: record.versions[index].state = .previous
                case .previous:
                    record.versions[index].state = .current
                    let stays =
                        old.override?.rule == .unproven
                        && verification.signature != SignatureProof.proven.rawValue
                    record.versions[index].override = override ?? (stays ? old.override : nil)
                    if rules.replaces(verification, old.verification, in: record) {
                        record.versions[index].verification = verification
                    }
                case .pending, .retired: continue
                }
                record.versions[index].changed = time
            }
        }
    }
}
