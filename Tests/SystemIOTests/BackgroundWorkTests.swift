import Glibc
import Testing

@testable import SystemIO

@Suite("BackgroundWork")
struct BackgroundWorkTests {
    /// All that comes until so many have.
    private func take(_ count: Int, from work: BackgroundWork<Int>) -> [Int] {
        var values: [Int] = []
        while values.count < count {
            DescriptorWait.untilReady(reading: [work.arrivals], writing: [], seconds: 30)
            values += work.take()
        }
        return values
    }

    @Test("What was finished arrives once, and nothing else does")
    func arrives() throws {
        let work = try BackgroundWork<Int>()
        #expect(work.take().isEmpty)
        // More than any machine has processors: each has a thread of its own.
        for number in 0..<40 { try work.begin { number } }
        #expect(take(40, from: work).sorted() == Array(0..<40))
        #expect(work.take().isEmpty)
    }

    @Test("One piece of work does not wait for another that was begun before it")
    func besideEachOther() throws {
        let work = try BackgroundWork<Int>()
        let gate = try Pipe()
        let entrance = gate.reading.rawValue
        try work.begin {
            DescriptorWait.untilReady(reading: [entrance], writing: [], seconds: 30)
            return 1
        }
        try work.begin { 2 }
        #expect(take(1, from: work) == [2])
        _ = try gate.writing.writeSome([1].span)
        #expect(take(1, from: work) == [1])
    }

    @Test("A process that leaves work behind ends without tearing anything down; another does in good order")
    func endsBesideWork() async {
        await #expect(processExitsWith: .exitCode(3)) {
            atexit { _exit(4) }
            let work = try BackgroundWork<Int>()
            try work.begin {
                while true { DescriptorWait.untilReady(reading: [], writing: [], seconds: 60) }
            }
            ProcessEnd.now(3)
        }
        await #expect(processExitsWith: .exitCode(4)) {
            atexit { _exit(4) }
            ProcessEnd.now(3)
        }
    }
}
