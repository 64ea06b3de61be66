import CashoutsAPI
import SignatureDiagnosis
import Sodium
import ToolSupport
import VaultFormat

/// The keys that a signer may have used, those of the environment in question first.
struct CandidateKeys {
    let all: [CandidateKey]
    /// Environments whose keys this identity was not given.
    let closed: [EnvironmentName]

    /// Throws a diagnostic of status `.notAllowed` where the environment in question is closed, `.notFound`
    /// where it has no credential, `.damaged`.
    init(for record: EnvironmentRecord, in session: borrowing VaultSession) throws(Diagnostic) {
        var all: [CandidateKey] = []
        var closed: [EnvironmentName] = []
        for (index, version) in try record.acceptedVersions().enumerated() {
            all += CandidateKey.all(
                of: version.number, in: record.name, after: index == 0 ? nil : .otherVersion)
        }
        for other in session.metadata.environments {
            guard other.name == record.name || session.vault.grants(other) else {
                closed.append(other.name)
                continue
            }
            // Opened once before the search, which has no way to say that a box is damaged.
            _ = try session.credentials(of: other)
            guard other.name != record.name else { continue }
            for version in other.versions where version.state != .retired {
                all += CandidateKey.all(of: version.number, in: other.name, after: .otherEnvironment)
            }
        }
        self.all = all
        self.closed = closed
    }
}

/// The secrets of a vault, of which one environment's are in memory at a time.
final class HeldSecrets {
    private let session: VaultSession
    private var name: EnvironmentName?
    private var records = CredentialRecords()

    init(_ session: consuming VaultSession) { self.session = session }

    /// A copy of a candidate's key, altered as it says; nil where it has none.
    func secret(_ candidate: CandidateKey) -> SecretBytes? {
        if name != candidate.environment {
            // It could be opened when the candidates were made.
            guard let record = session.metadata[candidate.environment],
                let opened = try? session.credentials(of: record)
            else { return nil }
            records = opened
            name = candidate.environment
        }
        return records.secret(candidate)
    }
}

extension CredentialRecords {
    fileprivate func secret(_ candidate: CandidateKey) -> SecretBytes? {
        guard let value = value(of: candidate.field, in: candidate.version) else { return nil }
        return KeyAlteration.key(from: value, after: candidate.accidents)
    }
}
