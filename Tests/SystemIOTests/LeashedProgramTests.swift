import Glibc
import SystemIO
import Testing

struct LeashedProgramTests {
    /// All that it writes, and how it ends.
    private static func run(
        _ path: String, _ arguments: [String]
    ) throws -> (output: String, end: ChildCommand.End, messages: String) {
        let environment = try EnvironmentBlock([(Array("GIVEN".utf8), Array("yes".utf8))])
        var command = try LeashedProgram.start(path, arguments, environment: environment)
        let output = try command.readAll(limit: 4096) { 20 }
        let end = try command.end()
        return (
            String(decoding: output, as: UTF8.self), end, String(decoding: command.messages, as: UTF8.self)
        )
    }

    @Test("it gets its own name, its arguments, its environment and three descriptors, and no more")
    func given() throws {
        let script = #"printf '%s|' "$0" "$@" "$GIVEN" $(ls /proc/self/fd); cat; exit 3"#
        let run = try Self.run("/bin/sh", ["-c", script, "sh", "a b", "", "*"])
        #expect(run.output == "sh|a b||*|yes|0|1|2|3|")
        #expect(run.end == .exited(status: 3))
    }

    @Test("signals do there what they do of themselves, and none is held back")
    func signals() throws {
        let lines = try Self.run("/bin/grep", ["^Sig[BI]", "/proc/self/status"]).output
        let masks = lines.split(separator: "\n").compactMap { UInt64($0.dropFirst(8), radix: 16) }
        // The C library's own are above 31, and ignored by the child of posix_spawn.
        #expect(masks.map { $0 & 0x7fff_ffff } == [0, 0], "\(lines)")
    }

    @Test("what is no program ends with 127, as a program may, and says so, as no program does")
    func missing() throws {
        let run = try Self.run("/no/such/program", [])
        #expect(run.end == .exited(status: 127))
        #expect(run.messages == "it cannot be started\n")
        let own = try Self.run("/bin/sh", ["-c", "exit 127"])
        #expect(own.end == .exited(status: 127))
        #expect(own.messages == "")
    }

    @Test("it is gone with the thread that asked for it")
    func leash() async throws {
        let result = await #expect(
            processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
        ) {
            var command = try LeashedProgram.start(
                "/bin/sh", ["-c", "echo program $$' '; exec sleep 1000"], environment: EnvironmentBlock())
            var output: [UInt8] = []
            try output.append(addingCapacity: 64) { room throws(Errno) in _ = try command.read(into: &room) }
            try StandardDescriptor.output.writeAll(output.span)
            kill(getpid(), SIGKILL)
        }
        let printed = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self).split(
            separator: " ")
        let place = try #require(printed.firstIndex { $0.hasSuffix("program") })
        let id = try #require(Int32(printed[place + 1]))
        #expect(eventually { kill(id, 0) != 0 })
    }
}
