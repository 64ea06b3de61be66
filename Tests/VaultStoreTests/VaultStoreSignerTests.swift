import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

/// Writes that change the vault's signer.
struct VaultStoreSignerTests {
    @Test("after a write by a new signer the pin knows that one alone")
    func newSigner() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let second = try sample.renew(identity, from: first, newSigner: true)
            #expect(second.signer != first.signer)
            let expected = TrustPin(id: second.id, signer: second.signer).seeing(second)
            #expect(try sample.pin() == expected)
            #expect(try sample.store.inspect().isPinned)
        }
    }

    @Test("the new signer is in the pin before the new file is in place")
    func announced() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let before = try bytes(at: sample.path)
            // A link where the temporary file goes keeps the vault from being written, and the pin not.
            try makeLink("\(sample.path).new", to: "/dev/null")
            let link = PermissionFinding(role: .vault, path: "\(sample.path).new", problem: .symbolicLink)
            #expect(
                failure { try sample.renew(identity, from: first, newSigner: true) } == .unsafe(link))
            #expect(try bytes(at: sample.path) == before)
            let pin = try #require(try sample.pin())
            #expect(pin.signer == first.signer)
            #expect(pin.next != nil)
            #expect(pin.newest?.generation == first.generation)
            #expect(try sample.store.inspect().isPinned)
            try FileSystem.unlink("\(sample.path).new")
            let second = try sample.renew(identity, from: first, newSigner: true)
            #expect(try sample.pin() == TrustPin(id: second.id, signer: second.signer).seeing(second))
        }
    }

    @Test("a file by the announced signer is taken when the write was stopped before the pin")
    func stoppedBeforePin() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            var draft = try VaultDraft(opened(bytes(at: sample.path), identity))
            try draft.renewKeys(newSigner: true)
            let signer = draft.signer
            let file = try draft.sealed(at: SampleStore.time)
            try sample.store.trust.update { pin in
                var pin = pin
                pin?.next = signer
                return pin
            }
            try write(file, to: sample.path)
            let second = try sample.store.inspect()
            #expect(second.isPinned)
            #expect(sample.store.remember(second.vault.state) == nil)
            #expect(try sample.pin()?.signer == signer)
            #expect(try sample.pin()?.next == nil)
            #expect(first.signer != signer)
        }
    }

    @Test("a pin that names the signer by value stands against a new one, and nothing is written")
    func fixedByValue() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            var sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let before = try contents(of: folder)
            sample.store.trust.given = [(TrustPin(id: first.id, signer: first.signer), .variable)]
            #expect(
                failure { try sample.renew(identity, from: first, newSigner: true) }
                    == .signerIsFixed(.variable, path: sample.path))
            #expect(try contents(of: folder) == before)
            let second = try sample.renew(identity, from: first, newSigner: false)
            #expect(second.signer == first.signer)
        }
    }

    @Test("nobody says what to trust while a write is under way, which may be changing just that")
    func trustWaits() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let lock = try sample.store.acquireLock(waiting: nil)
            #expect(
                failure { _ = try sample.store.trust(signer: first.signer, waiting: .zero) }
                    == .busy(path: sample.path))
            #expect(
                failure { _ = try sample.store.trust(generation: first.generation, waiting: .zero) }
                    == .busy(path: sample.path))
            lock.release()
            #expect(try !sample.store.trust(signer: first.signer))
        }
    }

    @Test("a pin that was changed behind our back trusts what this host itself has written")
    func repairedPin() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let stranger = try Identity.sample(2).hostKey().verifyingKey
            try sample.store.trust.update { _ in TrustPin(id: first.id, signer: stranger) }
            try sample.store.rememberOwn(first)
            #expect(try sample.pin() == TrustPin(id: first.id, signer: first.signer).seeing(first))
            let other = try state(of: newVault(founder: identity, sealedTo: [identity.recipient]))
            try sample.store.rememberOwn(other)
            #expect(try sample.pin()?.id == first.id)
        }
    }

    @Test("the new file is opened by the identity that stays, and not put in place when it does not open")
    func witness() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let stranger = try Identity.sample(2)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let before = try contents(of: folder)
            #expect(
                failure {
                    _ = try sample.store.change(
                        with: identity, readBackBy: stranger, from: first, by: SampleStore.author,
                        waiting: nil
                    ) { (_: inout VaultDraft) throws(VaultFormatError) in "nothing" }
                } == .readBackFailed(path: sample.path))
            #expect(try contents(of: folder) == before)
        }
    }
}

extension SampleStore {
    @discardableResult
    func renew(
        _ identity: borrowing Identity, from base: VaultState, newSigner: Bool
    ) throws -> VaultState {
        try store.change(
            with: identity, readBackBy: identity, from: base, by: Self.author, waiting: nil,
            replaced: .dropped
        ) { draft throws(VaultFormatError) in
            try draft.renewKeys(newSigner: newSigner)
            return "reseal"
        }.after
    }
}
