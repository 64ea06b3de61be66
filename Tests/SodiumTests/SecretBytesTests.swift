import Glibc
import Testing

@testable import Sodium

@Suite("Secret bytes")
struct SecretBytesTests {
    private struct Refusal: Error, Equatable {}

    @Test("hold what was appended, and no more than that", arguments: [0, 1, 5, 32])
    func partialFill(count: Int) {
        let secret = SecretBytes(capacity: 32) { output in
            for byte in counting(count, from: 7) { output.append(byte) }
        }
        #expect(secret.count == count)
        let content = secret.bytes.array
        #expect(content == counting(count, from: 7))
    }

    @Test("lose what was appended and taken back")
    func takenBack() {
        let secret = SecretBytes(capacity: 4) { output in
            output.append(1)
            output.append(2)
            _ = output.removeLast()
        }
        let content = secret.bytes.array
        #expect(content == [1])
    }

    @Test("are a copy of other bytes", arguments: [0, 1, 31, 5000])
    func copying(count: Int) {
        let secret = SecretBytes(copying: counting(count).span)
        let content = secret.bytes.array
        #expect(content == counting(count))
    }

    @Test("are random on request, of the length asked for", arguments: [0, 1, 32])
    func random(count: Int) {
        let secret = SecretBytes(randomCount: count)
        #expect(secret.count == count)
    }

    @Test("are other random bytes each time")
    func randomTwice() {
        let first = SecretBytes(randomCount: 32)
        let second = SecretBytes(randomCount: 32)
        let equal = first.equals(second.bytes)
        #expect(!equal)
        let content = first.bytes.array
        #expect(Set(content).count > 8)
    }

    @Test("pass on what filling throws")
    func throwing() {
        #expect(throws: Refusal()) {
            _ = try SecretBytes(capacity: 8) { (_: inout OutputSpan<UInt8>) throws(Refusal) in throw Refusal()
            }
        }
    }

    @Test("are wiped when they go away")
    func wiped() throws {
        let secret = counting(48, from: 1)
        var witness: PageWitness?
        do {
            let bytes = try SecretBytes(capacity: 48) { output in
                for byte in secret { output.append(byte) }
                witness = try unsafe output.withUnsafeMutableBufferPointer { buffer, _ in
                    try unsafe PageWitness(of: UnsafeMutableRawBufferPointer(buffer))
                }
            }
            let content = bytes.bytes.array
            try #require(content == secret)
        }
        let left = try #require(witness?.content)
        #expect(left == [UInt8](repeating: 0, count: 48))
    }

    @Test("are wiped when filling throws half-way")
    func wipedAfterThrow() throws {
        var witness: PageWitness?
        var seen: [UInt8]?
        #expect(throws: Refusal()) {
            _ = try SecretBytes(capacity: 48) { output in
                for byte in counting(20, from: 1) { output.append(byte) }
                witness = try unsafe output.withUnsafeMutableBufferPointer { buffer, _ in
                    try unsafe PageWitness(of: UnsafeMutableRawBufferPointer(buffer))
                }
                seen = witness?.content
                throw Refusal()
            }
        }
        #expect(seen.map { Array($0[..<20]) } == counting(20, from: 1))
        let left = try #require(witness?.content)
        #expect(left == [UInt8](repeating: 0, count: 48))
    }

    @Test("are wiped when a call into C fails after it wrote")
    func wipedAfterFailedCall() throws {
        var witness: PageWitness?
        #expect(throws: Refusal()) {
            _ = try unsafe SecretBytes(count: 16) { target in
                unsafe target.update(repeating: 0xA5, count: 16)
                witness = try unsafe PageWitness(of: UnsafeMutableRawBufferPointer(start: target, count: 16))
                throw Refusal()
            }
        }
        let left = try #require(witness?.content)
        #expect(left == [UInt8](repeating: 0, count: 16))
    }

    @Test("lie in pages that are read-only, locked, and left out of core dumps")
    func pages() throws {
        let secret = SecretBytes(copying: counting(32).span)
        let address = unsafe secret.bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        let mapping = try Mapping(holding: address)
        #expect(mapping.permissions == "r--p")
        #expect(mapping.flags.contains("lo"))
        #expect(mapping.flags.contains("dd"))
        let locked = secret.isLocked
        #expect(locked)
    }

    @Test("cannot be written to once they are filled")
    func readOnly() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            dieAtOnce()
            let secret = SecretBytes(copying: counting(32).span)
            unsafe secret.bytes.withUnsafeBufferPointer { buffer in
                unsafe UnsafeMutableBufferPointer(mutating: buffer)[0] = 1
            }
            exit(0)
        }
    }

    @Test("cannot be written to when a call into C filled them")
    func readOnlyAfterCall() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            dieAtOnce()
            let secret = SecretBytes(randomCount: 32)
            unsafe secret.bytes.withUnsafeBufferPointer { buffer in
                unsafe UnsafeMutableBufferPointer(mutating: buffer)[0] = 1
            }
            exit(0)
        }
    }

    @Test("cannot be filled beyond their capacity")
    func overflow() async {
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            _ = SecretBytes(capacity: 2) { output in
                for byte in counting(3) { output.append(byte) }
            }
        }
    }

    @Test("cannot be read beyond what was appended")
    func beyond() async {
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            let secret = SecretBytes(capacity: 8) { output in output.append(1) }
            exit(Int32(secret.bytes[1] & 0))
        }
    }

    @Test("of a negative capacity end the process")
    func negative() async {
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            _ = SecretBytes(randomCount: -1)
        }
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            _ = SecretBytes(capacity: -1) { _ in }
        }
    }

    @Test("say so when they could not be locked, and work all the same")
    func notLocked() async {
        await #expect(processExitsWith: .success) {
            forbidLockingMemory()
            let secret = SecretBytes(copying: counting(32).span)
            let equal = secret.equals(counting(32).span)
            exit(!secret.isLocked && equal ? 0 : 1)
        }
    }

    @Test("are equal to the same bytes and to no others")
    func equality() {
        let secret = SecretBytes(copying: counting(32).span)
        let same = secret.equals(counting(32).span)
        #expect(same)
        for other in singleBitFlips(of: counting(32)) + [[], counting(31), counting(33)] {
            let equal = secret.equals(other.span)
            #expect(!equal)
        }
    }
}
