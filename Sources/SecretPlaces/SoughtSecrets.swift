package import CashoutsAPI
import SecretScan
package import ToolSupport
package import VaultFormat

/// A value that is looked for, and whose it is: the same one may have been entered in several places.
package struct SoughtSecret: Sendable, Equatable {
    /// One field of one version, or the two that a Basic header is made of.
    package struct Holder: Sendable, Equatable {
        /// One that the session's slot was given.
        package let environment: EnvironmentName
        /// Its number within the environment, as in `v3`.
        package let version: Int
        /// Never `.retired`.
        package let state: CredentialState
        /// One, or API Key and API Passphrase in this order.
        package let fields: [CredentialField]

        /// `API Key of v1 (current) of stg`.
        package var words: String {
            let names = fields.map(\.panelName).joined(separator: " and ")
            return "\(names) of v\(version) (\(state.rawValue)) of \(environment.text)"
        }
    }

    /// At least one; several where fingerprints show that the same value was entered more than once.
    package internal(set) var holders: [Holder]

    /// Whether all that a find of this secret would say is said by a find of `pair` around it.
    func isPart(of pair: SoughtSecret) -> Bool {
        holders.allSatisfy { holder in
            pair.holders.contains { other in
                other.environment == holder.environment && other.version == holder.version
                    && holder.fields.allSatisfy(other.fields.contains)
            }
        }
    }
}

/// All secrets of a vault that one identity may look for.
package struct SoughtSecrets: ~Copyable, Sendable {
    /// The versions of an environment of which at least one field is looked for.
    package struct Searched: Sendable {
        /// One that the session's slot was given.
        package let environment: EnvironmentName
        /// In the order of their numbers, without retired ones; none where every field is too short.
        package let versions: [(number: Int, state: CredentialState)]
    }

    var patterns = SecretPatterns()
    /// By the numbers under which they were added to the patterns.
    package private(set) var secrets: [SoughtSecret] = []
    /// In the order of the vault; an environment with no version but retired ones is not in it.
    package private(set) var searched: [Searched] = []
    /// Fields that are too short to be looked for.
    package private(set) var short: [SoughtSecret.Holder] = []
    /// Environments with credentials that this identity may not open.
    package private(set) var notGranted: [EnvironmentName] = []
    private var values: [Fingerprint: Int] = [:]
    private var pairs: [[Fingerprint]: Int] = [:]

    /// Whether no field at all can be looked for.
    package var isEmpty: Bool { patterns.isEmpty }

    /// Takes every secret that is in the vault: those of all versions that are not retired, of all
    /// environments that the session's slot was given. Throws what opening them gives.
    package init(of session: borrowing VaultSession) throws(Diagnostic) {
        for record in session.metadata.environments {
            let versions = record.versions.filter { $0.state != .retired }
            guard !versions.isEmpty else { continue }
            guard session.vault.grants(record) else {
                notGranted.append(record.name)
                continue
            }
            let records = try session.credentials(of: record)
            for version in versions { add(version, of: record.name, records) }
            let before = short
            searched.append(
                Searched(
                    environment: record.name,
                    versions: versions.filter { version in
                        before.count { $0.environment == record.name && $0.version == version.number } < 3
                    }.map { ($0.number, $0.state) }))
        }
    }

    private mutating func add(
        _ version: CredentialVersion, of environment: EnvironmentName, _ records: borrowing CredentialRecords
    ) {
        for field in CredentialField.allCases {
            guard let value = records.value(of: field, in: version.number) else { continue }
            let holder = SoughtSecret.Holder(
                environment: environment, version: version.number, state: version.state, fields: [field])
            guard value.count >= SecretPatterns.shortestValue else {
                short.append(holder)
                continue
            }
            // Equal values have equal fingerprints, which are no secrets.
            let fingerprint = version.fingerprints?[field]
            if let fingerprint, let known = values[fingerprint] {
                secrets[known].holders.append(holder)
            } else {
                if let fingerprint { values[fingerprint] = secrets.count }
                patterns.add(value, as: secrets.count)
                secrets.append(SoughtSecret(holders: [holder]))
            }
        }
        addPair(version, of: environment, records)
    }

    private mutating func addPair(
        _ version: CredentialVersion, of environment: EnvironmentName, _ records: borrowing CredentialRecords
    ) {
        guard let key = records.value(of: .apiKey, in: version.number),
            let passphrase = records.value(of: .apiPassphrase, in: version.number),
            key.count + 1 + passphrase.count >= SecretPatterns.shortestValue
        else { return }
        let holder = SoughtSecret.Holder(
            environment: environment, version: version.number, state: version.state,
            fields: [.apiKey, .apiPassphrase])
        let fingerprints = version.fingerprints.map { [$0.apiKey, $0.apiPassphrase] }
        if let fingerprints, let known = pairs[fingerprints] {
            secrets[known].holders.append(holder)
        } else {
            if let fingerprints { pairs[fingerprints] = secrets.count }
            patterns.addBasicHeader(user: key, password: passphrase, as: secrets.count)
            secrets.append(SoughtSecret(holders: [holder]))
        }
    }
}
