import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct VaultStoreCreatingTests {
    @Test("a new vault is in place, pinned, and opens; a second one is refused and changes nothing")
    func create() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            #expect(failure { try sample.store.checkCreatable(by: identity) } == nil)
            let made = try sample.create(identity)
            let file = try bytes(at: sample.path)
            #expect(try state(of: file) == made && made.generation == 1)
            #expect(try sample.pin() == TrustPin(id: made.id, signer: made.signer).seeing(made))
            _ = try opened(file, identity)
            #expect(try mode(sample.path) == NewVaultPlace.fileAttributes.mode)
            #expect(!exists(sample.store.previousPath) && !exists("\(sample.path).new"))
            let before = try contents(of: folder)
            #expect(failure { try sample.create(identity) } == .exists(.vault, path: sample.path))
            #expect(
                failure { try sample.create(try Identity.sample(2)) } == .exists(.vault, path: sample.path))
            #expect(
                failure { try sample.store.checkCreatable(by: identity) }
                    == .exists(.vault, path: sample.path))
            #expect(try contents(of: folder) == before)
        }
    }

    @Test("stopped before the pin, it is finished by running it again, with the vault that is there")
    func finish() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let made = try sample.create(identity)
            let file = try bytes(at: sample.path)
            let pinned = try bytes(at: sample.pinPath)
            try FileSystem.unlink(sample.pinPath)
            #expect(failure { try sample.store.checkCreatable(by: identity) } == nil)
            #expect(!exists(sample.pinPath))
            let outcome = try sample.store.create(with: identity, at: SampleStore.time) { _ in }
            #expect(outcome == .finished(made))
            #expect(try bytes(at: sample.path) == file)
            #expect(try bytes(at: sample.pinPath) == pinned)
        }
    }

    @Test("what a kill left beside it does not stop it")
    func leftovers() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            try write([1, 2, 3], to: "\(sample.path).new")
            try write([], to: "\(sample.path).lock")
            let made = try sample.create(identity)
            #expect(try state(of: bytes(at: sample.path)) == made)
            #expect(!exists("\(sample.path).new"))
        }
    }

    @Test("a vault that somebody else laid there is never adopted, though it opens")
    func laidThere() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let own = identity.recipient
            let attacker = try Identity.sample(2)
            let laid = try newVault(founder: attacker, sealedTo: [own])
            // A later state of one's own vault is no vault that a first run left behind either.
            let later = try successor(of: try newVault(founder: identity, sealedTo: [own]), identity)
            for file in [laid, later] {
                let sample = try SampleStore(in: folder)
                try write(file, to: sample.path)
                let before = try contents(of: folder)
                #expect(failure { try sample.create(identity) } == .exists(.vault, path: sample.path))
                #expect(try contents(of: folder) == before)
            }
        }
    }

    @Test("where a pin tells of a vault that is not there, no new one takes its place")
    func gone() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            var sample = try SampleStore(in: folder)
            try sample.create(identity)
            let pin = try #require(try sample.pin())
            try FileSystem.unlink(sample.path)
            #expect(failure { try sample.create(identity) } == .vaultGone(pin, path: sample.path))
            #expect(
                failure { try sample.store.checkCreatable(by: identity) }
                    == .vaultGone(pin, path: sample.path))
            #expect(!exists(sample.path))
            try FileSystem.unlink(sample.pinPath)
            // One given by value would disagree with any new vault just as well.
            sample.store.trust.given = [(pin, .variable)]
            #expect(failure { try sample.create(identity) } == .vaultGone(pin, path: sample.path))
            #expect(!exists(sample.path) && !exists(sample.pinPath))
        }
    }

    @Test("a pin that cannot be written is told with the vault in place, and made by the next run")
    func unwritablePin() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            try FileSystem.makeDirectory("\(folder)/trust", mode: 0o755)
            try sample.blockPin()
            guard case .afterReplacement = failure({ try sample.create(identity) }) else {
                Issue.record("it was not said that the vault is in place")
                return
            }
            let file = try bytes(at: sample.path)
            #expect(!exists(sample.pinPath))
            try FileSystem.rename("\(sample.pinPath).lock", to: "\(folder)/aside")
            #expect(try sample.create(identity) == state(of: file))
            #expect(try bytes(at: sample.path) == file)
            #expect(try sample.pin()?.newest?.generation == 1)
        }
    }

    @Test("nothing is made in a folder that others may write, nor through a link")
    func unsafePlaces() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            try FileSystem.makeDirectory("\(folder)/open", mode: 0o777)
            let open = try SampleStore(in: "\(folder)/open")
            let finding = PermissionFinding(
                role: .vault, path: "\(folder)/open", problem: .folderWritable(mode: 0o777))
            #expect(failure { try open.create(identity) } == .unsafe(finding))
            #expect(try contents(of: folder) == [:])
            for suffix in ["", ".new", ".lock"] {
                let name = "v\(suffix.count)"
                let sample = try SampleStore(in: folder, name: name)
                try makeLink("\(sample.path)\(suffix)", to: "nowhere")
                let link = PermissionFinding(
                    role: .vault, path: "\(sample.path)\(suffix)", problem: .symbolicLink)
                #expect(failure { try sample.create(identity) } == .unsafe(link))
                #expect(!exists("\(folder)/nowhere"))
            }
        }
    }
}
