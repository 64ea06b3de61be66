package import CashoutsAPI
package import EgressPolicy
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
        package var path: String
        package var state: VaultState
        package var isPinned: Bool
        /// Whether the pin knows a generation; one that was given by value does not.
        package var noticesRollback: Bool
        package var slotName: String
        package var role: SlotRole
        package var metadata: VaultMetadata
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
        /// The time is by our clock, of the ping and its control.
        case sent(PingStatement, during: ClosedRange<Timestamp>)
    }

    /// What the witnesses said.
    package enum WitnessFact: Sendable {
        case notAsked
        case refused(Diagnostic)
        case heard([EgressFinding])
    }

    package let environmentName: EnvironmentName
    package var vault: VaultFact
    package var secrets = SecretsFact.notOpened
    package var ping = PingFact.notSent
    package var witnesses = WitnessFact.notAsked

    package init(environmentName: EnvironmentName, vault: VaultFact) {
        self.environmentName = environmentName
        self.vault = vault
    }

    /// The vault, when it is open.
    var openVault: OpenedVault? {
        if case .open(let vault) = vault { vault } else { nil }
    }

    /// The environment, when the vault knows it.
    var environment: EnvironmentRecord? { openVault?.metadata[environmentName] }

    /// The ping's result in words, when one was sent.
    var pingStatement: PingStatement? {
        if case .sent(let statement, during: _) = ping { statement } else { nil }
    }
}
