import Glibc
import SystemIO
import Testing

struct ChildProcessTests {
    /// Tries again where a script is busy: it was just written, and a child of another test has a copy of
    /// that descriptor until it becomes its program.
    private static func start(_ path: String, name: String = "child") throws -> ChildProcess {
        let deadline = SystemClock.monotonic() + 10_000_000_000
        while true {
            do throws(Errno) {
                return try ChildProcess(path, name: name, environment: try EnvironmentBlock())
            } catch {
                guard error.rawValue == ETXTBSY, SystemClock.monotonic() < deadline else { throw error }
                sched_yield()
            }
        }
    }

    /// The error that something throws; `#expect` cannot hold what is not copied.
    private static func refusal(_ body: () throws(Errno) -> Void) -> Errno? {
        do throws(Errno) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    /// Everything that it prints until it closes its output.
    private static func output(of child: borrowing ChildProcess) throws -> String {
        var output: [UInt8] = []
        while true {
            DescriptorWait.untilReady(reading: [child.output.rawValue], writing: [], seconds: 10)
            let bytes = try child.output.read(upTo: 4096)
            if bytes.isEmpty { return String(decoding: output, as: UTF8.self) }
            output += bytes
        }
    }

    @Test("it is talked to over two pipes, and nobody waits without wanting to")
    func pipes() throws {
        let child = try Self.start("/bin/cat")
        let early = Self.refusal { () throws(Errno) in _ = try child.output.read(upTo: 1) }
        #expect(early == .wouldBlock)
        let sent = try child.input.writeSome(Array("hello".utf8).span)
        DescriptorWait.untilReady(reading: [child.output.rawValue], writing: [], seconds: 10)
        let received = try child.output.read(upTo: 100)
        #expect(sent == 5 && received == Array("hello".utf8))
        DescriptorWait.untilReady(reading: [], writing: [child.input.rawValue], seconds: 10)

        let folder = try TemporaryFolder()
        try folder.put("deaf", "#!/bin/sh\nexec sleep 60\n", mode: 0o755)
        let deaf = try Self.start(folder / "deaf")
        let much = [UInt8](repeating: 1, count: 1 << 20)
        let taken = try deaf.input.writeSome(much.span)
        let more = Self.refusal { () throws(Errno) in _ = try deaf.input.writeSome(much.span) }
        #expect(taken < much.count && more == .wouldBlock)
    }

    @Test("waiting ends in time")
    func waiting() throws {
        let child = try Self.start("/bin/cat")
        let start = SystemClock.monotonic()
        DescriptorWait.untilReady(reading: [child.output.rawValue], writing: [], seconds: 0.05)
        DescriptorWait.untilReady(reading: [child.output.rawValue], writing: [], seconds: -1)
        let taken = SystemClock.monotonic() - start
        #expect(taken >= 50_000_000 && taken < 5_000_000_000)
    }

    @Test("it has the given environment and no other")
    func environment() throws {
        var block = try EnvironmentBlock()
        try block.set("ONLY", to: Array("this".utf8).span)
        let env = try ChildProcess("/usr/bin/env", name: "child", environment: block)
        let variables = try Self.output(of: env)
        #expect(variables == "ONLY=this\n")
    }

    @Test("it has no descriptor of ours but its pipes, no signal of ours, and a session of its own")
    func inherits() async {
        await #expect(processExitsWith: .success) {
            let leaked = try FileDescriptor.open("/dev/zero", .read)
            #expect(fcntl(leaked.rawValue, F_SETFD, 0) == 0)
            signal(SIGUSR1, SIG_IGN)
            signal(SIGPIPE, SIG_IGN)
            var blocked = sigset_t()
            unsafe sigemptyset(&blocked)
            unsafe sigaddset(&blocked, SIGTERM)
            unsafe pthread_sigmask(SIG_BLOCK, &blocked, nil)
            let child = try Self.start("/bin/cat")
            // Its answer shows that it is past its own beginning, with files that come and go.
            _ = try child.input.writeSome([1].span)
            DescriptorWait.untilReady(reading: [child.output.rawValue], writing: [], seconds: 10)
            let folder = "/proc/\(child.id)"
            let descriptors = try FileSystem.list(folder + "/fd").map {
                try FileSystem.readLink("\(folder)/fd/\($0)")
            }
            #expect(descriptors.count == 3 && descriptors[2] == "/dev/null", "\(descriptors)")
            #expect(descriptors[..<2].allSatisfy { $0.hasPrefix("pipe:") }, "\(descriptors)")
            let status = try LimitedReader.readFile(folder + "/status", limit: 1 << 16)
            let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
            #expect(lines.contains("SigBlk:\t0000000000000000"))
            // The C library keeps 32 and 33 for itself, and has them ignored there.
            #expect(lines.contains { $0.hasPrefix("SigIgn:\t") && $0.hasSuffix("0000000") })
            let session = getsid(child.id)
            let id = child.id
            #expect(session == id)
        }
    }

    @Test("it is gone when its value is, whatever it does", arguments: ["exec sleep 60", "kill -STOP $$"])
    func gone(command: String) throws {
        let folder = try TemporaryFolder()
        try folder.put("script", "#!/bin/sh\ntrap '' TERM INT HUP\n\(command)\n", mode: 0o755)
        let id: Int32
        do {
            let child = try Self.start(folder / "script")
            id = child.id
            #expect(kill(id, 0) == 0)
        }
        #expect(kill(id, 0) == -1 && errno == ESRCH)
    }

    @Test("one that ended keeps its number until it is let go, also where children were ignored")
    func ended() async {
        await #expect(processExitsWith: .success) {
            signal(SIGCHLD, SIG_IGN)
            _ = ProcessHardening.begin()
            let id: Int32
            do {
                let child = try Self.start("/bin/true")
                id = child.id
                let output = try Self.output(of: child)
                #expect(output == "" && kill(id, 0) == 0)
            }
            #expect(kill(id, 0) == -1)
        }
    }

    @Test("what cannot be started is an error, and leaves no descriptor behind")
    func notStarted() async {
        await #expect(processExitsWith: .success) {
            // Threads of the test library come and go with descriptors of other kinds.
            func pipes() throws -> [String] {
                try FileSystem.list("/proc/self/fd").compactMap { number in
                    try? FileSystem.readLink("/proc/self/fd/\(number)")
                }.filter { $0.hasPrefix("pipe:") }
            }
            let before = try pipes()
            #expect(throws: Errno.noEntry) { _ = try Self.start("/no/such/program") }
            #expect(throws: Errno.permissionDenied) { _ = try Self.start("/dev/null") }
            #expect(throws: Errno.invalidArgument) { _ = try Self.start("/bin/cat\0") }
            #expect(throws: Errno.invalidArgument) { _ = try Self.start("/bin/cat", name: "a\0b") }
            #expect(try pipes() == before)
        }
    }
}
