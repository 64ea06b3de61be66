import Glibc
import SystemIO
import Testing

struct ProcessTests {
    @Test("the words of the command line are what the kernel gave")
    func arguments() {
        let read = ProcessArguments.read().map(\.text)
        #expect(read == CommandLine.arguments.dropFirst().map { $0 })
        #expect(ProcessArgument(bytes: [0x61, 0xFF]).text == nil)
        #expect(ProcessArgument(bytes: Array("é".utf8)).text == "é")
    }

    @Test("a word that is not UTF-8 stays as it is")
    func argumentNotText() async {
        await #expect(processExitsWith: .success) {
            // The process's own words lie in writable memory.
            let word = try unsafe #require(CommandLine.unsafeArgv[1])
            unsafe word[0] = CChar(bitPattern: 0xFF)
            #expect(ProcessArguments.read().first?.bytes.first == 0xFF)
            #expect(ProcessArguments.read().first?.text == nil)
        }
    }

    @Test("the environment is read as it is")
    func environment() async {
        await #expect(processExitsWith: .success) {
            unsafe setenv("D24_TEST", "a=b", 1)
            #expect(ProcessEnvironment.value("D24_TEST") == "a=b")
            let entry = ProcessEnvironment.all().last { $0.name == Array("D24_TEST".utf8) }
            #expect(entry?.value == Array("a=b".utf8))
            unsafe setenv("D24_TEST", [CChar(bitPattern: 0xFF), 0x61, 0], 1)
            #expect(ProcessEnvironment.bytes("D24_TEST") == [0xFF, 0x61])
            #expect(ProcessEnvironment.value("D24_TEST") == "\u{FFFD}a")
            unsafe unsetenv("D24_TEST")
            #expect(ProcessEnvironment.value("D24_TEST") == nil)
        }
    }

    @Test("the clocks run and the host has a name")
    func clockAndHost() {
        let before = SystemClock.monotonic()
        #expect(eventually { SystemClock.monotonic() > before })
        #expect(SystemClock.secondsSinceEpoch() > 1_700_000_000)
        #expect(!Host.name.isEmpty)
        #expect(Host.effectiveUser == geteuid())
        #expect(Host.effectiveGroup == getegid())
        #expect(Host.groupID(named: "root") == 0)
        #expect(Host.groupID(named: "no-such-group") == nil)
        #expect(Host.groupID(named: "root\0x") == nil)
        if geteuid() == 0 { #expect(Host.userName == "root") }
    }
}
