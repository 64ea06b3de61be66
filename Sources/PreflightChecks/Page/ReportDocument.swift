import ToolSupport
import VaultFormat

/// The signed JSON of a report, as far as the page shows it. Members that are not named here are left alone:
/// later versions add some.
struct ReportDocument {
    let tool: String
    let host: String
    let time: Timestamp
    let profile: String
    let failOn: String
    /// The ids and patterns that were typed; nil where everything of the profile was asked for.
    let selection: Selection?
    /// Nil where no vault was opened.
    let vault: Vault?
    let verdict: Verdict
    let isInterrupted: Bool
    let rootCauses: [RootCause]
    /// The environment that was asked for, or the host; then staging, before a go-live.
    let parts: [Part]
    let credentials: [Credentials]
    let signedBy: SignedBy

    /// What the exit status says, by its name.
    enum Verdict: String {
        case passed = "success"
        case failed = "no"
        case couldNotTell = "could_not_tell"

        /// The number that goes with the name.
        var exitStatus: Int64 {
            let status: ExitStatus =
                switch self {
                case .passed: .success
                case .failed: .no
                case .couldNotTell: .couldNotTell
                }
            return Int64(status.rawValue)
        }
    }

    struct Selection {
        let only: [String]
        let skip: [String]
    }

    struct Vault {
        let id: VaultID
        let generation: Int64
        let signer: String
        let writtenAt: String
    }

    struct RootCause {
        let environment: String?
        let id: String
        let outcome: String
        let notReached: [String]
    }

    struct Part {
        /// Nil for the host.
        let environment: String?
        let counts: [(word: String, count: Int64)]
        let waived: Int64
        let checks: [CheckLine]
    }

    struct CheckLine {
        let id: String
        let summary: String
        let severity: String
        let outcome: String
        let evidence: String
        let hints: [String]
        /// The check at the root, of one that was not reached.
        let because: String?
        let waiver: WaiverLine?
    }

    struct WaiverLine {
        let owner: String
        let reason: String
        let until: String
        let isExpired: Bool
    }

    struct Credentials {
        let environment: String
        let kind: String
        let baseURL: String
        let versions: [Version]
    }

    struct Version {
        let name: String
        let state: String
        let changed: String
        /// Of API Key, API Passphrase and API Signature; nil where they are not known any more.
        let fingerprints: [String]?
        let verification: Proof?
        let override: Override?
    }

    struct Proof {
        let verdict: String
        let signature: String
        let host: String
        let time: String
    }

    struct Override {
        let rule: String
        let reason: String
    }

    /// Whose key it was; the slot is not known where no vault was opened.
    struct SignedBy {
        let hostKey: String
        let slot: String?
        let slotName: String?
        let role: String?
    }
}
