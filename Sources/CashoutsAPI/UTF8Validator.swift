/// Tells whether bytes that arrive in chunks are UTF-8 (RFC 3629), however the chunks are cut.
struct UTF8Validator: Sendable {
    private var failed = false

    /// Continuation bytes that are still to come, and the range of the next one. Only the first continuation
    /// byte has a narrower range than 80…BF: that is what excludes overlong forms, surrogates and more than
    /// U+10FFFF.
    private var missing = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// Whether everything so far is valid and no scalar is cut short.
    var isValid: Bool { !failed && missing == 0 }

    mutating func update(_ bytes: Span<UInt8>) {
        guard !failed else { return }
        var start = 0
        while start < bytes.count, missing > 0, !failed {
            step(bytes[start])
            start += 1
        }
        // A scalar that this chunk cuts begins among its last three bytes; it goes through `step`.
        var end = bytes.count
        for back in 1..<4 where bytes.count - back >= start {
            let byte = bytes[bytes.count - back]
            if byte >= 0xC0 {
                end = bytes.count - back
                break
            }
            if byte < 0x80 { break }
        }
        guard !failed else { return }
        // The library reads eight bytes at a time: a body of a gigabyte is signed at the speed of its HMAC.
        do {
            _ = try UTF8Span(validating: bytes.extracting(start..<end))
        } catch {
            failed = true
        }
        for index in end..<bytes.count { step(bytes[index]) }
    }

    private mutating func step(_ byte: UInt8) {
        guard missing == 0 else {
            failed = failed || byte < lowest || byte > highest
            missing -= 1
            lowest = 0x80
            highest = 0xBF
            return
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, lowest) = (2, 0xA0)
        case 0xED: (missing, highest) = (2, 0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, lowest) = (3, 0x90)
        case 0xF1...0xF3: missing = 3
        case 0xF4: (missing, highest) = (3, 0x8F)
        case _: failed = true
        }
    }
}
