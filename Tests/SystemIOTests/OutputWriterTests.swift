import Glibc
import SystemIO
import Testing

struct OutputWriterTests {
    @Test("text and bytes go out as they are")
    func writes() async throws {
        let result = try #require(
            await #expect(
                processExitsWith: .success,
                observing: [\.standardOutputContent, \.standardErrorContent]
            ) {
                try OutputWriter.standardOutput("déjà\n")
                try OutputWriter.standardOutput([0xFF, 0x00].span)
                OutputWriter.standardError("vu\n")
            })
        #expect(contains(result.standardOutputContent, Array("déjà\n".utf8) + [0xFF, 0x00]))
        #expect(contains(result.standardErrorContent, Array("vu\n".utf8)))
    }

    private func contains(_ output: [UInt8], _ part: [UInt8]) -> Bool {
        output.indices.contains { output[$0...].starts(with: part) }
    }

    @Test("a full disk, a closed pipe and a closed output are errors")
    func failures() async {
        await #expect(processExitsWith: .success) {
            let full = try FileDescriptor.open("/dev/full", .write)
            dup2(full.rawValue, 1)
            #expect(throws: Errno.noSpace) { try OutputWriter.standardOutput("x") }
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [0, 0]
            unsafe pipe(&ends)
            close(ends[0])
            dup2(ends[1], 1)
            dup2(ends[1], 2)
            #expect(throws: Errno.brokenPipe) { try OutputWriter.standardOutput("x") }
            OutputWriter.standardError("nobody listens")
            #expect(!StandardDescriptor.output.isTerminal)
            close(1)
            #expect(throws: Errno.badDescriptor) { try OutputWriter.standardOutput("x") }
        }
    }
}
