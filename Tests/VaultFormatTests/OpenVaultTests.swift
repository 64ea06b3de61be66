import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

struct OpenVaultTests {
    private let fast = UnlockPhrase.CostRange(
        floor: .init(operations: 1, memory: 8), cap: .init(operations: 2, memory: 64))

    @Test("a writer has everything")
    func writer() throws {
        let sample = try SampleVault()
        let vault = try sample.opened()
        #expect(vault.role == .writer)
        #expect(vault.slotName == "slot-sentinel-ops")
        #expect(vault.metadata.environments.map { $0.name } == [sample.staging, sample.production])
        let staging = try vault.environment(sample.staging)
        let records = try vault.credentials(of: staging)
        #expect(records.versions == [1])
        for field in CredentialField.allCases {
            #expect(records.value(of: field, in: 1)?.array == SampleSecrets("stg-v1")[field])
        }
        #expect(try vault.versions(of: vault.environment(sample.production)) == [])
        let signer = try sample.signer().verifyingKey
        #expect(signer == vault.file.state.signer)
    }

    @Test("a reader opens the environments it was given and no other")
    func reader() throws {
        let sample = try SampleVault()
        let vault = try open(sample.bytes, with: sample.reader)
        let staging = try vault.environment(sample.staging)
        let production = try vault.environment(sample.production)
        #expect(vault.role == .reader)
        #expect(vault.slotName == "slot-sentinel-web")
        let granted = [vault.grants(staging), vault.grants(production)]
        #expect(granted == [true, false])
        #expect(try vault.versions(of: staging) == [1])
        #expect(failure { _ = try vault.credentials(of: production) } == .environmentNotGranted)
        let auditor = try open(sample.bytes, with: sample.auditor)
        #expect(auditor.role == .reader)
        let audited = [auditor.grants(staging), auditor.grants(production)]
        #expect(audited == [true, true])
        #expect(try auditor.versions(of: staging) == [1])
    }

    @Test("the bundle of a reader holds the keys it was given, and no seed")
    func bundles() throws {
        let sample = try SampleVault()
        let file = try DissectedVault(sample.bytes)
        let everything = try file.bundle(of: sample.writer)
        let seed = try #require(everything.seed)
        let vault = try sample.opened()
        let stagingKey = try everything.key(of: vault.environment(sample.staging).box.text)
        let productionKey = try everything.key(of: vault.environment(sample.production).box.text)
        let reader = try file.bundle(of: sample.reader).bytes
        #expect(reader.count == 26 + 32 + 40)
        #expect(reader.contains(stagingKey))
        #expect(!reader.contains(productionKey))
        #expect(!reader.contains(seed))
        let auditor = try file.bundle(of: sample.auditor).bytes
        #expect(auditor.count == 26 + 32 + 80)
        #expect(auditor.contains(stagingKey))
        #expect(auditor.contains(productionKey))
        #expect(!auditor.contains(seed))
    }

    @Test("a stranger has no slot, and no phrase opens a vault without phrase slots")
    func stranger() throws {
        let sample = try SampleVault()
        let stranger = try Identity.sample(99)
        #expect(failureOpening(sample.bytes, with: stranger) == .noSlot)
        let phrase = [UInt8]("correct horse".utf8)
        let file = try UnverifiedVault(sample.bytes).verified()
        #expect(failure { _ = try file.identity(fromPhrase: phrase.span, within: fast) } == .noPhraseSlot)
    }

    @Test("the founder, and nobody else, knows the first state of a vault as its own work")
    func founded() throws {
        let sample = try SampleVault()
        let first = try UnverifiedVault(sample.bytes).verified()
        #expect(try first.wasFounded(by: sample.writer))
        #expect(try !first.wasFounded(by: sample.reader))
        #expect(try !first.wasFounded(by: Identity.sample(99)))
        let second = try UnverifiedVault(sample.changed { _ in }).verified()
        #expect(try !second.wasFounded(by: sample.writer))
        // Another vault of the same founder has another signer, and with its id this one is not known.
        let other = try UnverifiedVault(SampleVault().bytes).verified()
        #expect(try other.wasFounded(by: sample.writer))
        #expect(other.state.signer != first.state.signer)
        var file = try DissectedVault(sample.bytes)
        file[0, 1] = other.state.id.text
        let renamed = try UnverifiedVault(file.assembled(signedBy: sample.signer())).verified()
        #expect(renamed.state.signer == first.state.signer && renamed.header.generation == 1)
        #expect(try !renamed.wasFounded(by: sample.writer))
        #expect(first.hasPhraseSlot == false)
    }

