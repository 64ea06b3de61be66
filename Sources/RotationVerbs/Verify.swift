import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-rotate verify ENV`.
struct Verify: Verb {
    static let name = "verify"
    static let summary = "prove the pending version with a signed ping"
    static let discussion = """
        On a writer the result is recorded in the vault. A reader cannot write, and
        prints a receipt instead: take it to a writer, for 'd24-rotate promote --receipt'.
        Exit status 0 when D24 let it through, 1 when it refused, 3 when that could not
        be told.
        """

    var environment = Required<EnvironmentName>()
    var credential = CredentialSelector.pending
    var negativeControl = false
    var receipt: String?
    var deadline = DeadlineOption()
    var vault = VaultOptions()
    var patience = PatienceOption()

    static let syntax: [Argument<Verify>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential"),
        .flag(\.negativeControl, "negative-control", "send the wrong signature on production too"),
        .option(\.receipt, "receipt", value: "FILE", "put a receipt there, on a writer too; - prints it"),
        .group(\.deadline, DeadlineOption.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.patience, PatienceOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try deadline.check()
        if let receipt, receipt != "-" { try ReceiptFile.checkOutput(receipt) }
        let session = try VaultSession.open(vault, in: context)
        return try verify(in: session, context)
    }

    /// Pings, records or prints what came of it.
    func verify(in session: borrowing VaultSession, _ context: ToolContext) throws(Diagnostic) -> Report {
        let record = try session.environment(environment.value)
        let version = try record.version(credential)
        let ping = try patience.ping(
            version, of: record, control: negativeControl ? .always : .byKind, deadline, in: session, context)
        let recorded =
            session.vault.role == .writer ? session.recordPing(ping, wait: patience.writing) : nil
        var failure = recorded?.failure.map { error in
            Diagnostic(
                error.status, "\(ping.statement.headline), but it was not recorded: \(error.message)",
                hints: error.hints)
        }
        // What was proven is not lost with the record of it, where it was to be put elsewhere too.
        if let failure, receipt == nil { throw failure }
        let prints = receipt == "-" || (receipt == nil && session.vault.role == .reader)
        var report = Report(
            .data, status: ping.status, text: ping.text, json: [:], hints: ping.statement.hints)
        report.json = ping.json + [JSONMember("recorded", .bool(recorded?.isKept == true))]
        if receipt != nil || prints {
            let signed = try session.receipt(ping)
            report.json.append(JSONMember("receipt", .string(signed.text)))
            if prints { report.text = [.verbatim(signed.text)] }
            if let receipt, !prints {
                do { try ReceiptFile.write(signed, to: receipt) } catch { throw failure ?? error }
            }
        }
        if let recorded { report.hints += note(recorded) }
        let next = next(ping, recorded, isWriter: session.vault.role == .writer)
        failure?.hints += next
        report.failure = failure
        if failure == nil {
            report.hints += next
            if prints, ping.status != .success {
                context.warn("\(ping.statement.headline): \(ping.statement.message)")
            }
        }
        return report
    }

    private func note(_ recorded: Recorded) -> [String] {
        switch recorded {
        case .kept, .outdated, .unwritten: []
        case .outweighed(let old):
            ["the vault keeps '\(old.verdict)' of \(old.time.text): this one says less about the keys"]
        }
    }

    /// What comes after an accepted ping of a pending version.
    private func next(_ ping: SentPing, _ recorded: Recorded?, isWriter: Bool) -> [String] {
        guard ping.result.verdict == .accepted, ping.version.state == .pending else { return [] }
        let needsReceipt: Bool
        switch recorded {
        case .kept, .outweighed: needsReceipt = false
        case .unwritten, nil: needsReceipt = true
        // It would be refused there too.
        case .outdated: return []
        }
        let name = ping.environment.name.text
        var command = "d24-rotate promote \(name)"
        if needsReceipt { command += " --receipt FILE" }
        let rules = VerificationRules(now: ping.time)
        switch rules.standing(of: ping.verification, in: ping.environment) {
        case .sufficient: break
        case .unproven: command += " --accept-unproven REASON"
        case .controlMissing, .missing, .otherBaseURL, .otherAuthentication, .expired, .fromFuture, .rejected,
            .notAccepted, .unknown:
            return ["API Signature is not proven yet: run 'd24-rotate verify \(name)' again"]
        }
        guard needsReceipt else { return ["make it current with '\(command)'"] }
        let what =
            isWriter ? "the receipt tells of it" : "take the receipt to a host that may write the vault"
        return ["\(what): '\(command)'"]
    }
}
