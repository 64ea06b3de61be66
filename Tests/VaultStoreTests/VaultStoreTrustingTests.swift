import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct VaultStoreTrustingTests {
    @Test("without a pin, the key typed must be the file's signer; then a pin is made")
    func firstPin() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let file = try newVault(founder: identity, sealedTo: [identity.recipient])
            try write(file, to: sample.path)
            let stranger = try Identity.sample(2).hostKey().verifyingKey
            let found = disagreement { _ = try sample.store.trust(signer: stranger) }
            #expect(found?.judgement == .otherSigner && found?.source == .given)
            #expect(!exists("\(folder)/trust"))
            let state = try state(of: file)
            try write(VaultStoreTests.withBrokenSignature(file), to: sample.path)
            #expect(
                failure { _ = try sample.store.trust(signer: state.signer) }
                    == .format(.badSignature, .vault, path: sample.path))
            #expect(!exists("\(folder)/trust"))
            try write(file, to: sample.path)
            #expect(try sample.store.trust(signer: state.signer))
            #expect(try sample.pin() == TrustPin(id: state.id, signer: state.signer).seeing(state))
            #expect(try !sample.store.trust(signer: state.signer))
        }
    }

    @Test("the next signer is remembered beside the present one, taken back, and typed twice is no change")
    func next() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            let state = try sample.create(try Identity.sample(1))
            let pinned = try bytes(at: sample.pinPath)
            let next = try Identity.sample(2).hostKey().verifyingKey
            #expect(try sample.store.trust(signer: next))
            var expected = try TrustPin(pinned.span)
            expected.next = next
            #expect(try bytes(at: sample.pinPath) == expected.encoded())
            #expect(try !sample.store.trust(signer: next))
            #expect(try sample.store.inspect().isPinned)
            // A vault that is damaged or gone is no reason to forget what was typed.
            try FileSystem.unlink(sample.path)
            #expect(try sample.store.trust(signer: state.signer))
            #expect(try bytes(at: sample.pinPath) == pinned)
        }
    }

    @Test("the generation typed must be the file's, of the vault and signer that are pinned")
    func generation() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            var sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let old = try bytes(at: sample.path)
            let second = try sample.add("one", identity, from: first)
            let pinned = try bytes(at: sample.pinPath)
            #expect(try !sample.store.trust(generation: 2))
            #expect(
                failure { _ = try sample.store.trust(generation: 9) }
                    == .otherGeneration(second, path: sample.path))
            try write(old, to: sample.path)
            #expect(
                failure { _ = try sample.store.trust(generation: 2) }
                    == .otherGeneration(first, path: sample.path))
            try write(VaultStoreTests.withBrokenSignature(old), to: sample.path)
            #expect(
                failure { _ = try sample.store.trust(generation: 1) }
                    == .format(.badSignature, .vault, path: sample.path))
            try write(try newVault(founder: identity, sealedTo: [identity.recipient]), to: sample.path)
            #expect(
                disagreement { _ = try sample.store.trust(generation: 1) }?.judgement == .otherVault)
            // Another pin that has seen more cannot be talked over.
            try write(old, to: sample.path)
            let other = TrustPin(id: first.id, signer: first.signer).seeing(second)
            sample.store.trust.given = [(other, .variable)]
            #expect(disagreement { _ = try sample.store.trust(generation: 1) }?.source == .variable)
            #expect(try bytes(at: sample.pinPath) == pinned)
            sample.store.trust.given = []
            #expect(try sample.store.trust(generation: 1))
            #expect(try sample.pin()?.newest?.digest == first.digest)
            #expect(try sample.store.inspect().vault.state == first)
        }
    }

    @Test("without a pin there is no generation to accept")
    func unpinned() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let file = try newVault(founder: identity, sealedTo: [identity.recipient])
            try write(file, to: sample.path)
            #expect(
                failure { _ = try sample.store.trust(generation: 1) }
                    == .notPinned(try state(of: file), path: sample.path))
            #expect(!exists("\(folder)/trust"))
        }
    }
}
