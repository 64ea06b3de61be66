import Foundation
import HTTPTransport
import TestSupport
import Testing

/// What the environment can make Foundation do, and how `prepareProcess` keeps it from doing so. Each in a
/// process of its own, since Foundation looks once.
@Suite("prepareProcess") struct ProcessTests {
    @Test("URLSessionDebugLibcurl prints nothing")
    func debug() async throws {
        let url = try HostileServer.url("/echo")
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
        ) { [url = url as String] in
            Child.set("URLSessionDebugLibcurl", "1")
            Child.set("URLSessionDebug", "1")
            HTTPClient.prepareProcess()
            guard case .answer = Ask(url: url).outcome(seconds: 20) else { Child.fail() }
        }
        #expect(result?.standardErrorContent == [])
        #expect(
            result.map { !String(decoding: $0.standardOutputContent, as: UTF8.self).contains("bDpw") } == true
        )
    }

    @Test("without it the credentials would be printed")
    func debugOfFoundation() async throws {
        let url = try HostileServer.url("/echo")
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            [url = url as String] in
            Child.set("URLSessionDebugLibcurl", "1")
            Child.askFoundation(url)
        }
        let printed = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(printed.contains("Basic bDpw"))
    }

    @Test("SSLKEYLOGFILE gets no keys, nor HOME a folder", arguments: [true, false])
    func files(isPrepared: Bool) async throws {
        let url = try HostileServer.url("/ok")
        let entries = try await withTemporaryFolder { home in
            await #expect(processExitsWith: .success) {
                [url = url as String, home = home as String, isPrepared = isPrepared as Bool] in
                Child.set("SSLKEYLOGFILE", home + "/keys")
                Child.set("HOME", home)
                Child.unset("XDG_CACHE_HOME")
                Child.unset("XDG_DATA_HOME")
                guard isPrepared else { return Child.askFoundation(url) }
                HTTPClient.prepareProcess()
                guard case .answer = Ask(url: url).outcome(seconds: 20) else { Child.fail() }
            }
            return try FileManager.default.contentsOfDirectory(atPath: home)
        }
        // Foundation alone does both, or this test would prove nothing.
        #expect(entries.isEmpty == isPrepared)
        #expect(entries.contains("keys") != isPrepared)
    }

    @Test("a process may end while exchanges are under way", arguments: 0..<20)
    func ending(_: Int) async throws {
        let urls = try ["/drip", "/never", "/big", "/headers-only"].map { try HostileServer.url($0) }
        await #expect(processExitsWith: .success) { [urls = urls as [String]] in
            let requests = urls.compactMap { try? Ask(url: $0).request() }
            _ = HTTPClient.perform(requests, deadline: .after(seconds: 0.3)) { _ in false }
        }
    }
}
