import CashoutsAPI
import HTTPTransport
import KeyRotation
import SystemIO
import ToolSupport
import VaultFormat

/// A ping that was sent, and what belongs to it.
struct SentPing {
    let statement: PingStatement
    let host: String
    /// When it was sent.
    let time: Timestamp

    var result: PingResult { statement.result }
    var version: CredentialVersion { statement.version }
    var environment: EnvironmentRecord { statement.environment }
    var verification: Verification { result.verification(of: environment, host: host, time: time) }

    /// How a verb ends that only asked.
    var status: ExitStatus {
        switch result.verdict {
        case .accepted: .success
        case .rejected, .blocked: .no
        case .inconclusive: .couldNotTell
        }
    }
}

extension VaultSession {
    /// Pings D24 with one version of an environment, once, and with its control if one is wanted.
    func ping(
        _ version: CredentialVersion, of environment: EnvironmentRecord, control: ControlPolicy,
        _ deadline: DeadlineOption
    ) throws(Diagnostic) -> SentPing {
        let ping = try signedPing(version, of: environment, control: control)
        let time = Now.timestamp
        let result = ping.send(deadline: try deadline.start())
        return SentPing(
            statement: PingStatement(result, version: version, of: environment), host: Host.name, time: time)
    }
}
