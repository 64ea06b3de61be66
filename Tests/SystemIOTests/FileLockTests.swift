import Glibc
import SystemIO
import Testing

struct FileLockTests {
    @Test("a second one is busy until the first is gone")
    func excludes() throws {
        let folder = try TemporaryFolder()
        do {
            let lock = try FileLock.acquire(path: folder / "lock")
            #expect(throws: LockError.busy) { _ = try FileLock.acquire(path: folder / "lock") }
            #expect(throws: LockError.busy) {
                _ = try FileLock.acquire(path: folder / "lock", waiting: .milliseconds(20))
            }
            lock.release()
        }
        // Other tests start processes, which hold our descriptors, and so the lock, from fork to exec.
        _ = try FileLock.acquire(path: folder / "lock", waiting: .seconds(10))
        #expect(try folder.names == ["lock"])
    }

    @Test("who waits gets it when it becomes free")
    func waits() throws {
        let folder = try TemporaryFolder()
        let path = folder / "lock"
        let lock = try FileLock.acquire(path: path)
        let waiter = onAnotherThread {
            // Makes the file that tells the test that it was had.
            guard let lock = try? FileLock.acquire(path: path, waiting: .seconds(10)) else { return }
            _ = try? FileDescriptor.open("\(path).had", [.write, .create])
            lock.release()
        }
        #expect(try folder.names == ["lock"])
        lock.release()
        waiter.join()
        #expect(try folder.names == ["lock", "lock.had"])
    }

    /// Does not come back: our number is never 0.
    private static func hold(_ lock: borrowing FileLock) {
        while getpid() != 0 { pause() }
    }

    @Test("another process holds it until it is killed")
    func killedHolder() async throws {
        let folder = try TemporaryFolder()
        let path = folder / "lock"
        let killer = onAnotherThread {
            // The holder wrote its number into a file when it had the lock.
            var holder: pid_t?
            _ = eventually {
                let text = (try? LimitedReader.readFile("\(path).pid", limit: 20)) ?? []
                holder = pid_t(String(decoding: text, as: UTF8.self))
                return holder != nil
            }
            guard let holder else { return }
            let isBusy = (try? FileLock.acquire(path: path)) == nil
            if isBusy { _ = try? FileDescriptor.open("\(path).busy", [.write, .create]) }
            kill(holder, SIGKILL)
        }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try FileLock.acquire(path: path)
            let file = try FileDescriptor.open("\(path).new", [.write, .create])
            try file.writeAll(Array("\(getpid())".utf8).span)
            try FileSystem.rename("\(path).new", to: "\(path).pid")
            Self.hold(lock)
        }
        killer.join()
        #expect(try folder.names == ["lock", "lock.busy", "lock.pid"])
        _ = try FileLock.acquire(path: path, waiting: .seconds(10))
    }

    @Test("its file has exactly the permissions asked for, and an existing one keeps its own")
    func permissions() async {
        for mask in [mode_t(0), 0o777] {
            await #expect(processExitsWith: .success) { [mask = mask as mode_t] in
                let folder = try TemporaryFolder()
                umask(mask)
                _ = try FileLock.acquire(path: folder / "lock")
                _ = try FileLock.acquire(path: folder / "shared", mode: 0o660)
                _ = try FileLock.acquire(path: folder / "lock", mode: 0o666)
                #expect(try folder.status("lock").mode == 0o600)
                #expect(try folder.status("shared").mode == 0o660)
            }
        }
    }

    @Test("only a regular file is locked; a symbolic link is not followed")
    func refusals() throws {
        let folder = try TemporaryFolder()
        try folder.symlink("link", to: "elsewhere")
        try folder.makePipe("pipe")
        let error = LockError.system(.tooManySymbolicLinks)
        #expect(throws: error) { _ = try FileLock.acquire(path: folder / "link") }
        #expect(throws: LockError.system(.invalidArgument)) {
            _ = try FileLock.acquire(path: folder / "pipe")
        }
        #expect(throws: LockError.system(.isDirectory)) { _ = try FileLock.acquire(path: folder.path) }
        #expect(throws: LockError.system(.noEntry)) {
            _ = try FileLock.acquire(path: folder / "none/lock")
        }
        #expect(try folder.names == ["link", "pipe"])
    }
}
