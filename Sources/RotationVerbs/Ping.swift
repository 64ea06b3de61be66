import Arguments
import CashoutsAPI
import KeyRotation
import ToolSupport
import VaultFormat

/// `d24-rotate ping ENV`.
struct Ping: Verb {
    static let name = "ping"
    static let summary = "ask D24 whether it lets a credential through, and record nothing"
    static let discussion = """
        For monitors: exit status 0 when D24 let it through, 1 when it refused, 3 when
        that could not be told. One status query for a cashout that cannot exist is sent,
        and on staging the same once more with a wrong signature.
        """

    var environment = Required<EnvironmentName>()
    var credential = CredentialSelector.current
    var negativeControl = false
    var deadline = DeadlineOption()
    var vault = VaultOptions()

    static let syntax: [Argument<Ping>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential"),
        .flag(\.negativeControl, "negative-control", "send the wrong signature on production too"),
        .group(\.deadline, DeadlineOption.syntax),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try deadline.check()
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let version = try record.version(credential)
        let ping = try session.ping(
            version, of: record, control: negativeControl ? .always : .byKind, deadline)
        Self.endOverride(ping, in: session, context)
        var report = Report(
            .data, status: ping.status, text: ping.text, json: [:], hints: ping.statement.hints)
        report.json = ping.json
        return report
    }

    /// An override stays visible until a ping accepts the version; a writer then takes it out, and that is
    /// all that a ping ever writes. That it cannot is no answer to the question that was asked.
    private static func endOverride(
        _ ping: SentPing, in session: borrowing VaultSession, _ context: ToolContext
    ) {
        guard session.vault.role == .writer, let override = ping.version.override,
            VerificationRules.ends(override, ping.result)
        else { return }
        let recorded = session.recordPing(ping, wait: WaitOption(), keepingVerification: false)
        if let error = recorded.failure {
            context.warn("the override of \(ping.version.name) could not be taken out: \(error.message)")
        }
    }
}
