import Testing

@testable import Sodium

@Suite("Spans")
struct SpanTests {
    @Test("become arrays", arguments: [0, 1, 100])
    func array(count: Int) {
        let whole = counting(count).span.array
        #expect(whole == counting(count))
        let part = counting(100).span.extracting(3..<7).array
        #expect(part == [3, 4, 5, 6])
    }

    @Test("reach C as a pointer and a count, never as a null pointer", arguments: [0, 1, 32])
    func pointer(count: Int) {
        let sum = unsafe counting(count, from: 1).span.withPointer { start, length in
            (0..<length).reduce(0) { unsafe $0 + Int(start[$1]) }
        }
        #expect(sum == count * (count + 1) / 2)
        let length = unsafe counting(count).span.withPointer { _, length in length }
        #expect(length == count)
    }
}
