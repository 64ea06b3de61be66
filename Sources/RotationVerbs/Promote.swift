import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-rotate promote ENV`.
struct Promote: Verb {
    static let name = "promote"
    static let summary = "make the pending version current"
    static let discussion = """
        It must have been verified here, or on another host whose receipt is given. What
        was current stays as previous and verifies late notifications; what was previous
        is retired, and its secrets are erased.
        """

    var environment = Required<EnvironmentName>()
    var receipt: String?
    var acceptUnproven: Reason?
    var force: Reason?
    var validity = ValidityOption()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<Promote>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.receipt, "receipt", value: "FILE", "a receipt of another host's verify, - for stdin"),
        .option(
            \.acceptUnproven, "accept-unproven", value: "REASON",
            "go on where D24 checks no signature before look-up"),
        .option(\.force, "force", value: "REASON", "go on without a verification, unless D24 rejected it"),
        .group(\.validity, ValidityOption.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try check()
        let session = try VaultSession.open(vault, in: context)
        return try promote(in: session, context)
    }

    /// Fails for options that exclude each other, before anything is read.
    private func check() throws(Diagnostic) {
        guard acceptUnproven == nil || force == nil else {
            throw .misuse("--accept-unproven and --force exclude each other")
        }
        try ReceiptFile.checkInput(receipt, besides: vault)
        _ = try validity.rules()
    }

    /// Decides inside the lock, and makes the pending version current.
    func promote(in session: borrowing VaultSession, _ context: ToolContext) throws(Diagnostic) -> Report {
        let name = environment.value
        let before = try session.environment(name)
        try session.checkWritable()
        let given: SignedReceipt?
        if let receipt { given = try ReceiptFile.read(receipt) } else { given = nil }
        let path = session.store.path
        let id = session.state.id
        // What is erased from the vault must not stay in the file beside it.
        let erases = before.version(in: .current) != nil && before.version(in: .previous) != nil
        var decision: Promotion?
        let change = try session.change(wait, replaced: erases ? .dropped : .kept) {
            draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            let made = try decide(record, given, draft.metadata, draft.slotHeaders, id)
            if let previous = made.retired {
                try draft.erase(previous, of: record, allowed: erases, at: path)
            }
            draft.promote(made, of: record)
            decision = made
            return "promote \(name.text) \(made.version.name)"
                + (made.version.override.map { " (\($0.rule.rawValue))" } ?? "")
        }
        guard let decision else { throw Diagnostic(.internalError, "nothing was promoted") }
        if decision.version.override == nil, acceptUnproven != nil || force != nil {
            context.warn("the verification counts, so the reason was not needed and is not kept")
        }
        return decision.report(generation: change.after.generation)
    }

    private func decide(
        _ record: EnvironmentRecord, _ receipt: SignedReceipt?, _ metadata: VaultMetadata, _ slots: [Slot],
        _ id: VaultID
    ) throws(Diagnostic) -> Promotion {
        let name = record.name.text
        guard var version = record.version(in: .pending) else {
            throw Diagnostic(
                .conflict, "\(name) has no pending version to promote",
                hint: record.version(in: .current).map { "\($0.name) is current since \($0.changed.text)" }
                    ?? "enter it with 'd24-rotate stage \(name)'")
        }
        let rules = try validity.rules()
        if let receipt {
            let verified: Receipt
            do {
                verified = try receipt.verified(
                    for: version, of: record, in: id, slots: slots, records: metadata.slots)
            } catch { throw Diagnostic(error) }
            // Of two words of D24 the later one holds, wherever it was heard.
            if rules.replaces(verified.verification, version.verification, in: record) {
                version.verification = verified.verification
            }
        }
        let standing = rules.standing(of: version.verification, in: record)
        let event: RotationEvent =
            force != nil ? .promoteForced : acceptUnproven != nil ? .promoteUnproven : .promote
        let state = RotationState(
            hasCurrent: record.version(in: .current) != nil,
            hasPrevious: record.version(in: .previous) != nil, pending: .init(standing))
        guard state.allows(event) else { throw Diagnostic(standing, version, of: record) }
        version.override = override(standing, rules.now)
        if version.override?.rule == .forced { try Self.checkForced(version, record) }
        return Promotion(version: version, environment: record)
    }

    /// Fails where the last keys that D24 is known to have taken would be erased, for some that nobody has
    /// seen work.
    private static func checkForced(
        _ version: CredentialVersion, _ record: EnvironmentRecord
    ) throws(Diagnostic) {
        guard let current = record.version(in: .current), current.override?.rule == .forced,
            let previous = record.version(in: .previous)
        else { return }
        throw Diagnostic(
            .no,
            "\(version.name) of \(record.name.text) is not promoted: \(current.name) was forced too and not accepted "
                + "since, and \(previous.name) would be erased",
            hints: [
                "if D24 takes \(current.name) by now: 'd24-rotate ping \(record.name.text)'",
                "else go back first: 'd24-rotate rollback \(record.name.text) --force REASON', then promote",
            ])
    }

    /// Kept only where it was needed.
    private func override(_ standing: Standing, _ now: Timestamp) -> PromotionOverride? {
        guard standing != .sufficient else { return nil }
        if let acceptUnproven {
            return PromotionOverride(rule: .unproven, reason: acceptUnproven.text, time: now)
        }
        return force.map { PromotionOverride(rule: .forced, reason: $0.text, time: now) }
    }
}

/// What a promotion does, decided and not yet done.
struct Promotion {
    /// The pending version, with the verification and the override that it takes along.
    let version: CredentialVersion
    /// As it is before.
    let environment: EnvironmentRecord

    /// Whose secrets are erased: with a version that becomes previous, there is no room for another.
    var retired: CredentialVersion? {
        environment.version(in: .current) == nil ? nil : environment.version(in: .previous)
    }

    /// What was proven, and where.
    private var proof: String {
        guard let verification = version.verification, verification.verdict == Verdict.accepted.text else {
            return "not verified: promoted by force"
        }
        let signature = "signature \(verification.signature)"
        return "accepted from \(verification.host) at \(verification.time.text), \(signature)"
    }

    func report(generation: UInt64) -> Report {
        let name = environment.name.text
        var rows = [(name: "proof", value: proof)]
        if let override = version.override {
            rows.append(("override", "\(override.rule.rawValue): \(override.reason)"))
        }
        if let current = environment.version(in: .current) {
            rows.append(("previous", "\(current.name), which verifies late notifications"))
        }
        if let retired { rows.append(("retired", "\(retired.name), whose secrets are erased")) }
        func named(_ version: CredentialVersion?) -> JSONValue { version.map { .string($0.name) } ?? .null }
        return Report(
            text: [
                .line("promoted \(version.name) of \(name), current now"), .fields(rows),
                .line("services that are running keep the old key until they restart"),
            ],
            json: [
                "changed": true, "environment": .string(name), "version": .string(version.name),
                "previous": named(environment.version(in: .current)), "retired": named(retired),
                "verification": version.verification.map { CredentialText.json($0) } ?? .null,
                "override": version.override.map { .string($0.rule.rawValue) } ?? .null,
                "generation": .integer(Int64(generation)),
            ],
            hints: ["if it was a mistake: 'd24-rotate rollback \(name)'"]
                + (environment.version(in: .current) == nil
                    ? []
                    : ["when no notification can be late any more, in 13 h: 'd24-rotate retire \(name)'"]))
    }
}

extension VaultDraft {
    fileprivate mutating func promote(_ promotion: Promotion, of record: EnvironmentRecord) {
        let time = Now.timestamp
        metadata.edit(record.name) { record in
            for index in record.versions.indices {
                switch record.versions[index].state {
                case .current: record.versions[index].state = .previous
                case .pending:
                    record.versions[index] = promotion.version
                    record.versions[index].state = .current
                case .previous, .retired: continue
                }
                record.versions[index].changed = time
            }
        }
    }
}

extension Diagnostic {
    /// Why a pending version is not promoted.
    fileprivate init(_ standing: Standing, _ version: CredentialVersion, of record: EnvironmentRecord) {
        let name = record.name.text
        let verify =
            "verify it with 'd24-rotate verify \(name)', or give the --receipt of a host that D24 lets in"
        let problem = "\(version.name) of \(name) is not promoted: \(standing.problem ?? "it is not pending")"
        switch standing {
        case .unproven:
            self.init(
                .no, problem,
                hint: "if that is acceptable: 'd24-rotate promote \(name) --accept-unproven REASON'")
        case .rejected:
            self.init(
                .no, problem,
                hints: [
                    "enter it anew with 'd24-rotate stage \(name) --replace'",
                    "if the panel shows these keys, try again with 'd24-rotate verify \(name)'",
                ])
        case .sufficient, .controlMissing, .missing, .otherBaseURL, .otherAuthentication, .expired,
            .fromFuture,
            .notAccepted, .unknown:
            self.init(
                .no, problem,
                hints: [verify, "when D24 or the address is the problem: --force REASON"])
        }
    }
}
