import CashoutsAPI
import HTTPTransport
import KeyRotation
import Sodium
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
        let secrets = try credentials(of: environment)
        let ping = try Self.build(version, of: environment, in: metadata, secrets: secrets, control)
        let time = Now.timestamp
        let result = ping.send(deadline: try deadline.start())
        return SentPing(
            statement: PingStatement(result, version: version, of: environment), host: Host.name, time: time)
    }

    private static func build(
        _ version: CredentialVersion, of environment: EnvironmentRecord, in metadata: VaultMetadata,
        secrets: borrowing CredentialRecords, _ control: ControlPolicy
    ) throws(Diagnostic) -> SignedPing {
        let name = environment.name.text
        do throws(SignedPingError) {
            return try SignedPing(
                version, of: environment, in: metadata, secrets: secrets, control: control,
                random: RandomBytes.make(StatusQuery.randomByteCount),
                userAgent: "d24-tools/\(Tool.version)")
        } catch {
            switch error {
            case .host:
                throw Diagnostic(
                    .usage, "\(environment.baseURL.host) is not a host for \(environment.kind.rawValue)",
                    hint:
                        "nothing was sent: set the right --kind or --base-url with 'd24-vault env set \(name)'"
                )
            case .noSecrets:
                throw Diagnostic(.damaged, "\(version.name) of \(name) is not in the vault")
            case .request(let problem):
                throw Diagnostic(.internalError, "the ping cannot be made (\(problem)), and nothing was sent")
            }
        }
    }
}
