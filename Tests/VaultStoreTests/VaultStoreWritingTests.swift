import CashoutsAPI
import Foundation
import Sodium
import Synchronization
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct VaultStoreWritingTests {
    @Test(
        "a change is the next generation, pinned, with the one before kept and owner, group and mode as they were"
    )
    func change() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let before = try bytes(at: sample.path)
            try FileSystem.chown(sample.path, user: 0, group: 1000)
            try FileSystem.chmod(sample.path, mode: 0o640)
            let second = try sample.add("one", identity, from: first)
            #expect(try state(of: bytes(at: sample.path)) == second && second.generation == 2)
            #expect(try bytes(at: sample.store.previousPath) == before)
            let status = try FileStatus.of(sample.path)
            #expect(status.mode == 0o640 && status.group == 1000 && status.owner == 0)
            #expect(try sample.pin()?.newest?.digest == second.digest)
            #expect(try sample.environments(identity) == ["one"])
            let vault = try opened(bytes(at: sample.path), identity)
            let entry = try #require(vault.metadata.journal.entries.last)
            #expect(entry.generation == 2 && entry.host == "host" && entry.slot == "ops")
            #expect(entry.action == "env add one")
            // A write that takes away leaves nothing older in the folder.
            try write(before, to: "\(sample.store.previousPath).link")
            try sample.add("two", identity, from: second, replaced: .dropped)
            #expect(try FileSystem.list(folder) == ["trust", "vault", "vault.lock"])
        }
    }

    @Test("a base that moved is a conflict; whoever waits changes what is there now")
    func conflict() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            try sample.add("one", identity, from: first)
            let before = try contents(of: folder)
            #expect(failure { try sample.add("two", identity, from: first) } == .conflict(path: sample.path))
            #expect(try contents(of: folder) == before)
            let third = try sample.add("two", identity, from: first, waiting: .seconds(30))
            #expect(third.generation == 3)
            #expect(try sample.environments(identity) == ["one", "two"])
            // What is there now must be vouched for.
            try FileSystem.unlink(sample.pinPath)
            #expect(
                failure { try sample.add("three", identity, from: first, waiting: .seconds(30)) }
                    == .notPinned(third, path: sample.path))
            #expect(try state(of: bytes(at: sample.path)) == third)
        }
    }

    @Test("a lock that is held is busy, for whoever waits after the time")
    func busy() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let lock = try FileLock.acquire(path: "\(sample.path).lock")
            for waiting in [nil, Duration.milliseconds(5)] {
                #expect(
                    failure { try sample.add("one", identity, from: first, waiting: waiting) }
                        == .busy(path: sample.path))
            }
            lock.release()
            #expect(try sample.add("one", identity, from: first).generation == 2)
        }
    }

    @Test("the lock is held from before the comparison until after the pin")
    func lockHeld() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            var held: LockError?
            _ = try sample.store.change(
                with: identity, readBackBy: identity, from: first, by: SampleStore.author, waiting: nil
            ) { (_) throws(VaultFormatError) in
                do throws(LockError) { try FileLock.acquire(path: "\(sample.path).lock").release() } catch {
                    held = error
                }
                return "nothing much"
            }
            #expect(held == .busy)
            try FileLock.acquire(path: "\(sample.path).lock").release()
        }
    }

    @Test("a refusal, no change, a stranger and a damaged vault write nothing, not a byte")
    func nothing() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let before = try contents(of: folder)
            let inode = try FileStatus.of(sample.path).inode
            do {
                _ = try sample.store.change(
                    with: identity, readBackBy: identity, from: first, by: SampleStore.author, waiting: nil
                ) { (draft) throws(VaultFormatError) in
                    draft.metadata.journal = Journal()
                    throw .wouldBeTooLarge
                }
                Issue.record("a refused change was made")
            } catch VaultChangeError<VaultFormatError>.refused(let refusal) {
                #expect(refusal == .wouldBeTooLarge)
            }
            let same = try sample.store.change(
                with: identity, readBackBy: identity, from: first, by: SampleStore.author, waiting: nil
            ) { (_) throws(VaultFormatError) in nil }
            #expect(same.after == first && !same.changed)
            let stranger = try Identity.sample(5)
            #expect(
                failure { try sample.add("one", stranger, from: first) }
                    == .format(.noSlot, .vault, path: sample.path))
            #expect(try contents(of: folder) == before)
            #expect(try FileStatus.of(sample.path).inode == inode)
        }
    }

    @Test("a draft that is sealed and cannot be read is no news of the disk")
    func unreadable() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            #expect(
                failure { _ = try sample.store.sealedState(of: [1, 2, 3]) }
                    == .format(.defect, .vault, path: sample.path))
        }
    }

    @Test("what does not read back is not put in place")
    func readBack() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let before = try contents(of: folder)
            let good = try successor(of: bytes(at: sample.path), identity)
            let expected = VaultStoreError.readBackFailed(path: sample.path)
            let stranger = try Identity.sample(5)
            let files: [[UInt8]] = [
                Array(good.dropLast()), [], VaultStoreTests.withBrokenSignature(good),
                try bytes(at: sample.path),
            ]
            for file in files {
                let next = try state(of: good)
                #expect(
                    failure {
                        try sample.store.put(file, in: next, openedBy: identity, replaced: .kept)
                    } == expected)
            }
            #expect(
                failure {
                    try sample.store.put(
                        good, in: try state(of: good), openedBy: stranger, replaced: .dropped)
                } == expected)
            #expect(try contents(of: folder) == before)
            #expect(try sample.store.inspect().vault.state == first)
        }
    }

    @Test("a pin that cannot be written is told, with the new vault in place")
    func unwritablePin() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let pinned = try bytes(at: sample.pinPath)
            try sample.blockPin()
            guard case .afterReplacement = failure({ try sample.add("one", identity, from: first) }) else {
                Issue.record("it was not said that the vault is in place")
                return
            }
            #expect(try sample.environments(identity) == ["one"])
            #expect(try bytes(at: sample.pinPath) == pinned)
        }
    }

    @Test("a vault that is a link is read and not written")
    func link() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            try FileSystem.rename(sample.path, to: "\(folder)/real")
            try makeLink(sample.path, to: "real")
            let before = try contents(of: folder)
            #expect(try sample.store.load { _ in nil }.vault.state == first)
            let finding = PermissionFinding(role: .vault, path: sample.path, problem: .symbolicLink)
            #expect(failure { try sample.add("one", identity, from: first) } == .unsafe(finding))
            #expect(try contents(of: folder) == before)
        }
    }

    @Test(
        "of eight writers at once, as many changes survive as succeeded",
        arguments: [nil, Duration.seconds(60)])
    func race(waiting: Duration?) throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let won = Mutex<[String]>([])
            let lost = Mutex<[VaultStoreError]>([])
            let group = DispatchGroup()
            for number in 0..<8 {
                group.enter()
                Thread {
                    defer { group.leave() }
                    do {
                        let own = try Identity.sample(1)
                        try sample.add("e\(number)", own, from: first, waiting: waiting)
                        won.withLock { $0.append("e\(number)") }
                    } catch VaultChangeError<VaultFormatError>.store(let error) {
                        lost.withLock { $0.append(error) }
                    } catch { Issue.record("\(error)") }
                }.start()
            }
            group.wait()
            let winners = won.withLock { $0 }.sorted()
            #expect(try sample.environments(identity).sorted() == winners)
            let losers = lost.withLock { $0 }
            #expect(winners.count + losers.count == 8)
            #expect(waiting == nil ? winners.count == 1 : losers.isEmpty)
            #expect(
                losers.allSatisfy { $0 == .busy(path: sample.path) || $0 == .conflict(path: sample.path) })
            #expect(try sample.pin()?.newest?.generation == UInt64(1 + winners.count))
        }
    }

    @Test("a reader takes no lock, and what a writer does meanwhile never looks like a rollback")
    func readersBesideAWriter() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            let written = Mutex(0)
            Thread {
                do {
                    let own = try Identity.sample(1)
                    var base = first
                    for number in 0..<60 {
                        base = try sample.add("e\(number)", own, from: base)
                        written.withLock { $0 += 1 }
                    }
                } catch {
                    Issue.record("\(error)")
                    written.withLock { $0 = 60 }
                }
            }.start()
            var reads = 0
            while written.withLock({ $0 < 60 }) {
                _ = try sample.store.load { _ in nil }
                reads += 1
            }
            #expect(reads > 60)
        }
    }

    @Test("the folder of the vault must be there")
    func noFolder() throws {
        try withTemporaryFolder { folder in
            try FileSystem.makeDirectory("\(folder)/sub", mode: 0o700)
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: "\(folder)/sub")
            try FileSystem.rename("\(folder)/sub", to: "\(folder)/gone")
            #expect(failure { try sample.create(identity) } == .missing(.vault, path: sample.path))
        }
    }
}
