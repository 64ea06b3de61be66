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

    @Test("of nothing at all reach C as a pointer that is not null")
    func nothing() {
        let nothing = Span<UInt8>()
        let count = unsafe nothing.withPointer { start, count in unsafe count + Int(start[0]) }
        #expect(count == 0)
        let array = nothing.array
        #expect(array.isEmpty)
    }
}
