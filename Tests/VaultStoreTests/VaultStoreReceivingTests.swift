import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct VaultStoreReceivingTests {
    /// A vault of host A, its successor, and host B's identity, which both open.
    struct Sent: ~Copyable {
        let writer: Identity
        let host: Identity
        let first: [UInt8]
        let second: [UInt8]
        let pin: TrustPin

        init() throws {
            // All that can fail comes first: no value of this kind may be half made.
            let writer = try Identity.sample(1)
            let host = try Identity.sample(2)
            let first = try newVault(founder: writer, sealedTo: [writer.recipient, host.recipient])
            let second = try successor(of: first, writer)
            let state = try state(of: first)
            self.first = first
            self.second = second
            pin = TrustPin(id: state.id, signer: state.signer)
            self.writer = writer
            self.host = host
        }
    }

    @Test("without a pin and without a signer given nothing is taken")
    func unpinned() throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            let sample = try SampleStore(in: folder)
            let error = failure { _ = try sample.store.receive(sent.first, given: nil, with: sent.host) }
            #expect(error == .notPinned(try state(of: sent.first), path: sample.path))
            #expect(try contents(of: folder) == [:])
        }
    }

    @Test("with the signer given it is put in place and pinned; the same file again is no change")
    func given() throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            let sample = try SampleStore(in: folder)
            let received = try sample.store.receive(sent.first, given: sent.pin, with: sent.host)
            #expect(try received.changed && received.state == state(of: sent.first))
            #expect(try bytes(at: sample.path) == sent.first)
            #expect(try sample.pin() == sent.pin.seeing(received.state))
            let before = try contents(of: folder)
            let inode = try FileStatus.of(sample.path).inode
            #expect(try !sample.store.receive(sent.first, given: nil, with: sent.host).changed)
            #expect(try contents(of: folder) == before)
            #expect(try FileStatus.of(sample.path).inode == inode)
            // The pin does for the next one, and nothing older stays beside it.
            try write(sent.first, to: sample.store.previousPath)
            #expect(try sample.store.receive(sent.second, given: nil, with: sent.host).changed)
            #expect(try bytes(at: sample.path) == sent.second)
            #expect(!exists(sample.store.previousPath))
            #expect(try sample.pin()?.newest?.generation == 2)
        }
    }

    @Test("an older file, another id, another signer, a diverged one and a stranger's are refused")
    func refused() throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            let sample = try SampleStore(in: folder)
            _ = try sample.store.receive(sent.second, given: sent.pin, with: sent.host)
            let before = try contents(of: folder)
            let foreign = try newVault(founder: sent.host, sealedTo: [sent.host.recipient])
            let foreignState = try state(of: foreign)
            let foreignPin = TrustPin(id: foreignState.id, signer: foreignState.signer)
            func judgement(_ file: [UInt8], _ given: TrustPin?) -> TrustPin.Judgement? {
                disagreement { _ = try sample.store.receive(file, given: given, with: sent.host) }?.judgement
            }
            guard case .older = judgement(sent.first, nil), case .older = judgement(sent.first, sent.pin),
                case .diverged = judgement(try successor(of: sent.first, sent.writer, 9), nil)
            else {
                Issue.record("an older or diverged file was taken")
                return
            }
            #expect(judgement(foreign, nil) == .otherVault)
            #expect(judgement(foreign, foreignPin) == .otherVault)
            #expect(judgement(sent.second, foreignPin) == .otherVault)
            #expect(
                judgement(sent.second, TrustPin(id: sent.pin.id, signer: foreignState.signer)) == .otherSigner
            )
            let stranger = try Identity.sample(7)
            #expect(
                failure { _ = try sample.store.receive(sent.second, given: nil, with: stranger) }
                    == .format(.noSlot, .vault, path: "the vault received"))
            for (file, error) in [
                (sent.second + [0], VaultFormatError.digestMismatch), ([], .notAVault),
                (VaultStoreTests.withBrokenSignature(sent.second), .badSignature),
            ] {
                #expect(
                    failure { _ = try sample.store.receive(file, given: nil, with: sent.host) }
                        == .format(error, .vault, path: "the vault received"))
            }
            #expect(try contents(of: folder) == before)
        }
    }

    @Test("a damaged file in place is replaced, one with a damaged signature too", arguments: [0, 1, 2])
    func damaged(kind: Int) throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            let sample = try SampleStore(in: folder)
            _ = try sample.store.receive(sent.first, given: sent.pin, with: sent.host)
            let broken = [
                Array(sent.first.dropLast()), [], VaultStoreTests.withBrokenSignature(sent.first),
            ][kind]
            try write(broken, to: sample.path)
            #expect(try sample.store.receive(sent.first, given: nil, with: sent.host).changed)
            #expect(try bytes(at: sample.path) == sent.first)
        }
    }

    @Test("a vault in place of a newer version is no damage, and is not replaced", arguments: [true, false])
    func newerVersionInPlace(ofFile: Bool) throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            let sample = try SampleStore(in: folder)
            _ = try sample.store.receive(sent.first, given: sent.pin, with: sent.host)
            let newer = ofFile ? ofNewerVersion(sent.second) : try withUnknownMember(sent.second, sent.writer)
            let later = try successor(of: sent.second, sent.writer)
            try write(newer, to: sample.path)
            let before = try contents(of: folder)
            #expect(
                failure { _ = try sample.store.receive(later, given: nil, with: sent.host) }
                    == .format(.newerVersion, .vault, path: sample.path))
            #expect(try contents(of: folder) == before)
        }
    }

    @Test("where no pin knows a generation, a newer vault in place is not rolled back")
    func newerInPlace() throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            var sample = try SampleStore(in: folder)
            sample.store.trust.given = [(sent.pin, .identityLine)]
            #expect(try sample.store.receive(sent.second, given: nil, with: sent.host).changed)
            #expect(try sample.pin() == nil)
            let found = disagreement {
                _ = try sample.store.receive(sent.first, given: nil, with: sent.host)
            }
            guard case .older = found?.judgement else {
                Issue.record("an older file was taken")
                return
            }
            #expect(try bytes(at: sample.path) == sent.second)
        }
    }

    @Test("another vault that no pin tells of is not written over")
    func otherInPlace() throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            let sample = try SampleStore(in: folder)
            let own = try newVault(founder: sent.host, sealedTo: [sent.host.recipient])
            try write(own, to: sample.path)
            #expect(
                failure { _ = try sample.store.receive(sent.first, given: sent.pin, with: sent.host) }
                    == .exists(.vault, path: sample.path))
            #expect(try bytes(at: sample.path) == own && sample.pin() == nil)
            // With a pin it is the foreign one that was laid there.
            try FileSystem.makeDirectory("\(folder)/trust", mode: 0o755)
            try write(sent.pin.encoded(), to: sample.pinPath, mode: 0o644)
            #expect(try sample.store.receive(sent.first, given: nil, with: sent.host).changed)
            #expect(try bytes(at: sample.path) == sent.first)
        }
    }

    @Test("a pin that cannot be written is told with the new vault in place")
    func unwritablePin() throws {
        try withTemporaryFolder { folder in
            let sent = try Sent()
            let sample = try SampleStore(in: folder)
            _ = try sample.store.receive(sent.first, given: sent.pin, with: sent.host)
            try sample.blockPin()
            guard
                case .afterReplacement = failure({
                    _ = try sample.store.receive(sent.second, given: nil, with: sent.host)
                })
            else {
                Issue.record("it was not said that the vault is in place")
                return
            }
            #expect(try bytes(at: sample.path) == sent.second)
        }
    }
}
