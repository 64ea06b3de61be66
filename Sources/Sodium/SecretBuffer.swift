/// Locked memory that is filled piece by piece: for bytes that may hold a secret and are looked at while they
/// pass, and for secrets whose number is not known before. Wiped when it goes away.
@safe
package struct SecretBuffer: ~Copyable, @unchecked Sendable {
    // Sendable although it holds a pointer: it has one owner, and who changes it has it alone.
    private var memory: GuardedMemory
    /// How many bytes it holds.
    package private(set) var count = 0

    /// Takes room for `capacity` bytes. Wraps `sodium_malloc`.
    package init(capacity: Int) {
        memory = GuardedMemory(size: capacity)
    }

    /// How many more bytes there is room for.
    package var freeCapacity: Int { memory.size - count }

    /// Whether the pages are locked into memory, so that they cannot reach a swap device.
    package var isLocked: Bool { memory.isLocked }

    /// The bytes, to be read in place.
    package var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { memory.bytes(count) }
    }

    /// Has bytes appended in the free room. When `filling` throws, nothing was appended.
    package mutating func append<E: Error>(
        filling: (inout OutputSpan<UInt8>) throws(E) -> Void
    ) throws(E) {
        let start = unsafe memory.start.bindMemory(to: UInt8.self, capacity: memory.size) + count
        let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: memory.size - count)
        var output = unsafe OutputSpan<UInt8>(buffer: buffer, initializedCount: 0)
        try filling(&output)
        count += unsafe output.finalize(for: buffer)
    }

    /// Appends a copy of some of the bytes to an output that has room for them.
    package func copy(_ range: Range<Int>, to output: inout OutputSpan<UInt8>) {
        precondition(range.upperBound <= count && range.count <= output.freeCapacity, "no room for a copy")
        unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
            guard let target = buffer.baseAddress else { return }
            unsafe UnsafeMutableRawPointer(target + filled)
                .copyMemory(from: memory.start + range.lowerBound, byteCount: range.count)
            filled += range.count
        }
    }

    /// Makes room for `additional` more bytes; the old block is wiped when a greater one takes its place.
    package mutating func reserve(_ additional: Int) {
        guard additional > freeCapacity else { return }
        let larger = GuardedMemory(size: max(memory.size * 2, count + additional))
        // Both blocks are as large as they were asked to be, and `count` is within either.
        unsafe larger.start.copyMemory(from: memory.start, byteCount: count)
        memory = larger
    }

    /// Lets the last bytes go, so that there are `count` left.
    package mutating func truncate(to count: Int) {
        precondition((0...self.count).contains(count), "a buffer cannot be cut to more than it holds")
        self.count = count
    }

    /// Lets all but the last `kept` bytes go, and moves those to the front.
    package mutating func keepLast(_ kept: Int) {
        precondition((0...count).contains(kept), "a buffer cannot keep more than it holds")
        // The two ranges may overlap, which copyMemory allows.
        unsafe memory.start.copyMemory(from: memory.start + (count - kept), byteCount: kept)
        count = kept
    }
}
