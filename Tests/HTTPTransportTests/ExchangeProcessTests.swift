import Foundation
import HTTPTransport
import SystemIO
import TestSupport
import Testing

/// The process of an exchange, as its parent and others see it. Each test is a process of its own, with no
/// other exchange in it.
@Suite("ExchangeProcess") struct ExchangeProcessTests {
    private static let name = "d24-exchange"

    /// The tool that was built beside the tests.
    private static func tool() throws -> String {
        FileSystem.folder(of: try FileSystem.readLink("/proc/self/exe")) + "/d24-rotate"
    }

    @Test("it has the request from its pipe alone, and nothing of ours but what libcurl goes by")
    func handedOver() async throws {
        let url = try HostileServer.url("/never")
        await #expect(processExitsWith: .success) { [url = url as String] in
            Child.set("D24_UNLOCK_PHRASE", "sentinel-of-the-phrase")
            Child.set("URLSessionDebugLibcurl", "1")
            Child.set("SSLKEYLOGFILE", "/tmp/keys")
            Child.set("NO_PROXY", "localhost")
            let leaked = try FileDescriptor.open("/proc/self/status", .read)
            #expect(fcntl(leaked.rawValue, F_SETFD, 0) == 0)
            _ = signal(SIGUSR1, SIG_IGN)
            let exchange = try #require(RunningExchange(url: url, seconds: 3))
            let process = exchange.process

            #expect(process.text("cmdline") == ExchangeProcessTests.name + "\n")
            #expect(process.value("Name") == ExchangeProcessTests.name)
            let environment = process.text("environ")
            for word in ["basic", "bdpw", "b18c6c52", "login", "ping-0", "sentinel", "urlsession", "sslkey"] {
                #expect(!environment.lowercased().contains(word), "\(word)")
            }
            let names = environment.split(separator: "\n").map { $0.prefix { $0 != "=" } }
            #expect(names.contains("NO_PROXY") && !names.contains("PATH"))

            let descriptors = process.descriptors
            #expect(descriptors[0]?.hasPrefix("pipe:") == true)
            #expect(descriptors[1]?.hasPrefix("pipe:") == true)
            #expect(descriptors[2] == "/dev/null")
            #expect(!descriptors.values.contains { $0.hasPrefix("/proc") }, "\(descriptors)")

            // SIGPIPE is 13 and SIGXFSZ 25, as in every tool, counted from 1; the C library's own are above
            // 31.
            let ignored = process.value("SigIgn").flatMap { UInt64($0, radix: 16) }
            #expect(ignored.map { $0 & 0x7fff_ffff } == 1 << 12 | 1 << 24)
            // All are held back for as long as it takes to start a thread.
            #expect(isTrue(within: 5) { process.value("SigBlk") == "0000000000000000" })
            #expect(process.value("Max core file size", in: "limits")?.hasPrefix("0 ") == true)
            #expect(process.value("Max data size", in: "limits")?.hasPrefix("unlimited") == false)
            #expect(process.value("NSsid") != StartedProcess.own.value("NSsid"))
            #expect(exchange.wait() == .failure(.timedOut))
        }
    }

    @Test("nothing is left of it, however it ends")
    func nothingLeft() async throws {
        let paths = ["/ok", "/never", "/half-a-header", "/401/basic", "/redirect/302", "/drip", "/big"]
        try PrivateAuthority.requireSilentResolver()
        let urls = try paths.map { try HostileServer.url($0) } + ["https://nobody.test/"]
        await #expect(processExitsWith: .success) { [urls = urls as [String]] in
            let requests = try urls.map { try Ask(url: $0).request() }
            let before = StartedProcess.own.pipes
            let all = HTTPClient.perform(requests, deadline: .after(seconds: 5)) { _ in false }
            #expect([1, 5, 7].allSatisfy { all[$0] == .failure(.timedOut) })
            #expect(all[2] == .failure(.other("the answer could not be read")))
            #expect(StartedProcess.all().isEmpty)
            let some = HTTPClient.perform(requests, deadline: .after(seconds: 20)) { _ in true }
            #expect(some.contains { $0 == nil })
            #expect(StartedProcess.all().isEmpty)
            #expect(StartedProcess.own.pipes == before)
        }
    }

    @Test("it is gone when its parent is, even by SIGKILL")
    func parentKilled() async throws {
        let url = try HostileServer.url("/never")
        let result = await #expect(
            processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
        ) { [url = url as String] in
            let exchange = try #require(RunningExchange(url: url, seconds: 60))
            try OutputWriter.standardOutput("exchange \(exchange.process.id) \n")
            kill(getpid(), SIGKILL)
        }
        let printed = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self).split(
            separator: " ")
        let place = try #require(printed.firstIndex { $0.hasSuffix("exchange") })
        let id = try #require(Int32(printed[place + 1]))
        #expect(isTrue(within: 5) { kill(id, 0) != 0 })
    }

    @Test("one that is stopped is left at the deadline, and gone", arguments: [SIGSTOP, SIGKILL])
    func disturbed(signal: Int32) async throws {
        let url = try HostileServer.url("/never")
        await #expect(processExitsWith: .success) { [url = url as String, signal = signal as Int32] in
            let exchange = try #require(RunningExchange(url: url, seconds: 3))
            kill(exchange.process.id, signal)
            let expected =
                signal == SIGKILL ? HTTPFailure.other("the answer could not be read") : .timedOut
            #expect(exchange.wait() == .failure(expected))
            #expect(StartedProcess.all().isEmpty)
        }
    }

    @Test("where none can be started that is what is said")
    func notStarted() async throws {
        let url = try HostileServer.url("/ok")
        await #expect(processExitsWith: .success) { [url = url as String] in
            // All numbers below three are taken.
            var limit = rlimit(rlim_cur: 3, rlim_max: 3)
            unsafe setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
            let outcome = Ask(url: url).outcome(seconds: 5)
            let text = "no process could be started for it: too many open files"
            #expect(outcome == .failure(.other(text)))
        }
    }

    @Test(
        "it says nothing and ends when what it is given is no request",
        arguments: [[], [0, 0, 0], [0, 0, 0, 9], [0, 0, 0, 2, 1, 2], [0, 0, 0, 4, 0, 0, 0, 0]] as [[UInt8]])
    func noRequest(bytes: [UInt8]) throws {
        let launch = Launch(program: try Self.tool(), arguments: [], name: Self.name)
        let result = try launch.run(input: .bytes(bytes))
        #expect(result.ending == .exited(2))
        #expect(result.output.isEmpty && result.errors.isEmpty)
    }

    @Test("no word of a command line starts one")
    func notAnOption() throws {
        let tool = try Self.tool()
        for words in [[Self.name], ["--", Self.name], ["status", "--vault", "/nowhere/vault", Self.name]] {
            let result = try run(tool, words)
            #expect(result.ending == .exited(words.count > 2 ? 10 : 2))
            #expect(!result.errors.isEmpty)
        }
    }

    @Test("URLSessionDebugLibcurl prints nothing")
    func debug() async throws {
        let url = try HostileServer.url("/echo")
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
        ) { [url = url as String] in
            Child.set("URLSessionDebugLibcurl", "1")
            Child.set("URLSessionDebug", "1")
            guard case .answer = Ask(url: url).outcome(seconds: 20) else { Child.fail() }
        }
        #expect(result?.standardErrorContent == [])
        #expect(
            result.map { !String(decoding: $0.standardOutputContent, as: UTF8.self).contains("bDpw") } == true
        )
    }

    @Test("with it, Foundation alone would print the credentials")
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
    func files(isOurs: Bool) async throws {
        let url = try HostileServer.url("/ok")
        let entries = try await withTemporaryFolder { home in
            await #expect(processExitsWith: .success) {
                [url = url as String, home = home as String, isOurs = isOurs as Bool] in
                Child.set("SSLKEYLOGFILE", home + "/keys")
                Child.set("HOME", home)
                Child.unset("XDG_CACHE_HOME")
                Child.unset("XDG_DATA_HOME")
                guard isOurs else { return Child.askFoundation(url) }
                guard case .answer = Ask(url: url).outcome(seconds: 20) else { Child.fail() }
            }
            return try FileManager.default.contentsOfDirectory(atPath: home)
        }
        // Foundation alone does both, or this test would prove nothing.
        #expect(entries.isEmpty == isOurs)
        #expect(entries.contains("keys") != isOurs)
    }
}
