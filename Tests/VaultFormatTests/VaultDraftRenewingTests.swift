import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

struct VaultDraftRenewingTests {
    @Test("new keys open the same secrets, for everyone who had them")
    func renewed() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in try draft.renewKeys(newSigner: false) }
        for identity in [1, 2, 3] as [UInt8] {
            let vault = try open(bytes, with: Identity.sample(identity))
            let records = try vault.credentials(of: vault.environment(sample.staging))
            let secret = SampleSecrets("stg-v1").apiSignature
            #expect(records.value(of: .apiSignature, in: 1)?.array == secret)
            #expect(vault.grants(try vault.environment(sample.production)) == (identity != 2))
        }
        let signer = try UnverifiedVault(sample.bytes).state.signer
        #expect(try UnverifiedVault(bytes).state.signer == signer)
    }

    @Test("no commitment, nonce or sealed box of the old file is used again")
    func nothingKept() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in try draft.renewKeys(newSigner: false) }
        let old = try DissectedVault(sample.bytes)
        let new = try DissectedVault(bytes)
        for (word, kind) in [(2, "box"), (4, "box"), (6, "slot")] {
            let before = Set(old.indices(of: kind).map { old[$0, word] })
            let after = Set(new.indices(of: kind).map { new[$0, word] })
            #expect(before.isDisjoint(with: after))
            #expect(after.count == new.indices(of: kind).count)
        }
    }

    @Test("a new signer signs, and the old one is not the header's any more")
    func newSigner() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in try draft.renewKeys(newSigner: true) }
        let state = try UnverifiedVault(bytes).state
        #expect(state.signer != (try UnverifiedVault(sample.bytes).state.signer))
        #expect(state.generation == 2)
        #expect(failureOpening(bytes, with: sample.writer) == nil)
        let next = try VaultDraft(open(bytes, with: sample.writer)).sealed(at: SampleVault.time)
        #expect(try UnverifiedVault(next).state.signer == state.signer)
    }

    @Test("fingerprints are those of the new key, a retired version has none, and verifications stay")
    func fingerprints() throws {
        let sample = try SampleVault()
        let staging = sample.staging
        let bytes = try sample.changed { draft in
            try draft.put("stg-v2", into: staging, as: .previous)
            let record = try #require(draft.metadata[staging])
            try draft.setCredentials(draft.credentials(of: record).removing(2), of: record)
            try draft.edit(staging) { record in
                record.versions[1].state = .retired
                record.versions[0].verification = Self.verification(record)
            }
            try draft.renewKeys(newSigner: false)
        }
        let before = try sample.opened().environment(staging).versions[0]
        let vault = try open(bytes, with: sample.reader)
        let versions = try vault.environment(staging).versions
        let secret = SampleSecrets("stg-v1").apiSignature
        #expect(versions[0].fingerprints?.apiSignature != before.fingerprints?.apiSignature)
        #expect(try versions[0].fingerprints?.apiSignature == vault.fingerprint(of: secret.span))
        #expect(versions[0].verification?.verdict == "accepted")
        #expect(versions[1].fingerprints == nil)
        #expect(failureOpening(bytes, with: sample.writer) == nil)
    }

    @Test("a reader that goes takes nothing along: its old keys open no new box, and the signer stays")
    func removedReader() throws {
        let sample = try SampleVault()
        let old = try open(sample.bytes, with: sample.auditor)
        let slot = old.slot.id
        let bytes = try sample.changed { draft in try draft.removeSlot(slot) }
        #expect(failureOpening(bytes, with: sample.auditor) == .noSlot)
        #expect(failureOpening(bytes, with: sample.reader) == nil)
        let new = try open(bytes, with: sample.writer)
        #expect(new.file.header.signer == old.file.header.signer)
        #expect(new.metadata.slots.map { $0.name }.sorted() == ["slot-sentinel-ops", "slot-sentinel-web"])
        for (index, box) in new.file.header.boxes.enumerated() {
            guard let key = old.keys.key(of: box.id) else { throw VaultFormatError.environmentNotGranted }
            let bytes = new.file.box(at: index)
            #expect(
                failure { _ = try ClosedBox.open(bytes, as: box, key: key, in: new.file.header.id) }
                    == .commitmentMismatch)
        }
    }

    @Test("a writer that goes leaves another signer behind")
    func removedWriter() throws {
        let sample = try SampleVault()
        let second = try Identity.sample(4).recipient
        let two = try sample.changed { draft in
            try draft.addSlot(second, kind: .identity, name: "second", role: .writer, scope: .all)
        }
        let opened = try open(two, with: sample.writer)
        let signer = opened.file.header.signer
        let slot = opened.slot.id
        var draft = try VaultDraft(open(two, with: Identity.sample(4)))
        try draft.removeSlot(slot)
        let bytes = try draft.sealed(at: SampleVault.time)
        #expect(failureOpening(bytes, with: sample.writer) == .noSlot)
        #expect(failureOpening(bytes, with: try Identity.sample(4)) == nil)
        #expect(try UnverifiedVault(bytes).state.signer != signer)
    }

    @Test("a slot with another owner keeps name, role and environments", arguments: [false, true])
    func replaced(newSigner: Bool) throws {
        let sample = try SampleVault()
        let slot = try open(sample.bytes, with: sample.reader).slot.id
        let other = try Identity.sample(5)
        let recipient = other.recipient
        let bytes = try sample.changed { draft in
            try draft.replaceSlot(slot, with: recipient, kind: .identity, newSigner: newSigner)
        }
        #expect(failureOpening(bytes, with: sample.reader) == .noSlot)
        let vault = try open(bytes, with: other)
        #expect(vault.slotName == "slot-sentinel-web")
        #expect(vault.role == .reader)
        #expect(vault.grants(try vault.environment(sample.staging)))
        #expect(!vault.grants(try vault.environment(sample.production)))
        #expect((vault.file.header.signer != (try sample.opened().file.header.signer)) == newSigner)
    }

    @Test("a slot that there is not cannot go")
    func unknownSlot() throws {
        let sample = try SampleVault()
        let unknown = try #require(SlotID("00000000000000ff"))
        let recipient = sample.reader.recipient
        var draft = try VaultDraft(sample.opened())
        #expect(failure { try draft.removeSlot(unknown) } == .defect)
        #expect(
            failure {
                try draft.replaceSlot(unknown, with: recipient, kind: .identity, newSigner: false)
            } == .defect)
    }

    private static func verification(_ record: EnvironmentRecord) -> Verification {
        Verification(
            verdict: "accepted", httpStatus: 404, code: 509, signature: "proven", baseURL: record.baseURL,
            authentication: record.authentication, host: "h", time: SampleVault.time)
    }
}
