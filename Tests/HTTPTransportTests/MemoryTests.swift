import HTTPTransport
import Testing

@Suite("memory") struct MemoryTests {
    /// 300 MB each; the last four are kept by URLSession out of our sight. A process of its own shows its
    /// peak.
    @Test(
        "a body of 300 MB is refused with less than 64 MiB in use, before and after",
        arguments: [
            "/big", "/big/chunks", "/401/big", "/bomb/gzip", "/bomb/deflate", "/redirect/big",
            "/redirect/chunks",
            "/redirect/bomb", "/headers/interim",
        ])
    func peak(path: String) async throws {
        let url = try HostileServer.url(path)
        await #expect(processExitsWith: .success) { [url = url as String] in
            Child.resetPeak()
            let outcome = Ask(url: url).outcome(seconds: 20)
            switch outcome {
            case .failure(.tooLarge), .failure(.encoded), .failure(.other): break
            case .failure(let failure): Issue.record("\(failure)")
            case .answer(let answer): Issue.record("an answer of \(answer.body.count) bytes")
            }
            let peak = Child.peak(watchedFor: 0.5, upTo: 64 << 20)
            #expect(peak > 0 && peak < 64 << 20, "\(peak >> 10) KiB")
        }
    }

    @Test(
        "nor is a flood kept that begins to flow when nobody waits any longer", arguments: ["big", "chunks"])
    func flood(path: String) async throws {
        let url = try HostileServer.url("/late/" + path)
        await #expect(processExitsWith: .success) { [url = url as String] in
            Child.resetPeak()
            #expect(Ask(url: url).outcome(seconds: 0.5) == .failure(.timedOut))
            let peak = Child.peak(watchedFor: 2, upTo: 64 << 20)
            #expect(peak > 0 && peak < 64 << 20, "\(peak >> 10) KiB")
        }
    }
}
