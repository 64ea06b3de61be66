import Sodium
import Testing

struct SecretBufferTests {
    @Test("takes bytes up to its room, and gives them in their order")
    func appends() {
        var buffer = SecretBuffer(capacity: 5)
        buffer.append { output in
            #expect(output.freeCapacity == 5)
            for byte in 1...3 as ClosedRange<UInt8> { output.append(byte) }
        }
        #expect(buffer.freeCapacity == 2)
        buffer.append { output in output.append(4) }
        #expect(buffer.bytes.array == [1, 2, 3, 4])
    }

    @Test("what a failed filling wrote is not there")
    func failure() {
        struct Failure: Error {}
        var buffer = SecretBuffer(capacity: 5)
        var thrown = false
        do throws(Failure) {
            try buffer.append { output throws(Failure) in
                output.append(1)
                throw Failure()
            }
        } catch {
            thrown = true
        }
        #expect(thrown)
        #expect(buffer.count == 0)
        #expect(buffer.freeCapacity == 5)
    }

    @Test("keeps its last bytes, also where they overlap with their new place, and its first")
    func keeps() {
        var buffer = SecretBuffer(capacity: 8)
        buffer.append { output in for byte in 0..<8 as Range<UInt8> { output.append(byte) } }
        buffer.keepLast(6)
        #expect(buffer.bytes.array == [2, 3, 4, 5, 6, 7])
        buffer.truncate(to: 3)
        #expect(buffer.bytes.array == [2, 3, 4])
        buffer.keepLast(0)
        #expect(buffer.count == 0)
    }

    @Test("grows with what it holds")
    func reserve() {
        var buffer = SecretBuffer(capacity: 2)
        for byte in 0..<200 as Range<UInt8> {
            buffer.reserve(1)
            buffer.append { output in output.append(byte) }
        }
        #expect(buffer.bytes.array == Array(0..<200))
    }

    @Test("copies some of its bytes behind others")
    func copies() {
        var buffer = SecretBuffer(capacity: 8)
        buffer.append { output in for byte in 0..<8 as Range<UInt8> { output.append(byte) } }
        let copy = [UInt8](capacity: 5) { output in
            output.append(9)
            buffer.copy(2..<5, to: &output)
            buffer.copy(0..<0, to: &output)
            buffer.copy(7..<8, to: &output)
        }
        #expect(copy == [9, 2, 3, 4, 7])
    }
}
