package import EgressPolicy
import EgressWitnesses
import HTTPTransport
package import ToolSupport
import VaultFormat

/// What the witnesses said.
package enum WitnessFact: Sendable {
    /// No check needs them, or what they are asked for is not as it should be.
    case notAsked
    case refused(Diagnostic)
    case heard([EgressFinding])

    /// Asks the witnesses of the environment once, for the IPv4 address.
    static func probe(_ facts: PreflightFacts) -> Probe? {
        guard let environment = facts.environment, let vault = facts.openVault else { return nil }
        do throws(Diagnostic) {
            let whitelist = try environment.egressWhitelist(at: vault.path)
            let list = try WitnessList.of(environment)
            let terms = AskingTerms(route: .init(to: environment.baseURL))
            return Probe(.witnesses) { deadline in
                let patience = min(deadline.remaining, WitnessRound.usualDeadline)
                let reports = list.ask([.v4], terms, deadline: .after(seconds: patience))
                let now = Now.timestamp.seconds
                return .witnesses(
                    .heard(
                        reports.map {
                            EgressFinding(
                                family: $0.family, conclusion: $0.conclusion, whitelist: whitelist, now: now)
                        }))
            }
        } catch {
            let refused = WitnessFact.refused(error)
            return Probe(.witnesses) { _ in .witnesses(refused) }
        }
    }
}