    @Test("fingerprints are equal where secrets are, and differ from vault to vault")
    func fingerprints() throws {
        let sample = try SampleVault()
        let other = try SampleVault()
        let vault = try sample.opened()
        let secret = SampleSecrets("stg-v1").apiSignature
        let reader = try open(sample.bytes, with: sample.reader)
        let version = try #require(vault.environment(sample.staging).version(in: .current))
        #expect(try vault.fingerprint(of: secret.span) == version.fingerprints?.apiSignature)
        #expect(try reader.fingerprint(of: secret.span) == version.fingerprints?.apiSignature)
        let stranger = try other.opened()
        #expect(try stranger.fingerprint(of: secret.span) != version.fingerprints?.apiSignature)
        #expect(version.fingerprints?.apiKey != version.fingerprints?.apiSignature)
    }
}

/// Unlock phrases.
extension OpenVaultTests {
    /// The file with a phrase slot of this cost for each phrase, and a digest and signature that are right.
    private func vault(phrases: [(String, UnlockPhrase.Cost)]) throws -> [UInt8] {
        let sample = try SampleVault()
        let wide = UnlockPhrase.CostRange(
            floor: .init(operations: 1, memory: 8), cap: .init(operations: 10, memory: 64))
        return try sample.changed { draft in
            for (index, (phrase, cost)) in phrases.enumerated() {
                let salt = [UInt8](repeating: UInt8(index), count: UnlockPhrase.saltCount)
                let bytes = [UInt8](phrase.utf8)
                // A cost that is too high to be paid here gets an identity of its own.
                let identity =
                    wide.contains(cost)
                    ? try Identity(
                        seed: UnlockPhrase.deriveSeed(from: bytes.span, salt: salt, cost: cost, within: wide))
                    : try Identity.sample(UInt8(200 + index))
                try draft.addSlot(
                    identity.recipient, kind: .phrase(cost: cost, salt: salt), name: "phrase \(index)",
                    role: .writer, scope: .all)
            }
        }
    }

    private func failureUnlocking(
        _ bytes: [UInt8], _ phrase: String, within range: UnlockPhrase.CostRange
    ) throws -> VaultFormatError? {
        let file = try UnverifiedVault(bytes).verified()
        let phrase = [UInt8](phrase.utf8)
        return failure { _ = try file.identity(fromPhrase: phrase.span, within: range) }
    }

    @Test("an unlock phrase opens its slot, whichever of them it is")
    func phrases() throws {
        let cost = UnlockPhrase.Cost(operations: 1, memory: 8)
        let bytes = try vault(phrases: [("one", cost), ("two", .init(operations: 2, memory: 16))])
        let file = try UnverifiedVault(bytes).verified()
        #expect(file.hasPhraseSlot)
        for (text, name) in [("one", "phrase 0"), ("two", "phrase 1")] {
            let phrase = [UInt8](text.utf8)
            let identity = try file.identity(fromPhrase: phrase.span, within: fast)
            let vault = try file.open(with: identity)
            #expect(vault.role == .writer)
            #expect(vault.slotName == name)
        }
        for wrong in ["", "One", "one ", "three"] {
            #expect(try failureUnlocking(bytes, wrong, within: fast) == .wrongPhrase)
        }
    }

    @Test(
        "costs outside the product's range are refused before Argon2 takes memory",
        arguments: [
            UnlockPhrase.Cost(operations: 2, memory: 262_144), .init(operations: 3, memory: 262_143),
            .init(operations: 11, memory: 262_144), .init(operations: 3, memory: 1_048_577),
            .init(operations: 1, memory: 8), .init(operations: 0, memory: 0),
            // 4 TiB and four thousand million passes: this test would not come back.
            .init(operations: 3, memory: 4_294_967_295), .init(operations: 4_294_967_295, memory: 262_144),
        ])
    func costs(cost: UnlockPhrase.Cost) throws {
        let bytes = try vault(phrases: [("one", cost)])
        #expect(try failureUnlocking(bytes, "one", within: .product) == .phraseCostOutOfRange)
    }

    @Test("the product's range is 3 passes over 256 MiB to 10 over 1 GiB")
    func range() {
        let range = UnlockPhrase.CostRange.product
        #expect(range.contains(.standard))
        #expect(range.contains(.init(operations: 10, memory: 1_048_576)))
        #expect(range.floor == .init(operations: 3, memory: 262_144))
        #expect(range.cap == .init(operations: 10, memory: 1_048_576))
    }
}
