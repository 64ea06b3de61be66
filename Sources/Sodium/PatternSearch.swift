/// Looks for many secrets in a text at once; the secrets and all tables made from them lie in guarded memory.
///
/// After Wu and Manber (1994): of every pattern the first `window` bytes count, `window` being no more than
/// the shortest has. A table tells, for the hash of four bytes of text, how far the window may be moved
/// without passing over a pattern that has these four bytes among its first; mostly that is nearly the
/// window's length, so that most of a text is never looked at. Where the table says 0, the patterns whose
/// window ends with such four bytes are compared.
@safe
package struct PatternSearch: ~Copyable {
    /// Bytes of a block. Four are one load, and in text are much rarer than two or three.
    private static let block = 4
    private static let entrySize = 24

    private let memory: GuardedMemory
    /// How many bytes the shortest pattern has.
    package let shortest: Int
    /// How many bytes the longest pattern has.
    package let longest: Int
    private let window: Int
    /// The hash's length, and how many of its bits choose a bucket.
    private let shiftBits: UInt32
    private let bucketBits: UInt32
    /// Where the parts of the block of memory begin: entries, then buckets, shifts and the patterns.
    private let buckets: Int
    private let shifts: Int
    private let patterns: Int

    /// Builds the tables.
    /// - Parameters:
    ///   - text: all patterns, one behind the other.
    ///   - lengths: how many bytes each of them has: at least four. Patterns are known by their place in this
    ///     list.
    package init(_ text: Span<UInt8>, lengths: [Int]) {
        precondition(!lengths.isEmpty, "there is nothing to look for")
        precondition(lengths.reduce(0, +) == text.count, "the lengths are not those of the patterns")
        precondition(text.count <= Int(Int32.max), "too many patterns")
        let shortest = lengths.min() ?? 0
        precondition(shortest >= Self.block, "a pattern is too short to be looked for")
        self.shortest = shortest
        longest = lengths.max() ?? 0
        // A longer window means longer moves, but also more of the table taken: for many patterns a short one
        // is better.
        let room = 1 << 19
        let window = min(shortest, 255, max(12, room / lengths.count))
        self.window = window
        let blocks = lengths.count * (window - Self.block + 1)
        // 32 KiB stay in the first cache of most processors; 2 MiB in the second of few, but a fuller table
        // is worse.
        let shiftBits = min(max(Self.bits(blocks * 16), 15), 21)
        let bucketBits = min(max(Self.bits(lengths.count * 2), 8), shiftBits)
        self.shiftBits = UInt32(shiftBits)
        self.bucketBits = UInt32(bucketBits)
        buckets = lengths.count * Self.entrySize
        shifts = buckets + ((1 << bucketBits) + 2) / 2 * 8
        patterns = shifts + 1 << shiftBits
        // A block ends at the border of a page, so its beginning is aligned when its size is.
        memory = GuardedMemory(size: (patterns + text.count + 63) & ~63)
        fill(text, lengths)
        memory.makeReadOnly()
    }

    /// Whether the pages are locked into memory, so that they cannot reach a swap device.
    package var isLocked: Bool { memory.isLocked }

    /// The least number of bits that count to `number`.
    private static func bits(_ number: Int) -> Int { Int.bitWidth - max(number - 1, 1).leadingZeroBitCount }

    /// The hash of four bytes; Knuth's multiplicative one, whose high bits are the good ones.
    @inline(__always)
    private static func hash(_ block: UInt32, bits: UInt32) -> Int {
        Int((block &* 0x9E37_79B1) &>> (32 &- bits))
    }

    /// Writes all tables. Every index is below what `init` made room for: hashes have `shiftBits` bits,
    /// buckets the upper `bucketBits` of them, and entries are counted before they are placed.
    private func fill(_ text: Span<UInt8>, _ lengths: [Int]) {
        let start = unsafe memory.start
        unsafe text.withPointer { bytes, count in
            unsafe (start + patterns).copyMemory(from: bytes, byteCount: count)
        }
        let far = window - Self.block + 1
        let shift = unsafe (start + shifts).bindMemory(to: UInt8.self, capacity: 1 << shiftBits)
        unsafe shift.initialize(repeating: UInt8(far), count: 1 << shiftBits)
        let bucket = unsafe (start + buckets).bindMemory(to: UInt32.self, capacity: 1 << bucketBits + 1)
        unsafe bucket.initialize(repeating: 0, count: 1 << bucketBits + 1)
        let down = shiftBits - bucketBits

        var offset = 0
        for length in lengths {
            let pattern = unsafe start + patterns + offset
            for place in 0..<far {
                let block = unsafe (pattern + place).loadUnaligned(as: UInt32.self)
                let hash = Self.hash(block, bits: shiftBits)
                unsafe shift[hash] = min(shift[hash], UInt8(far - 1 - place))
                if place == far - 1 { unsafe bucket[hash >> down] += 1 }
            }
            offset += length
        }
        // Each bucket's number becomes its end, and its beginning while the entries are placed from behind.
        for index in 1...(1 << bucketBits) { unsafe bucket[index] += bucket[index - 1] }

        // The longest of a bucket first, so that of two that begin at one place the greater is found before.
        var places: [Int] = []
        places.reserveCapacity(lengths.count)
        offset = 0
        for length in lengths {
            places.append(offset)
            offset += length
        }
        let order = lengths.indices.sorted { (lengths[$0], -$0) < (lengths[$1], -$1) }
        for index in order {
            let pattern = unsafe start + patterns + places[index]
            let block = unsafe (pattern + far - 1).loadUnaligned(as: UInt32.self)
            let hash = Self.hash(block, bits: shiftBits) >> down
            unsafe bucket[hash] -= 1
            let entry = unsafe start + Int(bucket[hash]) * Self.entrySize
            unsafe entry.storeBytes(of: block, as: UInt32.self)
            unsafe (entry + 4).storeBytes(of: pattern.loadUnaligned(as: UInt32.self), as: UInt32.self)
            unsafe (entry + 8).storeBytes(of: UInt32(places[index]), as: UInt32.self)
            unsafe (entry + 12).storeBytes(of: UInt32(lengths[index]), as: UInt32.self)
            unsafe (entry + 16).storeBytes(of: UInt64(index), as: UInt64.self)
        }
    }

    /// Tells of every pattern that begins at one of the first `starts` bytes of the text and ends within it,
    /// in the order of their beginnings, the longer of two before the shorter.
    ///
    /// Why the unchecked reads are within bounds: of the text, blocks are read at `0...count - 4` only, since
    /// `window` is at least four; a pattern is compared where as many bytes of text are left as it has. Of
    /// the tables, hashes and buckets are below the sizes that `init` took for them, and a bucket's entries
    /// were counted by it.
    /// - Parameter found: gets the pattern's place in `lengths`, and where in the text it begins.
    package func search(_ text: Span<UInt8>, starts: Int, _ found: (_ pattern: Int, _ start: Int) -> Void) {
        let last = min(starts - 1, text.count - window)
        guard last >= 0 else { return }
        let tables = unsafe UnsafeRawPointer(memory.start)
        let shift = unsafe (tables + shifts).assumingMemoryBound(to: UInt8.self)
        let bits = shiftBits
        unsafe text.withPointer { bytes, count in
            let text = unsafe UnsafeRawPointer(bytes)
            var end = window - Self.block
            let lastEnd = last + end
            while end <= lastEnd {
                let block = unsafe (text + end).loadUnaligned(as: UInt32.self)
                let hash = Self.hash(block, bits: bits)
                let move = unsafe Int(shift[hash])
                if move != 0 {
                    end &+= move
                    continue
                }
                unsafe compare(
                    text + (end - window + Self.block), left: count - (end - window + Self.block),
                    block, hash: hash, tables
                ) { pattern in found(pattern, end - window + Self.block) }
                end &+= 1
            }
        }
    }

    /// Compares the patterns whose window ends with a block, exactly.
    @inline(__always)
    private func compare(
        _ text: UnsafeRawPointer, left: Int, _ block: UInt32, hash: Int, _ tables: UnsafeRawPointer,
        _ found: (Int) -> Void
    ) {
        let bucket = unsafe (tables + buckets).assumingMemoryBound(to: UInt32.self)
        let index = hash >> Int(shiftBits - bucketBits)
        var entry = unsafe tables + Int(bucket[index]) * Self.entrySize
        let end = unsafe tables + Int(bucket[index + 1]) * Self.entrySize
        let first = unsafe text.loadUnaligned(as: UInt32.self)
        while unsafe entry < end {
            if unsafe entry.load(as: UInt32.self) == block, unsafe (entry + 4).load(as: UInt32.self) == first
            {
                let length = unsafe Int((entry + 12).load(as: UInt32.self))
                let pattern = unsafe tables + patterns + Int((entry + 8).load(as: UInt32.self))
                if length <= left, unsafe Self.equal(pattern, text, length) {
                    unsafe found(Int((entry + 16).load(as: UInt64.self)))
                }
            }
            unsafe entry += Self.entrySize
        }
    }

    private static func equal(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
        var index = 0
        while index < count {
            if unsafe a.load(fromByteOffset: index, as: UInt8.self)
                != b.load(fromByteOffset: index, as: UInt8.self)
            {
                return false
            }
            index += 1
        }
        return true
    }
}
