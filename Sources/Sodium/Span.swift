extension Span<UInt8> {
    /// Hands the bytes to C: a pointer that is never null, also for no bytes at all, and their count.
    ///
    /// Many of libsodium's parameters are declared non-null although a count of zero reads nothing.
    func withPointer<Result: ~Copyable>(
        _ body: (UnsafePointer<UInt8>, Int) -> Result
    ) -> Result {
        unsafe withUnsafeBufferPointer { buffer in
            if let start = buffer.baseAddress { return unsafe body(start, buffer.count) }
            var nothing: UInt8 = 0
            return unsafe body(&nothing, 0)
        }
    }

    /// A copy of public bytes, in ordinary memory.
    package var array: [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(count)
        for index in indices { copy.append(self[index]) }
        return copy
    }
}
