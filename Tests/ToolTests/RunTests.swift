import TestSupport
import Testing

@Suite("Running programs")
struct RunTests {
    @Test("Both outputs are read while the program runs, however much it prints")
    func bothOutputs() throws {
        let script = "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero"
        let result = try run("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
        #expect(result.ending == .exited(0))
        #expect(result.output.count == 2_000_000)
        #expect(result.errors.count == 1_000_000)
    }

    @Test("Input of any size arrives, and a program need not read it", arguments: [0, 1, 60_000, 3_000_000])
    func input(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try run("/bin/cat", [], input: .bytes(bytes)).output == bytes)
        #expect(try run("/bin/true", [], input: .bytes(bytes)).ending == .exited(0))
    }

    @Test("Nothing is inherited: no environment, no descriptor, no terminal")
    func nothingInherited() throws {
        #expect(try run("/usr/bin/env", []).output.isEmpty)
        #expect(try run("/usr/bin/env", [], environment: ["A": "b"], folder: "/").outputText == "A=b\n")
        let open = try run("/bin/ls", ["/proc/self/fd"]).outputText
        #expect(open == "0\n1\n2\n3\n")
    }

    @Test("A program that outlives its time is killed with its children")
    func deadline() throws {
        let script = "sleep 60 & echo $!; wait"
        let result = try run(
            "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], deadline: 0.2)
        #expect(result.ending == .timedOut)
        let child = try #require(result.outputText.split(separator: "\n").first)
        #expect(try isGone(child))
    }

    @Test("What a program left running ends with it")
    func leftBehind() throws {
        let script = "sleep 60 & echo $!"
        let result = try run("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
        #expect(result.ending == .exited(0))
        let child = try #require(result.outputText.split(separator: "\n").first)
        #expect(try isGone(child))
    }

    /// A killed process may stay as a zombie where nobody reaps orphans.
    private func isGone(_ child: Substring) throws -> Bool {
        let script = "while [ -e /proc/$0 ] && ! grep -q ') Z ' /proc/$0/stat; do :; done"
        let path = ["PATH": "/usr/bin:/bin"]
        return try run("/bin/sh", ["-c", script, String(child)], environment: path).ending == .exited(0)
    }

    @Test("A program that is not there is an error of its own")
    func notThere() {
        #expect(throws: LaunchError.self) { try run("/no/such/program", []) }
    }

    @Test("A temporary folder is gone afterwards, whatever became of its modes")
    func temporaryFolder() throws {
        let path = try withTemporaryFolder { path in
            _ = try run("/bin/sh", ["-c", "mkdir -p a/b; touch a/b/c; chmod 0 a/b"], folder: path)
            return path
        }
        #expect(try run("/usr/bin/test", ["-e", path]).ending == .exited(1))
    }
}
