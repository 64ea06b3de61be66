import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat

/// What a rollback rests on: a ping of the previous version, sent here or told of by a receipt.
struct RollbackGround {
    let version: CredentialVersion
    /// As it was when the ping was sent.
    let environment: EnvironmentRecord
    let verification: Verification
    private let source: Source

    private enum Source {
        case ping(SentPing)
        case receipt(SignedReceipt, vault: VaultID)
    }

    /// Nil for a receipt.
    private var ping: SentPing? { if case .ping(let ping) = source { ping } else { nil } }

    init(_ ping: SentPing) {
        version = ping.version
        environment = ping.environment
        verification = ping.verification
        source = .ping(ping)
    }

    /// Throws what is told of a receipt that is not taken.
    init(
        _ receipt: SignedReceipt, for version: CredentialVersion, of environment: EnvironmentRecord,
        in session: borrowing VaultSession
    ) throws(Diagnostic) {
        let vault = session.state.id
        verification = try Self.verified(
            receipt, in: vault, for: version, of: environment, session.metadata,
            session.vault.file.header.slots)
        self.version = version
        self.environment = environment
        source = .receipt(receipt, vault: vault)
    }

    private static func verified(
        _ receipt: SignedReceipt, in vault: VaultID, for version: CredentialVersion,
        of environment: EnvironmentRecord, _ metadata: VaultMetadata, _ slots: [Slot]
    ) throws(Diagnostic) -> Verification {
        do {
            return try receipt.verified(
                for: version, of: environment, in: vault, slots: slots, records: metadata.slots
            ).verification
        } catch { throw Diagnostic(error) }
    }

    /// The version as the vault has it now, if what this rests on still speaks of it: the slot that signed a
    /// receipt may be gone.
    func unchangedVersion(
        in record: EnvironmentRecord, _ metadata: VaultMetadata, _ slots: [Slot]
    ) throws(Diagnostic) -> CredentialVersion {
        let found = try version.unchanged(since: environment, in: record)
        if case .receipt(let receipt, let vault) = source {
            _ = try Self.verified(receipt, in: vault, for: found, of: record, metadata, slots)
        }
        return found
    }

    /// D24 did not let it through, or what says that it did does not count. Never a success: nothing was
    /// changed.
    func refusal(_ standing: Standing) -> Report {
        let name = environment.name.text
        let why: String
        let status: ExitStatus
        switch ping?.status {
        case .couldNotTell?:
            (status, why) = (.couldNotTell, "it cannot be told whether D24 lets \(version.name) through")
        case .no?: (status, why) = (.no, "D24 did not let \(version.name) through")
        case _: (status, why) = (.no, standing.problem ?? "it does not count")
        }
        var report = Report(
            .data, status: status, text: (ping?.text ?? []) + [.line("nothing was changed: \(why)")],
            json: ["changed": false],
            hints: (ping?.statement.hints ?? []) + [
                "to go back all the same: 'd24-rotate rollback \(name) --force REASON'"
            ])
        report.json += members
        return report
    }

    func report(_ override: PromotionOverride?, generation: UInt64) -> Report {
        let name = environment.name.text
        let evidence =
            ping.map { "\($0.result.verdict.text), \($0.statement.evidence)" }
            ?? "\(verification.verdict), from \(verification.host) at \(verification.time.text)"
        var rows = [(name: ping == nil ? "receipt" : "ping", value: evidence)]
        rows.append(("signature", verification.signature))
        if let override { rows.append(("override", "\(override.rule.rawValue): \(override.reason)")) }
        let current = environment.version(in: .current)
        if let current { rows.append(("previous", current.name)) }
        var report = Report(
            text: [
                .line("rolled back to \(version.name) of \(name), current now"), .fields(rows),
                .line("services that are running keep the old key until they restart"),
            ],
            json: [
                "changed": true, "previous": current.map { .string($0.name) } ?? .null,
                "override": override.map { .string($0.rule.rawValue) } ?? .null,
                "generation": .integer(Int64(generation)),
            ],
            hints: ["to go forward again: 'd24-rotate rollback \(name)'"])
        report.json += members
        return report
    }

    private var members: [JSONMember] {
        ping?.json ?? [
            JSONMember("environment", .string(environment.name.text)),
            JSONMember("version", .string(version.name)),
            JSONMember("verification", CredentialText.json(verification)),
        ]
    }
}
