import Glibc
import Sodium
import Testing

@testable import SystemIO

/// Each test is a process of its own, which becomes another program.
struct ProcessImageTests {
    private static let nothing = StartState(ignoredSignals: [], blockedSignals: [], softCoreLimit: 0)

    /// Becomes a shell script (the shell is the command here, not a way to find one).
    private static func become(
        script: String, environment: [String: String] = [:], restoring state: StartState = nothing,
        keepingOpen: [Int32] = []
    ) throws -> ExecError {
        try Libsodium.start()
        var block = try EnvironmentBlock()
        for (name, value) in environment { try block.set(name, to: Array(value.utf8).span) }
        return ProcessImage.replace(
            arguments: ["/bin/sh", "-c", script].map { Array($0.utf8) }, environment: block, restoring: state,
            keepingOpen: keepingOpen)
    }

    private static func run(_ arguments: [[UInt8]]) throws -> ExecError {
        try Libsodium.start()
        return ProcessImage.replace(
            arguments: arguments, environment: try EnvironmentBlock(), restoring: nothing)
    }

    @Test("the child has our place, its arguments byte by byte, and the given environment alone")
    func replaces() async {
        await #expect(processExitsWith: .exitCode(42)) {
            try Libsodium.start()
            var block = try EnvironmentBlock()
            try block.set("D24_API_KEY", to: Array("s e\ncret\"'$x".utf8).span)
            unsafe setenv("NOT_FOR_CHILDREN", "1", 1)
            let script = """
                test "$D24_API_KEY" = 's e
                cret"'"'"'$x' && test -z "$NOT_FOR_CHILDREN" && test "$#" = 3 && test -z "$2" \
                && test "$(printf %s "$1" | od -An -tx1)" = " ff 20 2a" && test "$3" = '$(exit 7)' && exit 42
                """
            let words = ["/bin/sh", "-c", script, "name"].map { Array($0.utf8) }
            _ = ProcessImage.replace(
                arguments: words + [[0xFF, 0x20, 0x2A], [], Array("$(exit 7)".utf8)], environment: block,
                restoring: Self.nothing)
        }
    }

    @Test("a command without a slash is searched for in PATH, one with a slash is not")
    func search() async throws {
        let folder = try TemporaryFolder()
        try folder.put("tool", "#!/bin/sh\nexit 5\n", mode: 0o755)
        await #expect(processExitsWith: .exitCode(5)) { [folder = folder.path as String] in
            unsafe setenv("PATH", "/no/such:/dev/null:\(folder):/bin", 1)
            let here = try Self.run([Array("./tool".utf8)])
            #expect(here == .notFound)
            #expect(try Self.run([Array("tool".utf8)]) == .notFound)  // only if it was not found
        }
    }

    @Test("the paths of a search")
    func candidates() {
        func paths(_ command: String, _ path: String?) -> [String] {
            ProcessImage.candidates(for: Array(command.utf8), path: path.map { Array($0.utf8) })
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(paths("ls", "/a:/b/") == ["/a/ls", "/b//ls"])
        #expect(paths("ls", ":/a:") == ["ls", "/a/ls", "ls"])
        #expect(paths("ls", nil) == ["/bin/ls", "/usr/bin/ls"])
        #expect(paths("./ls", "/a") == ["./ls"])
        #expect(paths("/x/ls", "/a") == ["/x/ls"])
    }

    @Test("what is not there, and what cannot be executed, are told apart")
    func failures() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try folder.put("plain", "#!/bin/sh\nexit 5\n", mode: 0o644)
            try folder.put("noformat", "exit 5\n", mode: 0o755)
            try folder.put("orphan", "#!/no/such/interpreter\n", mode: 0o755)
            for (command, error) in [
                ("plain", ExecError.notExecutable), ("noformat", .notExecutable), ("orphan", .notFound),
                ("none", .notFound), ("plain/x", .notFound), ("", .notExecutable),
            ] {
                #expect(try Self.run([Array((folder / command).utf8)]) == error, "\(command)")
            }
            unsafe setenv("PATH", "\(folder.path):/no/such", 1)
            #expect(try Self.run([Array("plain".utf8)]) == .notExecutable)
            #expect(try Self.run([Array("none".utf8)]) == .notFound)
            #expect(try Self.run([]) == .notFound)
            #expect(try Self.run([[]]) == .notFound)
            #expect(try Self.run([Array("/bin/true".utf8), [1, 0, 2]]) == .system(.invalidArgument))
            let long = [UInt8](repeating: 0x61, count: 3 << 20)
            #expect(try Self.run([Array("/bin/true".utf8), long]) == .system(Errno(rawValue: E2BIG)))
        }
    }

    @Test("after a failure everything is as it was")
    func failureChangesNothing() async {
        await #expect(processExitsWith: .success) {
            setLimit(RLIMIT_CORE, getLimit(RLIMIT_CORE))
            let found = ProcessHardening.begin()
            let file = try FileDescriptor.open("/dev/null", .read)
            let child = StartState(ignoredSignals: [SIGUSR1], blockedSignals: [SIGUSR2], softCoreLimit: 1)
            try Libsodium.start()
            let error = ProcessImage.replace(
                arguments: [Array("/no/such".utf8)], environment: try EnvironmentBlock(), restoring: child,
                keepingOpen: [file.rawValue])
            #expect(error == .notFound)
            #expect(fcntl(file.rawValue, F_GETFD) == FD_CLOEXEC)
            #expect(getLimit(RLIMIT_CORE) == 0)
            #expect(Signals.ignored() == found.ignoredSignals.union([SIGPIPE, SIGXFSZ]))
            #expect(Signals.blocked() == found.blockedSignals)
            let other = ProcessImage.replace(
                arguments: [Array("/bin/true".utf8)], environment: try EnvironmentBlock(), restoring: child,
                keepingOpen: [file.rawValue, 9_999])
            #expect(other == .system(.badDescriptor))
            #expect(fcntl(file.rawValue, F_GETFD) == FD_CLOEXEC)
        }
    }

    @Test("the child finds signals and core limit as we found them")
    func restores() async throws {
        let result = try #require(
            await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
                signal(SIGUSR1, SIG_IGN)
                signal(SIGPIPE, SIG_DFL)
                Signals.setBlocked([SIGUSR2])
                setLimit(RLIMIT_CORE, 1)
                let state = ProcessHardening.begin()
                #expect(state.ignoredSignals.contains(SIGUSR1) && !state.ignoredSignals.contains(SIGPIPE))
                #expect(state.softCoreLimit == 1)
                Signals.setBlocked([])
                signal(SIGUSR1, SIG_DFL)
                signal(SIGTERM, SIG_IGN)
                // Not through a shell, which puts its own signal mask up.
                try Libsodium.start()
                _ = ProcessImage.replace(
                    arguments: ["cat", "/proc/self/status", "/proc/self/limits"].map { Array($0.utf8) },
                    environment: try EnvironmentBlock(), restoring: state)
            })
        let output = String(decoding: result.standardOutputContent, as: UTF8.self)
        func mask(_ name: String) -> UInt64? {
            let line = output.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            return (line?.split(separator: "\t").last).flatMap { UInt64($0, radix: 16) }
        }
        func bit(_ signal: Int32) -> UInt64 { 1 << UInt64(signal - 1) }
        let ignored = try #require(mask("SigIgn"))
        #expect(ignored & (bit(SIGUSR1) | bit(SIGPIPE) | bit(SIGTERM)) == bit(SIGUSR1))
        #expect(mask("SigBlk") == bit(SIGUSR2))
        let core = try #require(output.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(core.split(separator: " ")[4] == "1")
    }

    @Test("what we are protected from, a child is not: it may be debugged again")
    func dumpable() async {
        await #expect(processExitsWith: .exitCode(1)) {
            let state = ProcessHardening.begin()
            try Libsodium.start()
            // PR_GET_DUMPABLE
            let script = "import ctypes, sys; sys.exit(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
            _ = ProcessImage.replace(
                arguments: ["python3", "-c", script].map { Array($0.utf8) },
                environment: try EnvironmentBlock(), restoring: state)
        }
    }

    @Test("only the descriptors that are kept reach the child")
    func descriptors() async {
        await #expect(processExitsWith: .exitCode(3)) {
            let kept = try MemoryFile.sealed(name: "kept", holding: Array("secret".utf8).span)
            let closed = try MemoryFile.sealed(name: "closed", holding: Array("other".utf8).span)
            let script = """
                test "$(cat /proc/self/fd/$KEPT)" = secret && test ! -e /proc/self/fd/$CLOSED \
                && ! sh -c 'echo x > /proc/self/fd/$KEPT' 2>/dev/null && exit 3
                """
            _ = try Self.become(
                script: script, environment: ["KEPT": "\(kept.rawValue)", "CLOSED": "\(closed.rawValue)"],
                keepingOpen: [kept.rawValue])
        }
    }
}
