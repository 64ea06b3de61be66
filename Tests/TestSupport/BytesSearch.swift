import Glibc

extension [UInt8] {
    /// Whether `needle` occurs here.
    func holds(_ needle: [UInt8]) -> Bool {
        unsafe withUnsafeBytes { bytes in
            unsafe needle.withUnsafeBytes { unsafe bytes.holds($0) }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether `needle` occurs here: from one possible first byte to the next, as fast as the C library goes,
    /// and without a copy of either.
    func holds(_ needle: UnsafeRawBufferPointer) -> Bool {
        guard let start = baseAddress, let wanted = needle.baseAddress, count >= needle.count else {
            return needle.count == 0
        }
        let first = unsafe CInt(wanted.load(as: UInt8.self))
        let last = count - needle.count
        var place = 0
        while place <= last {
            guard let found = unsafe memchr(start + place, first, last - place + 1) else { return false }
            if unsafe memcmp(found, wanted, needle.count) == 0 { return true }
            place = unsafe start.distance(to: UnsafeRawPointer(found)) + 1
        }
        return false
    }
}
