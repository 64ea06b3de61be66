import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct VaultStoreTests {
    @Test(
        "a forged vault is refused before the first pin by asking nobody, and pinned by a person's yes alone")
    func firstPin() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            let file = try newVault(
                founder: try Identity.sample(9), sealedTo: [try Identity.sample(1).recipient])
            try write(file, to: sample.path)
            let laid = try state(of: file)
            let before = try contents(of: folder)
            #expect(failure { _ = try sample.store.load { _ in nil } } == .notPinned(laid, path: sample.path))
            #expect(failure { _ = try sample.store.load { _ in false } } == .notTrusted(path: sample.path))
            #expect(try !sample.store.inspect().isPinned)
            #expect(sample.store.remember(laid) == nil)
            #expect(try !sample.store.noticesRollback())
            #expect(try contents(of: folder) == before)
            var shown: VaultState?
            let trusted = try sample.store.load { state in
                shown = state
                return true
            }
            #expect(trusted.isPinned && shown == laid)
            #expect(
                try sample.pin() == TrustPin(id: laid.id, signer: laid.signer)
            )
            // Id and signer alone notice no older file; the first that was opened does.
            #expect(try !sample.store.noticesRollback())
            #expect(sample.store.remember(laid) == nil)
            #expect(try sample.store.noticesRollback())
            #expect(try sample.store.load { _ in nil }.isPinned)
        }
    }

    @Test("a pin that another process made while the person was asked is not written over, and decides")
    func pinnedMeanwhile() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            let identity = try Identity.sample(1)
            try write(try newVault(founder: identity, sealedTo: [identity.recipient]), to: sample.path)
            let other = TrustPin(id: .random(), signer: try identity.hostKey().verifyingKey)
            let found = disagreement {
                _ = try sample.store.load { _ in
                    _ = try? sample.store.trust.update { _ in other }
                    return true
                }
            }
            #expect(found?.judgement == .otherVault)
            #expect(try sample.pin() == other)
        }
    }

    @Test(
        "where no pin can be written a person's yes holds for one run, and an agreeing pin lets readers go on"
    )
    func unwritablePin() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            let identity = try Identity.sample(1)
            let file = try newVault(founder: identity, sealedTo: [identity.recipient])
            try write(file, to: sample.path)
            try FileSystem.makeDirectory("\(folder)/trust", mode: 0o755)
            try sample.blockPin()
            let trusted = try sample.store.load { _ in true }
            #expect(try !trusted.isPinned && trusted.vault.state == state(of: file))
            let first = try state(of: file)
            try write(
                TrustPin(id: first.id, signer: first.signer).seeing(first).encoded(), to: sample.pinPath,
                mode: 0o644)
            let pinned = try bytes(at: sample.pinPath)
            try write(try successor(of: file, identity), to: sample.path)
            let newer = try sample.store.load { _ in nil }
            #expect(newer.isPinned)
            guard case .system = sample.store.remember(newer.vault.state) else {
                Issue.record("nothing was said of the pin")
                return
            }
            #expect(try bytes(at: sample.pinPath) == pinned)
        }
    }

    @Test("the pin is asked before the signature, and digest and header before the pin")
    func order() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let good = try bytes(at: sample.path)
            func failure(of file: [UInt8]) throws -> VaultStoreError? {
                try write(file, to: sample.path)
                return VaultStoreTests.failed { _ = try sample.store.load { _ in nil } }
            }
            let format = { (error: VaultFormatError) in
                VaultStoreError.format(error, .vault, path: sample.path)
            }
            let foreign = try newVault(founder: try Identity.sample(2), sealedTo: [identity.recipient])
            #expect(
                try failure(of: [UInt8](repeating: 0, count: VaultFile.sizeLimit + 1)) == format(.tooLarge))
            #expect(try failure(of: []) == format(.notAVault))
            #expect(try failure(of: foreign + [0]) == format(.digestMismatch))
            for file in [foreign, Self.withBrokenSignature(foreign)] {
                guard case .pinDisagrees(.otherVault, _, _, _) = try failure(of: file) else {
                    Issue.record("the pin was not asked first")
                    return
                }
            }
            #expect(try failure(of: Self.withBrokenSignature(good)) == format(.badSignature))
            try write(good, to: sample.path, mode: 0o666)
            try FileSystem.chmod(sample.path, mode: 0o666)
            let finding = PermissionFinding(role: .vault, path: sample.path, problem: .writable(mode: 0o666))
            #expect(VaultStoreTests.failed { _ = try sample.store.inspect() } == .unsafe(finding))
            try FileSystem.chmod(sample.path, mode: 0o644)
            let stranger = try Identity.sample(3)
            let vault = try sample.store.inspect().vault
            #expect(
                VaultStoreTests.failed { _ = try sample.store.open(vault, with: stranger) } == format(.noSlot)
            )
            #expect(vault.state == first)
        }
    }

    @Test("an older file, another of the same generation, another id or signer are told apart")
    func rollback() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let old = try bytes(at: sample.path)
            let second = try sample.add("one", identity, from: first)
            let pinned = try bytes(at: sample.pinPath)
            try write(old, to: sample.path)
            let newest = TrustPin.Newest(
                generation: 2, digest: second.digest, writtenAt: second.writtenAt)
            #expect(disagreement { _ = try sample.store.inspect() }?.judgement == .older(than: newest))
            try write(try successor(of: old, identity), to: sample.path)
            #expect(disagreement { _ = try sample.store.inspect() }?.judgement == .diverged(from: newest))
            #expect(try bytes(at: sample.pinPath) == pinned)
        }
    }

    @Test("an unlock phrase is taken within the range of costs alone")
    func phrase() throws {
        try withTemporaryFolder { folder in
            var sample = try SampleStore(in: folder)
            let identity = try Identity.sample(1)
            let phrase = [UInt8]("phrase-sentinel-one-two".utf8)
            let salt = [UInt8](repeating: 7, count: UnlockPhrase.saltCount)
            let cost = UnlockPhrase.Cost(operations: 1, memory: 8)
            let behind = try Identity(
                seed: UnlockPhrase.deriveSeed(
                    from: phrase.span, salt: salt, cost: cost, within: sample.store.costs))
            let own = identity.recipient
            let recipient = behind.recipient
            _ = try sample.store.create(with: identity, at: SampleStore.time) {
                draft throws(VaultFormatError) in
                try draft.addSlot(own, kind: .identity, name: "ops", role: .writer, scope: .all)
                try draft.addSlot(
                    recipient, kind: .phrase(cost: cost, salt: salt), name: "phrase", role: .writer,
                    scope: .all)
            }
            let vault = try sample.store.load { _ in nil }.vault
            let found = try sample.store.identity(of: vault, fromPhrase: phrase.span)
            #expect(found.recipient == recipient)
            let wrong = [UInt8]("phrase-sentinel-wrong".utf8)
            #expect(
                failure { _ = try sample.store.identity(of: vault, fromPhrase: wrong.span) }
                    == .format(.wrongPhrase, .vault, path: sample.path))
            sample.store.costs = .product
            #expect(
                failure { _ = try sample.store.identity(of: vault, fromPhrase: phrase.span) }
                    == .format(.phraseCostOutOfRange, .vault, path: sample.path))
        }
    }

    static func failed(_ work: () throws -> Void) -> VaultStoreError? { failure(work) }

    /// The file with another digit in its signature line, which no digest covers.
    static func withBrokenSignature(_ file: [UInt8]) -> [UInt8] {
        var file = file
        guard let start = file.firstRange(of: [UInt8]("\nsignature ".utf8))?.upperBound else { return [] }
        file[start] = file[start] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
        return file
    }
}
