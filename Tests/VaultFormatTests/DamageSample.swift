import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

/// A small vault of generation 5 with something of every kind: a writer, a reader of one environment, a
/// phrase for a reader of all, two environments with secrets.
struct DamageSample: Sendable {
    static let costs = UnlockPhrase.CostRange(
        floor: .init(operations: 1, memory: 8), cap: .init(operations: 4, memory: 16))
    private static let phrase = [UInt8]("phrase-sentinel".utf8)
    private static let salt = [UInt8](repeating: 7, count: UnlockPhrase.saltCount)

    /// The files of generations 1 to 5.
    let generations: [[UInt8]]
    /// Another generation 5, by a writer that did not know of the first.
    let fork: [UInt8]
    let map: VaultMap
    let openers: [Opener]

    var bytes: [UInt8] { map.bytes }

    init() throws {
        try Libsodium.start()
        (generations, fork) = try Self.generations()
        map = try VaultMap(generations[4])
        let file = try UnverifiedVault(map.bytes).verified()
        let vault = try file.open(with: Identity.sample(1))
        let phrase = try Self.identityOfPhrase()
        let people = [
            ("writer", try Identity.sample(1).recipient, false),
            ("reader", try Identity.sample(2).recipient, false),
            ("phrase", phrase.recipient, true),
        ]
        var openers: [Opener] = []
        for (name, recipient, hasPhrase) in people {
            let slot = try #require(file.header.slots.firstIndex { $0.recipient == recipient })
            let environments = vault.metadata.environments.prefix(name == "reader" ? 1 : 2)
            let boxes = try environments.map { environment in
                try #require(file.header.boxes.firstIndex { $0.id == environment.box })
            }
            openers.append(Opener(name: name, slot: slot, hasPhrase: hasPhrase, boxes: boxes))
        }
        self.openers = openers
    }

    /// Another vault of the same people, whose slots and boxes stand in the same order.
    static func another(like sample: DamageSample) throws -> DamageSample {
        var other = try DamageSample()
        while other.openers != sample.openers { other = try DamageSample() }
        return other
    }

    /// What the opener has when nothing was changed, environment by environment.
    func secrets(of opener: Opener) -> [[[UInt8]]] {
        ["stg", "prod"].prefix(opener.boxes.count).map { label in
            CredentialField.allCases.map { SampleSecrets(label)[$0] }
        }
    }

    /// The vault's signer; another vault of the same people has another one.
    func signer() throws -> SigningKey { try open(bytes, with: Identity.sample(1)).signingKey() }

    private static func identityOfPhrase() throws -> Identity {
        let cost = UnlockPhrase.Cost(operations: 1, memory: 8)
        return try Identity(
            seed: UnlockPhrase.deriveSeed(from: phrase.span, salt: salt, cost: cost, within: costs))
    }

    private static func generations() throws -> (files: [[UInt8]], fork: [UInt8]) {
        let writer = try Identity.sample(1)
        let staging = try EnvironmentName.sample("stg")
        let production = try EnvironmentName.sample("prod")
        let reader = try Identity.sample(2).recipient
        let phrase = try identityOfPhrase()
        let phraseRecipient = phrase.recipient
        var first = try VaultDraft(founder: writer)
        try first.addSlot(writer.recipient, kind: .identity, name: "ops", role: .writer, scope: .all)
        try first.add(staging, "https://api-stg.directa24.com", .staging)
        try first.add(production, "https://api.directa24.com", .production)
        try first.addSlot(reader, kind: .identity, name: "web", role: .reader, scope: .only([staging]))
        try first.addSlot(
            phraseRecipient, kind: .phrase(cost: .init(operations: 1, memory: 8), salt: salt), name: "phrase",
            role: .reader, scope: .all)
        var files = [try first.sealed(at: SampleVault.time)]
        let changes: [(inout VaultDraft) throws -> Void] = [
            { try $0.put("stg-old", into: staging) },
            { draft in
                try draft.put("stg", into: staging, as: .pending)
                let index = try #require(draft.metadata.environments.firstIndex { $0.name == staging })
                let record = draft.metadata.environments[index]
                try draft.setCredentials(draft.credentials(of: record).removing(1), of: record)
                draft.metadata.environments[index].versions[0].state = .retired
                draft.metadata.environments[index].versions[1].state = .current
            },
            { try $0.put("prod", into: production) }, { _ in },
        ]
        for change in changes { files.append(try next(after: files[files.count - 1], change)) }
        return (files, try next(after: files[3]) { try $0.put("stg-fork", into: staging, as: .pending) })
    }

    private static func next(after file: [UInt8], _ change: (inout VaultDraft) throws -> Void) throws
        -> [UInt8]
    {
        let present = try open(file, with: Identity.sample(1))
        let time = present.file.state.writtenAt.advanced(bySeconds: 60)
        var draft = try VaultDraft(present)
        try change(&draft)
        return try draft.sealed(at: time)
    }

    /// What an opener gets out of a file: the secrets of all that it was given.
    static func secrets(in file: [UInt8], for opener: Opener) throws(VaultFormatError) -> [[[UInt8]]] {
        let vault = try UnverifiedVault(file).verified()
        if opener.hasPhrase {
            return try secrets(in: vault, of: try vault.identity(fromPhrase: phrase.span, within: costs))
        }
        do { return try secrets(in: vault, of: try Identity.sample(opener.name == "writer" ? 1 : 2)) } catch {
            throw error as? VaultFormatError ?? .defect
        }
    }

    private static func secrets(
        in file: VerifiedVault, of identity: borrowing Identity
    ) throws(VaultFormatError) -> [[[UInt8]]] {
        let vault = try file.open(with: identity)
        var secrets: [[[UInt8]]] = []
        for environment in vault.metadata.environments where vault.grants(environment) {
            let records = try vault.credentials(of: environment)
            secrets.append(values(in: records))
        }
        return secrets
    }

    /// All values, those of the oldest version first.
    static func values(in records: borrowing CredentialRecords) -> [[UInt8]] {
        var values: [[UInt8]] = []
        for version in records.versions {
            for field in CredentialField.allCases {
                if let value = records.value(of: field, in: version) { values.append(value.array) }
            }
        }
        return values
    }
}
