import Glibc
import SystemIO
import Testing

struct ChildCommandTests {
    /// All that it writes, how it ends, and what it said.
    private static func run(
        _ script: String, _ arguments: [String] = []
    ) throws -> (output: String, end: ChildCommand.End, messages: String) {
        let environment = try EnvironmentBlock([(Array("GIVEN".utf8), Array("yes".utf8))])
        var command = try ChildCommand(
            "/bin/sh", ["-c", script, "sh"] + arguments, environment: environment)
        var output: [UInt8] = []
        var isAtEnd = false
        while !isAtEnd {
            let before = output.count
            try output.append(addingCapacity: 4096) { room throws(Errno) in _ = try command.read(into: &room)
            }
            isAtEnd = output.count == before
        }
        let end = try command.end()
        return (
            String(decoding: output, as: UTF8.self), end, String(decoding: command.messages, as: UTF8.self)
        )
    }

    @Test("gets its arguments and its environment, and nothing to read")
    func given() throws {
        let run = try Self.run(#"printf '%s|' "$@"; env | sort; cat"#, ["a b", "", "*"])
        #expect(run.output.hasPrefix("a b||*|GIVEN=yes\nPWD="))
        #expect(run.end == .exited(status: 0))
        #expect(run.messages == "")
    }

    @Test("inherits no descriptor but its own three")
    func descriptors() throws {
        let open = try FileDescriptor.open("/dev/null", .read)
        #expect(fcntl(open.rawValue, F_SETFD, 0) == 0)
        // The fourth is the one by which ls reads the folder.
        #expect(try Self.run("ls /proc/self/fd").output == "0\n1\n2\n3\n")
    }

    @Test("how it ends is told")
    func ends() throws {
        #expect(try Self.run("exit 3").end == .exited(status: 3))
        #expect(try Self.run("kill -9 $$").end == .killed(signal: 9))
    }

    @Test("writing much to both does not make it wait for ever, and of its messages the beginning is kept")
    func both() throws {
        let script = "yes out | head -c 3000000; yes message | head -c 3000000 >&2; yes out | head -c 3000000"
        let run = try Self.run(script)
        #expect(run.output.utf8.count == 6_000_000)
        #expect(run.messages.hasPrefix("message\nmessage\n"))
        #expect(run.messages.utf8.count == 4096)
    }

    @Test("is gone when nobody has it any more")
    func killed() throws {
        let environment = try EnvironmentBlock()
        var id: Int32 = 0
        do {
            var command = try ChildCommand(
                "/bin/sh", ["-c", "echo $$; exec sleep 1000"], environment: environment)
            var output: [UInt8] = []
            try output.append(addingCapacity: 64) { room throws(Errno) in _ = try command.read(into: &room) }
            id = try #require(Int32(String(decoding: output.dropLast(), as: UTF8.self)))
            #expect(kill(id, 0) == 0)
        }
        #expect(kill(id, 0) == -1)
    }

    /// Reads to the end, and waits for it, with so much patience.
    private static func wait(
        for script: String, _ patience: Duration
    ) throws -> (output: String, end: ChildCommand.End) {
        let environment = try EnvironmentBlock([(Array("PATH".utf8), Array("/usr/bin:/bin".utf8))])
        var command = try ChildCommand(
            "/bin/sh", ["-c", script], environment: environment, patience: patience)
        var output: [UInt8] = []
        var count = -1
        while count != 0 {
            try output.append(addingCapacity: 64) { room throws(Errno) in
                count = try command.read(into: &room)
            }
        }
        return (String(decoding: output, as: UTF8.self), try command.end())
    }

    @Test(
        "one that is silent for longer than there is patience is given up, whatever its messages",
        arguments: [
            "exec sleep 1000", "echo begun; exec sleep 1000",
            // What it was given for its output is held open, and nothing written to it.
            "exec yes 3>&1 >&2",
            // The end of its output is not its own.
            "exec >&-; exec sleep 1000", "exec >&- 2>&-; exec sleep 1000", "exec >&-; exec yes >&2",
        ])
    func patience(script: String) {
        #expect(throws: Errno.timedOut) { try Self.wait(for: script, .milliseconds(100)) }
    }

    @Test("who holds its standard error after its end is not waited for")
    func leftBehind() throws {
        let run = try Self.wait(for: "sleep 1000 >/dev/null & echo $!; exit 4", .seconds(20))
        let left = try #require(Int32(run.output.dropLast()))
        #expect(run.end == .exited(status: 4))
        #expect(kill(left, SIGKILL) == 0)
    }

    @Test("what is no program is an error")
    func missing() throws {
        let environment = try EnvironmentBlock()
        #expect(throws: Errno.noEntry) {
            _ = try ChildCommand("/no/such/program", [], environment: environment)
        }
        #expect(throws: Errno.invalidArgument) {
            _ = try ChildCommand("/bin/sh", ["a\0b"], environment: environment)
        }
    }

    private static func command(_ script: String) throws -> ChildCommand {
        let environment = try EnvironmentBlock([(Array("PATH".utf8), Array("/usr/bin:/bin".utf8))])
        return try ChildCommand("/bin/sh", ["-c", script], environment: environment)
    }

    @Test("all of its output is read, within a limit")
    func all() throws {
        var command = try Self.command("yes message | head -c 300000 >&2; yes out | head -c 100000")
        #expect(try command.readAll(limit: 100_000) { 20 }.count == 100_000)
        #expect(try command.end() == .exited(status: 0))
        #expect(command.messages.count == 4096)
        var long = try Self.command("yes")
        #expect(throws: Errno.fileTooLarge) { _ = try long.readAll(limit: 1000) { 20 } }
    }

    @Test("one that writes messages without an end is not read beyond the time there is")
    func flood() throws {
        var command = try Self.command("exec yes 3>&1 >&2")
        var asked = 0
        #expect(throws: Errno.timedOut) {
            _ = try command.readAll(limit: 1000) {
                asked += 1
                return asked < 100 ? 20 : 0
            }
        }
    }

    @Test("one that says nothing is waited for as long as there is time")
    func silent() throws {
        var command = try Self.command("exec sleep 1000")
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(300)
        #expect(throws: Errno.timedOut) {
            _ = try command.readAll(limit: 1000) { Double(clock.now < end ? 0.1 : 0) }
        }
        #expect(clock.now >= end)
    }

    @Test("reads a file that it is given")
    func reading() throws {
        let environment = try EnvironmentBlock([(Array("PATH".utf8), Array("/usr/bin:/bin".utf8))])
        let file = try MemoryFile.sealed(name: "test", holding: Array("what is in it".utf8).span)
        var command = try ChildCommand(
            "/bin/sh", ["-c", "cat; ls /proc/self/fd"], environment: environment, reading: file)
        let output = try command.readAll(limit: 1000) { 20 }
        #expect(String(decoding: output, as: UTF8.self) == "what is in it0\n1\n2\n3\n")
    }
}
