import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

struct VaultDraftRestoringTests {
    @Test("versions, secrets and settings are those of the older file; slots and journal stay")
    func restored() throws {
        let sample = try SampleVault()
        let staging = sample.staging
        let added = try Identity.sample(6).recipient
        let changed = try sample.changed { draft in
            try draft.put("stg-v2", into: staging, as: .pending)
            try draft.edit(staging) { $0.scanPaths = ["/srv"] }
            try draft.addSlot(added, kind: .identity, name: "later", role: .reader, scope: .only([staging]))
            draft.metadata.journal.append(
                .init(generation: 2, time: SampleVault.time, host: "h", slot: "s", action: "a"))
        }
        let bytes = try restore(sample.bytes, into: changed, with: sample.writer)
        let vault = try open(bytes, with: sample.writer)
        #expect(vault.metadata.environments == (try sample.opened().metadata.environments))
        #expect(vault.metadata.slots.map { $0.name }.contains("later"))
        #expect(vault.metadata.journal.entries.map { $0.action } == ["a"])
        #expect(vault.file.state.generation == 3)
        for identity in [1, 2, 3, 6] as [UInt8] {
            let vault = try open(bytes, with: Identity.sample(identity))
            #expect(try vault.versions(of: vault.environment(staging)) == [1])
        }
    }

    @Test("an environment that came later goes, and out of what readers were given")
    func laterEnvironment() throws {
        let sample = try SampleVault()
        let third = try EnvironmentName.sample("third")
        let staging = sample.staging
        let slot = try open(sample.bytes, with: sample.reader).slot.id
        let changed = try sample.changed { draft in
            try draft.add(third, "https://localhost:8443", .staging)
            try draft.setScope(.only([staging, third]), of: slot)
        }
        let bytes = try restore(sample.bytes, into: changed, with: sample.writer)
        #expect(failureOpening(bytes, with: sample.writer) == nil)
        let vault = try open(bytes, with: sample.reader)
        #expect(vault.metadata[third] == nil)
        #expect(vault.metadata.slots.first { $0.id == slot }?.scope == .only([staging]))
        #expect(vault.keys.boxes.count == 1)
    }

    @Test("keys that were renewed in between stay new, with fingerprints that belong to them")
    func renewedBetween() throws {
        let sample = try SampleVault()
        let changed = try sample.changed { draft in try draft.renewKeys(newSigner: true) }
        let bytes = try restore(sample.bytes, into: changed, with: sample.writer)
        let vault = try open(bytes, with: sample.auditor)
        let secret = SampleSecrets("stg-v1").apiKey
        let version = try vault.environment(sample.staging).versions[0]
        #expect(try version.fingerprints?.apiKey == vault.fingerprint(of: secret.span))
        #expect(vault.file.header.signer == (try UnverifiedVault(changed).state.signer))
        let old = try sample.opened()
        let isKept = constantTimeEquals(vault.keys.metadataKey, old.keys.metadataKey)
        #expect(!isKept)
    }

    @Test("a retired version keeps its fingerprints under the key they were made with, and no other")
    func retired() throws {
        let sample = try SampleVault()
        let staging = sample.staging
        let older = try sample.changed { draft in
            let environment = try #require(draft.metadata[staging])
            let records = try draft.credentials(of: environment).removing(1)
            try draft.setCredentials(records, of: environment)
            try draft.edit(staging) { $0.versions[0].state = .retired }
            try draft.put("stg-v2", into: staging)
        }
        let known = try open(older, with: sample.writer).environment(staging).versions
        #expect(known.map { $0.fingerprints != nil } == [true, true])
        for renews in [false, true] {
            var draft = try VaultDraft(open(older, with: sample.writer))
            if renews { try draft.renewKeys(newSigner: false) }
            let newer = try draft.sealed(at: SampleVault.time)
            let bytes = try restore(older, into: newer, with: sample.writer)
            let versions = try open(bytes, with: sample.writer).environment(staging).versions
            #expect(versions[0].fingerprints == (renews ? nil : known[0].fingerprints))
            #expect((versions[1].fingerprints == known[1].fingerprints) == !renews)
        }
    }

    @Test("an environment that was removed comes back with a key of its own")
    func removedEnvironment() throws {
        let sample = try SampleVault()
        let staging = sample.staging
        let changed = try sample.changed { draft in try draft.removeEnvironment(staging) }
        let bytes = try restore(sample.bytes, into: changed, with: sample.writer)
        let vault = try open(bytes, with: sample.writer)
        #expect(try vault.versions(of: vault.environment(staging)) == [1])
        let box = try vault.environment(staging).box
        let old = try sample.opened()
        guard let key = old.keys.key(of: box) else { throw VaultFormatError.environmentNotGranted }
        let description = try #require(vault.file.header.boxes.first { $0.id == box })
        #expect(failure { try ClosedBox.check(key, against: description) } == .commitmentMismatch)
        // The reader's slot lost the name with the environment, and nobody gave it back.
        let reader = try open(bytes, with: sample.reader)
        #expect(!reader.grants(try reader.environment(staging)))
    }

    private func restore(
        _ older: [UInt8], into newer: [UInt8], with writer: borrowing Identity
    ) throws -> [UInt8] {
        var draft = try VaultDraft(open(newer, with: writer))
        let older = try open(older, with: writer)
        try draft.restoreEnvironments(of: older)
        return try draft.sealed(at: SampleVault.time)
    }
}
