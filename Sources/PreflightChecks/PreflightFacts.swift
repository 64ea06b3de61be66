package import CashoutsAPI
import HTTPTransport
package import VaultFormat

/// Everything that the checks look at, for one environment or for the host alone. What no check needs was not
/// gathered.
package struct PreflightFacts: Sendable {
    /// The environment that was named; nil in the profile `host`.
    package let environmentName: EnvironmentName?
    /// Whether what this identity was not given is judged by the vault's records: of staging, before a
    /// go-live.
    package let isRecalled: Bool
    /// Nil when no check needs it.
    var host: HostFact?
    /// Opened once for a run, and the same for each environment of it.
    package var vault: VaultFact
    /// When the run began.
    package var now = Timestamp(seconds: 0)
    /// Of the current version; `.notOpened` also where no pin vouches for the vault.
    package var credentials = CredentialsFact.notOpened
    /// Of the last attempt; `.notSent` also where the keys are those of an environment of another kind.
    package var ping = PingFact.notSent
    /// For the IPv4 address alone; `.notAsked` also where no pin vouches for the vault.
    package var witnesses = WitnessFact.notAsked
    /// Nil when no check needs it, or there is no environment.
    package var proxy: ProxyFact?
    /// Of the API's host; `.notAsked` also where no pin vouches for the vault.
    package var ipv6 = IPv6Fact.notAsked
    /// Shown on the way that the ping takes; `.notAsked` also where no pin vouches for the vault.
    package var certificate = CertificateFact.notAsked
    /// Of all the environment's scan paths, for the secrets of every environment that this identity opens.
    package var scan = ScanFact.notScanned
    /// Whether somebody asked for a sample to be sent.
    package var probesNotifications = false
    /// `.notSent` unless `probesNotifications`.
    package var notification = NotificationFact.notSent
    /// What was to be gathered and is not there.
    package var absent: [FactKind: Absence] = [:]

    init(
        environmentName: EnvironmentName?, isRecalled: Bool = false, host: HostFact? = nil,
        vault: VaultFact = .notOpened
    ) {
        self.environmentName = environmentName
        self.isRecalled = isRecalled
        self.host = host
        self.vault = vault
    }

    /// The vault, when it is open.
    var openVault: OpenedVault? {
        if case .open(let vault) = vault { vault } else { nil }
    }

    /// The name of the environment, for words about it.
    var name: String { environmentName?.text ?? "" }

    /// The environment, when the vault knows it.
    var environment: EnvironmentRecord? { environmentName.flatMap { openVault?.metadata[$0] } }

    /// Takes in what was gathered.
    mutating func take(_ fact: Fact) {
        absent[fact.kind] = nil
        switch fact {
        case .ping(let ping): self.ping = ping
        case .witnesses(let witnesses): self.witnesses = witnesses
        case .ipv6(let ipv6): self.ipv6 = ipv6
        case .certificate(let certificate): self.certificate = certificate
        case .scan(let scan): self.scan = scan
        case .notification(let notification): self.notification = notification
        }
    }
}

/// A fact that took its time, as it comes out of the thread that gathered it.
enum Fact: Sendable {
    case ping(PingFact)
    case witnesses(WitnessFact)
    case ipv6(IPv6Fact)
    case certificate(CertificateFact)
    case scan(ScanFact)
    case notification(NotificationFact)

    var kind: FactKind {
        switch self {
        case .ping: .ping
        case .witnesses: .witnesses
        case .ipv6: .ipv6
        case .certificate: .certificate
        case .scan: .scan
        case .notification: .notification
        }
    }
}

/// How to gather a fact beside others: all that it takes, so that it needs neither the vault nor a secret any
/// more.
struct Probe: Sendable {
    let kind: FactKind
    /// Comes back at the deadline, if it can; nobody waits for it any longer then.
    let gather: @Sendable (Deadline) -> Fact

    init(_ kind: FactKind, _ gather: @escaping @Sendable (Deadline) -> Fact) {
        self.kind = kind
        self.gather = gather
    }
}
