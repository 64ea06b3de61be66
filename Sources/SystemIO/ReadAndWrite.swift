import Glibc

/// Reads once from a raw descriptor into the free room of `output`; 0 at the end. Wraps `read`.
func readOnce(_ raw: Int32, into output: inout OutputSpan<UInt8>) throws(Errno) -> Int {
    if output.isFull { return 0 }
    var failure: Errno?
    let count = unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
        do throws(Errno) {
            let free = UnsafeMutableRawBufferPointer(buffer)
            let count = try call {
                unsafe read(raw, free.baseAddress?.advanced(by: initialized), free.count - initialized)
            }
            initialized += count
            return count
        } catch {
            failure = error
            return 0
        }
    }
    if let failure { throw failure }
    return count
}

/// Reads once from a raw descriptor, `count` bytes at most; an empty array is the end.
func readOnce(_ raw: Int32, upTo count: Int) throws(Errno) -> [UInt8] {
    var bytes: [UInt8] = []
    try bytes.append(addingCapacity: count) { (output) throws(Errno) in
        _ = try readOnce(raw, into: &output)
    }
    return bytes
}

/// Writes everything to a raw descriptor. Wraps `write`.
func write(_ raw: Int32, _ bytes: Span<UInt8>) throws(Errno) {
    var done = 0
    while done < bytes.count {
        let rest = bytes.extracting(done...)
        done += try call {
            unsafe rest.withUnsafeBytes { unsafe Glibc.write(raw, $0.baseAddress, $0.count) }
        }
    }
}
