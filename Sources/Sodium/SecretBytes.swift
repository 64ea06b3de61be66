internal import CSodium

/// Bytes that must not leak: filled once, then read-only, wiped when they go away, never copied by accident.
///
/// Deliberately without `description`, `Codable`, `Equatable` or a way to an array.
@safe
package struct SecretBytes: ~Copyable, @unchecked Sendable {
    // Sendable although it holds a pointer: after `init` the pages are read-only, and their one owner frees
    // them.
    private let memory: GuardedMemory

    /// How many bytes it holds.
    package let count: Int

    /// Takes room for `capacity` bytes, has them appended by `filling`, and seals the pages against writing.
    ///
    /// What was not appended cannot be read. When `filling` throws, what it had written is wiped.
    /// Wraps `sodium_malloc`, `sodium_mprotect_readonly`.
    package init<E: Error>(
        capacity: Int, filling: (inout OutputSpan<UInt8>) throws(E) -> Void
    ) throws(E) {
        let memory = GuardedMemory(size: capacity)
        let buffer = unsafe UnsafeMutableBufferPointer(
            start: memory.start.bindMemory(to: UInt8.self, capacity: capacity), count: capacity)
        var output = unsafe OutputSpan<UInt8>(buffer: buffer, initializedCount: 0)
        try filling(&output)
        self.count = unsafe output.finalize(for: buffer)
        memory.makeReadOnly()
        self.memory = memory
    }

    /// For calls into C that write exactly `count` bytes.
    init<E: Error>(
        count: Int, writing: (UnsafeMutablePointer<UInt8>) throws(E) -> Void
    ) throws(E) {
        let memory = GuardedMemory(size: count)
        try unsafe writing(memory.start.bindMemory(to: UInt8.self, capacity: count))
        self.count = count
        memory.makeReadOnly()
        self.memory = memory
    }

    private init(_ memory: consuming GuardedMemory, count: Int) {
        self.memory = memory
        self.count = count
    }

    /// The first `count` bytes, where they are. The others stay in guarded memory, and are wiped with these.
    consuming func prefix(_ count: Int) -> SecretBytes {
        precondition((0...self.count).contains(count), "more bytes than there are")
        return SecretBytes(memory, count: count)
    }

    /// A copy of bytes that already lie in guarded memory, or are about to be wiped by their owner.
    package init(copying bytes: Span<UInt8>) {
        self.init(capacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
    }

    /// `count` bytes from the system's random source. Wraps `randombytes_buf`.
    package init(randomCount count: Int) {
        unsafe self.init(count: count) { pointer in
            unsafe randombytes_buf(pointer, count)
        }
    }

    /// The bytes, to be read in place.
    package var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { memory.bytes(count) }
    }

    /// Whether the pages are locked into memory, so that they cannot reach a swap device.
    package var isLocked: Bool { memory.isLocked }

    /// Compares in constant time. Wraps `sodium_memcmp`.
    package func equals(_ other: Span<UInt8>) -> Bool {
        constantTimeEquals(bytes, other)
    }
}
