import Sodium
import Testing

/// The bytes that hexadecimal digits stand for, read without the code under test.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).map { index in
        guard let byte = UInt8(String(digits[index...(index + 1)]), radix: 16) else {
            preconditionFailure("not hexadecimal: \(hexadecimal)")
        }
        return byte
    }
}

/// The bytes of a text.
func bytes(of text: String) -> [UInt8] { [UInt8](text.utf8) }

/// Bytes that count up from `first`: every one is at a place of its own.
func counting(_ count: Int, from first: UInt8 = 0) -> [UInt8] {
    (0..<count).map { first &+ UInt8(truncatingIfNeeded: $0) }
}

/// Every array that differs from `bytes` in exactly one bit.
func singleBitFlips(of bytes: [UInt8]) -> [[UInt8]] {
    (0..<bytes.count * 8).map { bit in
        var flipped = bytes
        flipped[bit / 8] ^= 1 << (bit % 8)
        return flipped
    }
}

/// Every slip of one character: substituted by each byte, left out, typed twice, exchanged with the next.
func slips(in text: [UInt8]) -> [[UInt8]] {
    var slips: [[UInt8]] = []
    for index in text.indices {
        for byte in UInt8.min...UInt8.max where byte != text[index] {
            var slip = text
            slip[index] = byte
            slips.append(slip)
        }
        var shorter = text
        shorter.remove(at: index)
        slips.append(shorter)
        var longer = text
        longer.insert(text[index], at: index)
        slips.append(longer)
        if index + 1 < text.count, text[index] != text[index + 1] {
            var exchanged = text
            exchanged.swapAt(index, index + 1)
            slips.append(exchanged)
        }
    }
    return slips
}

/// The error that `body` throws, or `nil`.
func failure(_ body: () throws(SodiumError) -> Void) -> SodiumError? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}
