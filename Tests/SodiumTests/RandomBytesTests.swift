import Sodium
import Testing

@Suite("Random bytes")
struct RandomBytesTests {
    @Test("are as many as asked for", arguments: [0, 1, 16, 24, 1000])
    func count(count: Int) {
        #expect(RandomBytes.make(count).count == count)
    }

    @Test("are others each time, and not all alike")
    func different() {
        let all = (0..<100).map { _ in RandomBytes.make(24) }
        #expect(Set(all).count == 100)
        // 2400 bytes miss a given value with a probability of e^-9.4, so that 200 of them are certain.
        #expect(Set(all.flatMap { $0 }).count > 200)
    }
}
