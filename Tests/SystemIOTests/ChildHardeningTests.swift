import Glibc
import SystemIO
import Testing

/// Each in a process of its own, which it happens to. That a child ends with its parent is shown where there
/// is one, by the tests of HTTPTransport.
struct ChildHardeningTests {
    @Test("more memory than was allowed is refused, and the limit stays")
    func memory() async {
        await #expect(processExitsWith: .success) {
            try ChildHardening.limitMemory(toFurther: 32 << 20, threadStack: 1 << 20)
            // Large blocks are maps of their own, which count although nobody touches them.
            let small = unsafe malloc(16 << 20)
            let large = unsafe malloc(64 << 20)
            #expect(unsafe small != nil && large == nil)
            let limit = getLimit(RLIMIT_DATA)
            setLimit(RLIMIT_DATA, .max)
            #expect(getLimit(RLIMIT_DATA) == limit)
        }
    }

    @Test("a lower limit stays as it is")
    func lowerLimit() async {
        await #expect(processExitsWith: .success) {
            setLimit(RLIMIT_DATA, 1 << 30)
            try ChildHardening.limitMemory(toFurther: 2 << 30, threadStack: 1 << 20)
            #expect(getLimit(RLIMIT_DATA) == 1 << 30)
        }
    }

    @Test("a thread's stack has the size that was said, whatever the user's limit")
    func stack() async {
        await #expect(processExitsWith: .success) {
            try ChildHardening.limitMemory(toFurther: 32 << 20, threadStack: 1 << 20)
            let before = dataSize()
            let thread = onAnotherThread { SystemClock.pause(nanoseconds: 200_000_000) }
            let after = dataSize()
            thread.join()
            // Its stack, its guard page, and what the C library keeps for it.
            #expect(after - before >= 1 << 20 && after - before < 3 << 20)
        }
    }

    @Test("the name is the one that ps shows")
    func name() async {
        await #expect(processExitsWith: .success) {
            ChildHardening.setName("d24-some-name-or-other")
            let name = try LimitedReader.readFile("/proc/thread-self/comm", limit: 100)
            #expect(name == Array("d24-some-name-o\n".utf8))
        }
    }
}

/// VmData of proc(5), status, in bytes.
private func dataSize() -> Int {
    let status = (try? LimitedReader.readFile("/proc/self/status", limit: 1 << 16)) ?? []
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first {
        $0.hasPrefix("VmData:")
    }
    return (Int(line?.filter(\.isNumber) ?? "") ?? 0) << 10
}
