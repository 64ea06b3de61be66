import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

struct DurableWriteTests {
    /// What the traced run below does: one write, by itself in a folder whose name is easily found.
    @Test("a single write")
    func singleWrite() throws {
        try withTemporaryFolder { folder in
            let identity = try Identity.sample(1)
            let sample = try SampleStore(in: folder)
            let first = try sample.create(identity)
            #expect(try sample.add("traced", identity, from: first).generation == 2)
        }
    }

    @Test("the file is on the disk before its name, the folder before the pin, and all of it under the lock")
    func order() throws {
        try withTemporaryFolder { folder in
            let program = try FileSystem.readLink("/proc/self/exe")
            let trace = "\(folder)/trace"
            let result = try run(
                "/usr/bin/strace",
                [
                    "-f", "-y", "-o", trace, "-e", "trace=fsync,rename,renameat,renameat2,flock,close",
                    program,
                    "--testing-library", "swift-testing", "--filter", "DurableWriteTests/singleWrite",
                ], environment: ["TMPDIR": folder, "PATH": "/usr/bin:/bin"], deadline: 120)
            #expect(result.ending == .exited(0), "\(result.errorText.suffix(500))")
            let all = String(decoding: try bytes(at: trace), as: UTF8.self).split(separator: "\n")
            let lines = all[(all.lastIndex { $0.contains("LOCK_EX") && $0.contains("/vault.lock") } ?? 0)...]
            func position(_ parts: String...) throws -> Int {
                try #require(
                    lines.firstIndex { line in parts.allSatisfy { line.contains($0) } },
                    "no call with \(parts) in\n\(lines.joined(separator: "\n"))")
            }
            let steps = [
                try position("flock(", "/vault.lock>", "LOCK_EX"), try position("fsync(", "/vault.new>"),
                try position("rename", "/vault.new\"", "/vault\""),
                try #require(
                    lines.firstIndex {
                        $0.contains("fsync(") && !$0.contains("/vault.new>") && !$0.contains("/trust")
                    }),
                try position("flock(", "/trust/", "LOCK_EX"), try position("fsync(", "/trust/", ".new>"),
                try position("rename", "/trust/"), try position("fsync(", "/trust>"),
                try position("flock(", "/vault.lock>", "LOCK_UN"),
            ]
            #expect(steps == steps.sorted(), "\(lines.joined(separator: "\n"))")
        }
    }
}
