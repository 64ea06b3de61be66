package import CashoutsAPI
package import EgressPolicy
package import EgressWitnesses
import HTTPTransport
package import KeyRotation
package import ToolSupport
package import VaultFormat

/// Everything that the checks look at, gathered before the first of them: each is then a pure judgement.
package struct PreflightFacts: Sendable {
    /// What is known of the vault, or why nothing is.
    package enum VaultFact: Sendable {
        case open(OpenedVault)
        case failed(Diagnostic)
    }

    package struct OpenedVault: Sendable {
        package let path: String
        package let state: VaultState
        package let isPinned: Bool
        package let slotName: String
        package let role: SlotRole
        package let metadata: VaultMetadata

        package init(
            path: String, state: VaultState, isPinned: Bool, slotName: String, role: SlotRole,
            metadata: VaultMetadata
        ) {
            self.path = path
            self.state = state
            self.isPinned = isPinned
            self.slotName = slotName
            self.role = role
            self.metadata = metadata
        }
    }

    /// Whether the current credential can be used here.
    package enum SecretsFact: Sendable {
        /// No environment, so nothing was opened.
        case notOpened
        case open(CredentialVersion)
        case failed(Diagnostic)
    }

    /// What became of the signed ping.
    package enum PingFact: Sendable {
        case notSent
        /// It was not built, because it must not or cannot be sent.
        case refused(Diagnostic)
        case sent(PingStatement)
    }

    /// What the witnesses said.
    package enum WitnessFact: Sendable {
        case notAsked
        case refused(Diagnostic)
        case heard([EgressFinding], [WitnessReport])
    }

    package let environmentName: EnvironmentName
    package var vault: VaultFact
    package var secrets = SecretsFact.notOpened
    package var ping = PingFact.notSent
    package var witnesses = WitnessFact.notAsked
    /// When the ping's answer came, for comparing clocks.
    package var now: Timestamp

    package init(environmentName: EnvironmentName, vault: VaultFact, now: Timestamp) {
        self.environmentName = environmentName
        self.vault = vault
        self.now = now
    }

    /// The vault, when it is open.
    var openVault: OpenedVault? {
        if case .open(let vault) = vault { vault } else { nil }
    }

    /// The environment, when the vault knows it.
    var environment: EnvironmentRecord? { openVault?.metadata[environmentName] }

    /// The ping's result, when one was sent.
    var pingResult: PingResult? {
        if case .sent(let statement) = ping { statement.result } else { nil }
    }

    /// What the ping told, in words.
    var pingMessage: String {
        if case .sent(let statement) = ping { statement.message } else { "no ping was sent" }
    }

    /// Why the ping had no answer at all, when that is so.
    var pingFailure: HTTPFailure? { pingResult?.answer.failure }
}
