import Glibc
import Testing

@testable import Sodium

@Suite("Guarded memory")
struct GuardedMemoryTests {
    @Test("is wiped when it is freed", arguments: [1, 32, 1000])
    func wiped(size: Int) throws {
        let secret = counting(size, from: 1)
        let witness: PageWitness
        do {
            let memory = GuardedMemory(size: size)
            let block = unsafe UnsafeMutableRawBufferPointer(start: memory.start, count: size)
            unsafe block.copyBytes(from: secret)
            witness = try unsafe PageWitness(of: block)
            let content = witness.content
            try #require(content == secret)
            memory.makeReadOnly()
        }
        let left = witness.content
        #expect(left == [UInt8](repeating: 0, count: size))
    }

    @Test(
        "ends on a page border, so that its guard page begins with the next byte", arguments: [1, 31, 4096])
    func border(size: Int) {
        let memory = GuardedMemory(size: size)
        let end = unsafe UInt(bitPattern: memory.start + size)
        #expect(end.isMultiple(of: 4096))
        let recorded = memory.size
        #expect(recorded == size)
    }

    @Test("is locked and left out of core dumps")
    func locked() throws {
        let memory = GuardedMemory(size: 32)
        let mapping = try Mapping(holding: unsafe UInt(bitPattern: memory.start))
        #expect(mapping.flags.contains("lo"))
        #expect(mapping.flags.contains("dd"))
        #expect(mapping.permissions == "rw-p")
        let locked = memory.isLocked
        #expect(locked)
    }

    @Test("of no bytes is a block like any other")
    func empty() {
        let memory = GuardedMemory(size: 0)
        let (size, locked) = (memory.size, memory.isLocked)
        #expect(size == 0)
        #expect(locked)
        memory.makeReadOnly()
    }

    @Test("of a negative size ends the process")
    func negative() async {
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            _ = GuardedMemory(size: -1)
        }
    }

    @Test("that is older than the library's initialization can still be freed")
    func older() async {
        await #expect(processExitsWith: .success) {
            do {
                let memory = GuardedMemory(size: 32)
                try Libsodium.start()
                memory.makeReadOnly()
            }
            exit(0)
        }
    }

    @Test("cannot be read beyond its end")
    func beyond() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            dieAtOnce()
            let memory = GuardedMemory(size: 32)
            let byte = unsafe memory.start.load(fromByteOffset: 32, as: UInt8.self)
            exit(Int32(byte & 1))
        }
    }

    @Test("says so when it could not be locked")
    func notLocked() async {
        await #expect(processExitsWith: .success) {
            forbidLockingMemory()
            let memory = GuardedMemory(size: 32)
            exit(memory.isLocked ? 1 : 0)
        }
    }
}
