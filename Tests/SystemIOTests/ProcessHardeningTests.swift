import CLinux
import Glibc
import Testing

@testable import SystemIO

struct ProcessHardeningTests {
    @Test("no core file, no debugger, no crash report; a closed pipe is an error")
    func begin() async {
        await #expect(processExitsWith: .success) {
            setLimit(RLIMIT_CORE, 1)
            for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT] {
                signal(number, { _ in })
            }
            signal(SIGUSR1, SIG_IGN)
            #expect(Signals.disposition(of: SIGSEGV) == .handled)
            let state = ProcessHardening.begin()
            #expect(state.softCoreLimit == 1)
            #expect(state.ignoredSignals.contains(SIGUSR1))
            #expect(getLimit(RLIMIT_CORE) == 0)
            #expect(clinux_is_dumpable() == 0)
            for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT] {
                #expect(Signals.disposition(of: number) == .standard)
            }
            #expect(Signals.disposition(of: SIGPIPE) == .ignored)
            #expect(Signals.disposition(of: SIGUSR1) == .ignored)
            #expect(Signals.disposition(of: SIGTERM) == .standard)
        }
    }

    @Test("a file that is opened later never gets the number of a closed standard descriptor")
    func standardDescriptors() async {
        await #expect(processExitsWith: .success) {
            let saved = dup(2)
            for number in Int32(0)...2 { close(number) }
            _ = ProcessHardening.begin()
            let file = try FileDescriptor.open("/dev/null", [.read, .write])
            let isBeyond = file.rawValue > 2
            let refusesWriting = (try? OutputWriter.standardOutput("x")) == nil
            let refusesReading = (try? StandardDescriptor.input.read(upTo: 1)) == nil
            let isInherited = (Int32(0)...2).contains { fcntl($0, F_GETFD) != FD_CLOEXEC }
            dup2(saved, 2)
            #expect(isBeyond && refusesWriting && refusesReading && !isInherited)
        }
    }
}
