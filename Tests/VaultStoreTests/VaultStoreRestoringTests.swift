import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct VaultStoreRestoringTests {
    @Test("the previous file's environments come back as a new generation, and what they replace is previous")
    func restored() throws {
        try withSample { sample, identity, files in
            let replaced = try bytes(at: sample.path)
            let restoration = try sample.restore(identity)
            #expect(restoration.changed && !restoration.vaultWasLost)
            #expect(restoration.state.generation == 4)
            #expect(try sample.environments(identity) == ["one"])
            #expect(try bytes(at: sample.store.previousPath) == replaced)
            let vault = try opened(bytes(at: sample.path), identity)
            #expect(vault.metadata.journal.entries.map { $0.action }.last == "restore generation 2")
            #expect(vault.metadata.journal.entries.count == 3)
            #expect(try sample.pin()?.newest?.generation == 4)
            // And back again.
            #expect(try sample.restore(identity).state.generation == 5)
            #expect(try sample.environments(identity) == ["one", "two"])
        }
    }

    @Test("what is there already is not restored again")
    func unchanged() throws {
        try withSample { sample, identity, files in
            try write(bytes(at: sample.path), to: sample.store.previousPath)
            let before = try contents(of: sample.folder)
            let restoration = try sample.restore(identity)
            #expect(!restoration.changed)
            #expect(try restoration.state == state(of: files[2]))
            #expect(try contents(of: sample.folder) == before)
        }
    }

    @Test("a vault that is damaged or gone is replaced as a whole, and counted on from the pin")
    func lost() throws {
        try withSample { sample, identity, files in
            let previous = try bytes(at: sample.store.previousPath)
            for damage in [nil, [], Array("nonsense".utf8), try Self.flipped(bytes(at: sample.path))] {
                if let damage {
                    try write(damage, to: sample.path)
                } else {
                    try FileSystem.unlink(sample.path)
                }
                try sample.lowerPin(to: state(of: files[2]))
                let restoration = try sample.restore(identity)
                #expect(restoration.changed && restoration.vaultWasLost)
                #expect(restoration.state.generation == 4)
                #expect(try sample.environments(identity) == ["one"])
                #expect(try bytes(at: sample.store.previousPath) == previous)
            }
        }
    }

    @Test("a vault that is whole and not trusted is looked at first")
    func untrusted() throws {
        try withSample { sample, identity, files in
            let stranger = try Identity.sample(9)
            try write(newVault(founder: stranger, sealedTo: [identity.recipient]), to: sample.path)
            let before = try contents(of: sample.folder)
            #expect(disagreement { _ = try sample.restore(identity) }?.judgement == .otherVault)
            #expect(try contents(of: sample.folder) == before)
        }
    }

    @Test("a previous file of another vault, by another signer, or older than it can be, is refused")
    func planted() throws {
        try withSample { sample, identity, files in
            let file = try bytes(at: sample.path)
            let previous = sample.store.previousPath
            try write(newVault(founder: identity, sealedTo: [identity.recipient]), to: previous)
            #expect(disagreement { _ = try sample.store.previous() }?.judgement == .otherVault)
            var draft = try VaultDraft(opened(file, identity))
            try draft.renewKeys(newSigner: true)
            try write(draft.sealed(at: SampleStore.time), to: previous)
            #expect(disagreement { _ = try sample.store.previous() }?.judgement == .otherSigner)
            try write(files[0], to: previous)
            #expect(try sample.store.previous().state.generation == 1)
            try sample.add("three", identity, from: state(of: file))
            try write(files[0], to: previous)
            guard case .older = disagreement({ _ = try sample.store.previous() })?.judgement else {
                Issue.record("a file of three generations ago was taken")
                return
            }
        }
    }

    @Test("without a previous file, or without a pin, nothing is restored")
    func nothingToRestore() throws {
        try withSample { sample, identity, _ in
            let file = try bytes(at: sample.store.previousPath)
            try FileSystem.unlink(sample.store.previousPath)
            #expect(
                failure { _ = try sample.store.previous() } == .noPrevious(path: sample.store.previousPath))
            try write(file, to: sample.store.previousPath)
            try FileSystem.unlink(sample.pinPath)
            #expect(
                failure { _ = try sample.store.previous() }
                    == .notPinned(try state(of: file), path: sample.store.previousPath))
        }
    }

    @Test("what cannot be opened is named by the path it was read from")
    func names() throws {
        try withSample { sample, identity, _ in
            let previous = try sample.store.previous()
            let stranger = try Identity.sample(9)
            #expect(
                failure {
                    _ = try sample.store.restore(
                        previous, with: stranger, by: SampleStore.author, waiting: nil)
                } == .format(.noSlot, .vault, path: sample.store.previousPath))
            let phrase = [UInt8]("no such phrase".utf8)
            #expect(
                failure { _ = try sample.store.identity(of: previous, at: "/p", fromPhrase: phrase.span) }
                    == .format(.noPhraseSlot, .vault, path: "/p"))
        }
    }

    @Test("another previous file than the one that was agreed to is a conflict")
    func exchanged() throws {
        try withSample { sample, identity, files in
            let agreed = try sample.store.previous()
            try write(bytes(at: sample.path), to: sample.store.previousPath)
            #expect(
                failure {
                    _ = try sample.store.restore(
                        agreed, with: identity, by: SampleStore.author, waiting: nil)
                } == .conflict(path: sample.store.previousPath))
        }
    }

    /// A vault of three generations: made, with environment `one`, and with `two` as well.
    private func withSample(
        _ body: (SampleStore, borrowing Identity, [[UInt8]]) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            var state = try sample.create(identity)
            var files = [try bytes(at: sample.path)]
            for name in ["one", "two"] {
                state = try sample.add(name, identity, from: state)
                files.append(try bytes(at: sample.path))
            }
            try body(sample, identity, files)
        }
    }

    private static func flipped(_ file: [UInt8]) -> [UInt8] {
        var file = file
        file[file.count - 1] ^= 1
        return file
    }
}

extension SampleStore {
    func restore(_ identity: borrowing Identity) throws -> Restoration {
        try store.restore(store.previous(), with: identity, by: Self.author, waiting: nil)
    }

    func lowerPin(to state: VaultState) throws {
        try store.trust.update { $0?.seeing(state) }
    }
}
