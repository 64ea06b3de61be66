import CashoutsAPI
import Sodium
package import ToolSupport
package import VaultFormat

extension VaultSession {
    /// Builds the ping of one version of an environment, to be sent once.
    ///
    /// Throws diagnostics of status `.usage` for an environment at a host of the other kind, `.damaged` and
    /// `.notAllowed` for secrets that are not to be had; nothing was sent then.
    package func signedPing(
        _ version: CredentialVersion, of environment: EnvironmentRecord, control: ControlPolicy
    ) throws(Diagnostic) -> SignedPing {
        let secrets = try credentials(of: environment)
        return try Self.build(version, of: environment, in: metadata, secrets: secrets, control)
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
                        "nothing was sent: mend it with 'd24-vault env set \(name)', --kind or --base-url"
                )
            case .noSecrets:
                throw Diagnostic(.damaged, "\(version.name) of \(name) is not in the vault")
            case .request(let problem):
                throw Diagnostic(.internalError, "the ping cannot be made (\(problem)), and nothing was sent")
            }
        }
    }
}
