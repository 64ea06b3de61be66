import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct TrustStoreTests {
    @Test("a reader of an old file never lowers the pin, in whatever order readers come")
    func neverLowered() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let second = try sample.add("one", identity, from: first)
            let third = try sample.add("two", identity, from: second)
            let pinned = try bytes(at: sample.pinPath)
            for state in [first, second, third, second, first] {
                #expect(sample.store.remember(state) == nil)
                try sample.store.trust.raise(to: state)
                #expect(try bytes(at: sample.pinPath) == pinned)
            }
            #expect(try sample.pin()?.newest?.generation == 3)
        }
    }

    @Test("a pin is raised by whoever reads a newer file, and only then written")
    func raised() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let inode = try FileStatus.of(sample.pinPath).inode
            #expect(sample.store.remember(first) == nil)
            #expect(try FileStatus.of(sample.pinPath).inode == inode)
            let newer = try successor(of: bytes(at: sample.path), identity)
            try write(newer, to: sample.path)
            #expect(sample.store.remember(try sample.store.inspect().vault.state) == nil)
            #expect(try sample.pin()?.newest?.generation == 2)
            #expect(try mode(sample.pinPath) == 0o644)
            #expect(try mode("\(folder)/trust") == 0o755)
        }
    }

    @Test(
        "a pin that is no pin is told, and by nobody replaced",
        arguments: [[], [0xff], [UInt8](repeating: 65, count: 5000)])
    func damaged(content: [UInt8]) throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let state = try sample.create(identity)
            try write(content, to: sample.pinPath, mode: 0o644)
            let before = try contents(of: folder)
            let expected = VaultStoreError.badPin(path: sample.pinPath)
            #expect(failure { _ = try sample.store.load { _ in true } } == expected)
            #expect(failure { _ = try sample.store.inspect() } == expected)
            #expect(failure { try sample.add("one", identity, from: state) } == expected)
            #expect(failure { _ = try sample.store.trust(signer: state.signer) } == expected)
            #expect(failure { _ = try sample.store.trust(generation: 1) } == expected)
            let received = try successor(of: bytes(at: sample.path), identity)
            #expect(
                failure { _ = try sample.store.receive(received, given: nil, with: identity) } == expected)
            #expect(sample.store.remember(state) == expected)
            #expect(try contents(of: folder) == before)
        }
    }

    @Test("a pin that others may write, or that others own, counts for nothing but an error")
    func permissions() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            try sample.create(try Identity.sample(1))
            try FileSystem.chmod(sample.pinPath, mode: 0o666)
            let writable = PermissionFinding(
                role: .pin, path: sample.pinPath, problem: .writable(mode: 0o666))
            #expect(failure { _ = try sample.store.inspect() } == .unsafe(writable))
            try FileSystem.chmod(sample.pinPath, mode: 0o644)
            try FileSystem.chown(sample.pinPath, user: 1000, group: nil)
            let foreign = PermissionFinding(role: .pin, path: sample.pinPath, problem: .owner(1000))
            #expect(failure { _ = try sample.store.inspect() } == .unsafe(foreign))
        }
    }

    @Test("a pin is not written through a link")
    func link() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            try sample.create(identity)
            try FileSystem.rename(sample.pinPath, to: "\(folder)/elsewhere")
            try makeLink(sample.pinPath, to: "\(folder)/elsewhere")
            let before = try bytes(at: "\(folder)/elsewhere")
            try write(try successor(of: bytes(at: sample.path), identity), to: sample.path)
            let newer = try sample.store.inspect().vault.state
            let finding = PermissionFinding(role: .pin, path: sample.pinPath, problem: .symbolicLink)
            #expect(sample.store.remember(newer) == .unsafe(finding))
            #expect(try bytes(at: "\(folder)/elsewhere") == before)
        }
    }

    @Test("every pin that is present must agree, whichever of them it is")
    func allAgree() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let stranger = try Identity.sample(2)
            var sample = try SampleStore(in: folder)
            let state = try sample.create(identity)
            let good = TrustPin(id: state.id, signer: state.signer)
            let otherSigner = TrustPin(id: state.id, signer: try stranger.hostKey().verifyingKey)
            let otherVault = TrustPin(id: .random(), signer: state.signer)
            for source in [PinSource.identityLine, .variable] {
                for (pin, judgement) in [
                    (otherSigner, TrustPin.Judgement.otherSigner), (otherVault, .otherVault),
                ] {
                    sample.store.trust.given = [(good, .given), (pin, source)]
                    let found = disagreement { _ = try sample.store.inspect() }
                    #expect(found?.judgement == judgement && found?.source == source)
                    let loaded = disagreement { _ = try sample.store.load { _ in true } }
                    #expect(loaded?.judgement == judgement)
                    let written = disagreement { try sample.add("one", identity, from: state) }
                    #expect(written?.judgement == judgement)
                }
            }
            sample.store.trust.given = [(good, .identityLine), (good, .variable)]
            #expect(try sample.store.inspect().isPinned)
            // The file's pin disagrees when those by value agree.
            try write(otherSigner.encoded(), to: sample.pinPath, mode: 0o644)
            #expect(disagreement { _ = try sample.store.inspect() }?.source == .file(sample.pinPath))
        }
    }

    @Test("root's pin counts besides one's own, and where it is out of reach there is none")
    func rootPin() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let own = try SampleStore(in: folder)
            let state = try own.create(identity)
            let other = try SampleStore(in: folder, trust: "rootTrust")
            let rootPin = other.pinPath
            let both = TrustStore(path: own.pinPath, rootPath: rootPin)
            #expect(try both.pins().count == 1)
            _ = try other.store.load { _ in true }
            #expect(try both.pins().map { $0.source } == [.file(rootPin), .file(own.pinPath)])
            let bad = TrustPin(id: .random(), signer: state.signer)
            try write(bad.encoded(), to: rootPin, mode: 0o644)
            var store = own.store
            store.trust = both
            #expect(disagreement { _ = try store.inspect() }?.source == .file(rootPin))
        }
    }

    @Test("a path has one pin, however its folder is written, and each file name its own")
    func names() throws {
        try withTemporaryFolder { folder in
            try FileSystem.makeDirectory("\(folder)/real", mode: 0o700)
            try makeLink("\(folder)/link", to: "real")
            func pin(_ path: String) throws -> String {
                try SampleStore.store(at: path, trust: "/t").trust.path
            }
            let expected = try pin("\(folder)/real/vault")
            #expect(expected.utf8.count == "/t/".utf8.count + 32)
            #expect(try pin("\(folder)/link/vault") == expected)
            #expect(try pin("\(folder)/real/../link/./vault") == expected)
            #expect(try pin("\(folder)/real/vault2") != expected)
            #expect(try pin("\(folder)/vault") != expected)
            let path = "\(folder)/none/vault"
            #expect(failure { _ = try pin(path) } == .missing(.vault, path: path))
        }
    }
}
