import HTTPTransport
import Testing

@Suite("memory") struct MemoryTests {
    /// 300 MB each; the last four are kept by URLSession out of our sight. A process of its own shows its
    /// peak, and that of the process in which the exchange was.
    @Test(
        "a body of 300 MB is refused with less than 64 MiB in use, here and in the process of the exchange",
        arguments: [
            "/big", "/big/chunks", "/401/big", "/bomb/gzip", "/bomb/deflate", "/redirect/big",
            "/redirect/chunks",
            "/redirect/bomb", "/headers/interim",
        ])
    func peak(path: String) async throws {
        let url = try HostileServer.url(path)
        await #expect(processExitsWith: .success) { [url = url as String] in
            Child.resetPeak()
            let outcome = Ask(url: url).outcome(seconds: 30)
            switch outcome {
            case .failure(.tooLarge), .failure(.encoded), .failure(.other): break
            case .failure(let failure): Issue.record("\(failure)")
            case .answer(let answer): Issue.record("an answer of \(answer.body.count) bytes")
            }
            let peak = Child.peak()
            #expect(peak > 0 && peak < 64 << 20, "\(peak >> 10) KiB here")
            let peakOfExchange = Child.peakOfChildren()
            #expect(peakOfExchange > 0 && peakOfExchange < 64 << 20, "\(peakOfExchange >> 10) KiB there")
        }
    }
}
