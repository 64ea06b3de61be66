import Testing

@testable import Sodium

@Suite("The library")
struct SodiumTests {
    @Test("can be started more than once")
    func start() throws {
        try Libsodium.start()
        try Libsodium.start()
    }

    private func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool { constantTimeEquals(a.span, b.span) }

    @Test("finds the same bytes equal", arguments: [0, 1, 15, 16, 32, 33, 64, 1000])
    func same(count: Int) {
        #expect(equal(counting(count), counting(count)))
    }

    @Test("finds a difference in any one bit", arguments: [1, 16, 33])
    func different(count: Int) {
        for other in singleBitFlips(of: counting(count)) {
            #expect(!equal(counting(count), other))
            #expect(!equal(other, counting(count)))
        }
    }

    @Test("finds bytes of other lengths different, the one the other's beginning or not")
    func lengths() {
        #expect(!equal(counting(5), counting(4)))
        #expect(!equal(counting(4), counting(5)))
        #expect(!equal([], [0]))
    }

    @Test("goes on after a call that did its work, and ends the process after one that did not")
    func mustSucceedOrEnd() async {
        mustSucceed(0)
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            mustSucceed(-1)
        }
    }
}
