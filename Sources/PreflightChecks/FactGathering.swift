package import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import HTTPTransport
import KeyRotation
package import ToolSupport
import VaultFormat
import VaultStore

extension PreflightFacts {
    /// Opens the vault, pings once and asks the witnesses once; changes nothing anywhere.
    ///
    /// - Parameter pingDeadline: seconds for the ping and its control together.
    package static func gather(
        _ name: EnvironmentName, _ options: VaultOptions, in context: ToolContext, pingDeadline: Double
    ) -> PreflightFacts {
        let session: VaultSession
        do throws(Diagnostic) {
            session = try VaultSession.open(options, in: context, looking: true)
        } catch {
            return PreflightFacts(environmentName: name, vault: .failed(error), now: Now.timestamp)
        }
        let opened = OpenedVault(
            path: session.store.path, state: session.state, isPinned: session.isPinned,
            slotName: session.vault.slotName, role: session.vault.role, metadata: session.metadata)
        var facts = PreflightFacts(environmentName: name, vault: .open(opened), now: Now.timestamp)
        guard let environment = facts.environment else { return facts }
        facts.secrets = openSecrets(of: environment, in: session)
        if case .open(let version) = facts.secrets {
            facts.ping = ping(version, of: environment, in: session, deadline: pingDeadline)
            facts.now = Now.timestamp
        }
        facts.witnesses = askWitnesses(
            environment, at: opened.path, now: facts.now)
        return facts
    }

    private static func openSecrets(
        of environment: EnvironmentRecord, in session: borrowing VaultSession
    ) -> SecretsFact {
        do throws(Diagnostic) {
            let version = try environment.version(.current)
            _ = try session.credentials(of: environment)
            return .open(version)
        } catch { return .failed(error) }
    }

    private static func ping(
        _ version: CredentialVersion, of environment: EnvironmentRecord, in session: borrowing VaultSession,
        deadline: Double
    ) -> PingFact {
        do throws(Diagnostic) {
            let ping = try session.signedPing(version, of: environment, control: .byKind)
            let result = ping.send(deadline: .after(seconds: deadline))
            return .sent(PingStatement(result, version: version, of: environment))
        } catch { return .refused(error) }
    }

    private static func askWitnesses(
        _ environment: EnvironmentRecord, at path: String, now: Timestamp
    ) -> WitnessFact {
        do throws(Diagnostic) {
            let whitelist = try environment.egressWhitelist(at: path)
            let list = try WitnessList.of(environment)
            let reports = list.ask([.v4], deadline: .after(seconds: WitnessRound.usualDeadline))
            let findings = reports.map {
                EgressFinding(
                    family: $0.family, conclusion: $0.conclusion, whitelist: whitelist, now: now.seconds)
            }
            return .heard(findings, reports)
        } catch { return .refused(error) }
    }
}
