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
    /// On the word of a vault that nobody vouches for nothing is sent. Throws a diagnostic of status `.usage`
    /// for options that cannot be meant; whatever else goes wrong is a fact.
    /// - Parameter pingDeadline: seconds for the ping and its control together.
    package static func gather(
        _ name: EnvironmentName, _ options: VaultOptions, in context: ToolContext, pingDeadline: Double
    ) throws(Diagnostic) -> PreflightFacts {
        let session: VaultSession
        do throws(Diagnostic) {
            session = try VaultSession.open(options, in: context, looking: true)
        } catch {
            guard error.status != .usage else { throw error }
            return PreflightFacts(environmentName: name, vault: .failed(error))
        }
        let vault = look(at: session)
        var facts = PreflightFacts(environmentName: name, vault: .open(vault))
        guard vault.isPinned, let environment = facts.environment else { return facts }
        facts.secrets = openSecrets(of: environment, in: session)
        // Keys that the other kind knows are not sent to this one's host.
        let isMixed = Check.fieldsDiffer.look(facts).outcome == .failed
        if case .open(let version) = facts.secrets, !isMixed {
            facts.ping = ping(version, of: environment, in: session, deadline: pingDeadline)
        }
        facts.witnesses = askWitnesses(of: environment, at: vault.path)
        return facts
    }

    private static func look(at session: borrowing VaultSession) -> OpenedVault {
        let noticesRollback: Bool
        // Pins that could not be read have kept the vault from opening.
        do { noticesRollback = try session.store.noticesRollback() } catch { noticesRollback = false }
        return OpenedVault(
            path: session.store.path, state: session.state, isPinned: session.isPinned,
            noticesRollback: noticesRollback, slotName: session.vault.slotName, role: session.vault.role,
            metadata: session.metadata)
    }

    private static func openSecrets(
        of environment: EnvironmentRecord, in session: borrowing VaultSession
    ) -> SecretsFact {
        do throws(Diagnostic) {
            let version = try environment.version(.current)
            let secrets = try session.credentials(of: environment)
            // A version's three fields are one record: the version is there with all of them, or not at all.
            guard secrets.versions.contains(version.number) else {
                throw Diagnostic(
                    .damaged, "the vault has no secrets for \(version.name) of \(environment.name.text)",
                    hint: "enter them anew with 'd24-rotate stage \(environment.name.text)'")
            }
            return .open(version)
        } catch { return .failed(error) }
    }

    private static func ping(
        _ version: CredentialVersion, of environment: EnvironmentRecord, in session: borrowing VaultSession,
        deadline: Double
    ) -> PingFact {
        do throws(Diagnostic) {
            let ping = try session.signedPing(version, of: environment, control: .byKind)
            let start = Now.timestamp
            let result = ping.send(deadline: .after(seconds: deadline))
            let end = Now.timestamp
            // The clock may have been set back meanwhile.
            return .sent(
                PingStatement(result, version: version, of: environment),
                during: min(start, end)...max(start, end))
        } catch { return .refused(error) }
    }

    private static func askWitnesses(of environment: EnvironmentRecord, at path: String) -> WitnessFact {
        do throws(Diagnostic) {
            let whitelist = try environment.egressWhitelist(at: path)
            let list = try WitnessList.of(environment)
            let now = Now.timestamp.seconds
            let terms = AskingTerms(route: .init(to: environment.baseURL))
            let reports = list.ask([.v4], terms, deadline: .after(seconds: WitnessRound.usualDeadline))
            return .heard(
                reports.map {
                    EgressFinding(
                        family: $0.family, conclusion: $0.conclusion, whitelist: whitelist, now: now)
                })
        } catch { return .refused(error) }
    }
}
