import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

/// A vault with two environments, of which staging has credentials, and three slots.
struct SampleVault: ~Copyable {
    static let time = Timestamp(seconds: 1_795_000_000)

    let bytes: [UInt8]
    let staging: EnvironmentName
    let production: EnvironmentName
    let writer: Identity
    /// A reader of staging.
    let reader: Identity
    /// A reader of all environments.
    let auditor: Identity

    init() throws {
        try Libsodium.start()
        let staging = try EnvironmentName.sample("staging-sentinel")
        let production = try EnvironmentName.sample("production-sentinel")
        let writer = try Identity.sample(1)
        let reader = try Identity.sample(2)
        let auditor = try Identity.sample(3)
        var draft = try VaultDraft(founder: writer)
        try draft.addSlot(
            writer.recipient, kind: .identity, name: "slot-sentinel-ops", role: .writer, scope: .all)
        try draft.add(staging, "https://api-stg.directa24.com", .staging)
        try draft.add(production, "https://api.directa24.com", .production)
        try draft.addSlot(
            reader.recipient, kind: .identity, name: "slot-sentinel-web", role: .reader,
            scope: .only([staging]))
        try draft.addSlot(
            auditor.recipient, kind: .identity, name: "slot-sentinel-audit", role: .reader, scope: .all)
        try draft.put("stg-v1", into: staging)
        bytes = try draft.sealed(at: Self.time)
        self.staging = staging
        self.production = production
        self.writer = writer
        self.reader = reader
        self.auditor = auditor
    }

    /// The bytes of a vault without environments and with one slot, the writer's.
    static func small(for writer: borrowing Identity) throws -> [UInt8] {
        try Libsodium.start()
        var draft = try VaultDraft(founder: writer)
        try draft.addSlot(writer.recipient, kind: .identity, name: "ops", role: .writer, scope: .all)
        return try draft.sealed(at: time)
    }

    /// What the writer's next write makes of it.
    func changed(_ change: (inout VaultDraft) throws -> Void) throws -> [UInt8] {
        var draft = try VaultDraft(VaultFormatTests.open(bytes, with: writer))
        try change(&draft)
        return try draft.sealed(at: Self.time.advanced(bySeconds: 60))
    }

    func opened() throws -> OpenVault { try VaultFormatTests.open(bytes, with: writer) }

    /// The vault's signer, as the writer has it.
    func signer() throws -> SigningKey { try opened().signingKey() }
}

/// Opens a file without a pin.
func open(_ bytes: [UInt8], with identity: borrowing Identity) throws(VaultFormatError) -> OpenVault {
    try UnverifiedVault(bytes).verified().open(with: identity)
}

/// What a piece of work fails with; `nil` when it does not.
func failure(_ work: () throws -> Void) -> VaultFormatError? {
    do {
        try work()
        return nil
    } catch let error as VaultFormatError {
        return error
    } catch {
        Issue.record("an error of another library: \(error)")
        return nil
    }
}

/// What opening a file, and all environments that it grants, fails with.
func failureOpening(_ bytes: [UInt8], with identity: borrowing Identity) -> VaultFormatError? {
    do {
        let vault = try open(bytes, with: identity)
        for environment in vault.metadata.environments where vault.grants(environment) {
            _ = try vault.credentials(of: environment)
        }
        return nil
    } catch { return error }
}

extension OpenVault {
    func signingKey() throws -> SigningKey {
        let key = try keys.withSignerSeed { (seed: Span<UInt8>) throws(SodiumError) in
            try SigningKey(seed: seed)
        }
        guard let key else { throw VaultFormatError.readOnly }
        return key
    }

    /// The versions whose secrets an environment holds.
    func versions(of environment: EnvironmentRecord) throws -> [Int] {
        try credentials(of: environment).versions
    }

    /// An environment's record.
    func environment(_ name: EnvironmentName) throws -> EnvironmentRecord { try #require(metadata[name]) }
}

extension EnvironmentName {
    static func sample(_ text: String) throws -> EnvironmentName { try #require(EnvironmentName(text)) }
}

extension Identity {
    /// The identity whose seed is 32 times this byte.
    static func sample(_ byte: UInt8) throws -> Identity {
        let seed = [UInt8](repeating: byte, count: Identity.seedCount)
        return try Identity(seed: SecretBytes(copying: seed.span))
    }
}

/// The three secrets that tests put under a label: unique, so that they can be searched for.
struct SampleSecrets {
    let apiKey: [UInt8]
    let apiPassphrase: [UInt8]
    let apiSignature: [UInt8]

    init(_ label: String) {
        apiKey = [UInt8]("secret-sentinel-\(label)-api-key".utf8)
        apiPassphrase = [UInt8]("secret-sentinel-\(label)-api-passphrase".utf8)
        apiSignature = [UInt8]("secret-sentinel-\(label)-api-signature".utf8)
    }

    subscript(field: CredentialField) -> [UInt8] {
        switch field {
        case .apiKey: apiKey
        case .apiPassphrase: apiPassphrase
        case .apiSignature: apiSignature
        }
    }
}

extension CredentialRecords {
    consuming func adding(_ version: Int, _ secrets: SampleSecrets) -> CredentialRecords {
        adding(
            version, apiKey: secrets.apiKey.span, apiPassphrase: secrets.apiPassphrase.span,
            apiSignature: secrets.apiSignature.span)
    }
}

extension VaultDraft {
    mutating func add(_ name: EnvironmentName, _ url: String, _ kind: EnvironmentKind) throws {
        try addEnvironment(name, kind: kind, baseURL: BaseURL(url), authentication: .both)
    }

    mutating func edit(_ name: EnvironmentName, _ change: (inout EnvironmentRecord) -> Void) throws {
        let index = try #require(metadata.environments.firstIndex { $0.name == name })
        change(&metadata.environments[index])
    }

    /// Adds a version in that state, with the secrets of that label.
    mutating func put(
        _ label: String, into name: EnvironmentName, as state: CredentialState = .current
    ) throws {
        let index = try #require(metadata.environments.firstIndex { $0.name == name })
        let environment = metadata.environments[index]
        let secrets = SampleSecrets(label)
        let fingerprints = TripleFingerprint(
            apiKey: try fingerprint(of: secrets.apiKey.span),
            apiPassphrase: try fingerprint(of: secrets.apiPassphrase.span),
            apiSignature: try fingerprint(of: secrets.apiSignature.span))
        let number = environment.nextVersion
        let records = try credentials(of: environment).adding(number, secrets)
        try setCredentials(records, of: environment)
        metadata.environments[index].versions.append(
            CredentialVersion(
                number: number, state: state, created: SampleVault.time, fingerprints: fingerprints))
    }
}

extension [UInt8] {
    /// Whether `text` stands somewhere in these bytes.
    func contains(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        for start in indices where self[start] == first && self[start...].starts(with: text) { return true }
        return false
    }
}
