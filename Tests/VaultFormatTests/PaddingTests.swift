import Sodium
import TestSupport
import Testing

@testable import VaultFormat

struct PaddingTests {
    @Test(
        "a text ends with 0x80 and zeros at the next step of 1 KiB",
        arguments: [0, 1, 1022, 1023, 1024, 5000])
    func roundTrip(count: Int) throws {
        try Libsodium.start()
        var generator = SeededGenerator(seed: UInt64(count))
        let text = generator.bytes(count)
        let result = Padding.pad(text.span)
        #expect(result.bytes.array == padded(text))
        #expect(try Padding.textCount(result.bytes) == count)
    }

    @Test("1023 bytes fill a step, and 1024 take one step more")
    func counts() {
        #expect(
            [0, 1023, 1024, 2047, 2048].map { Padding.paddedCount($0) } == [1024, 1024, 2048, 2048, 3072])
    }

    static let wrong: [(String, [UInt8])] = [
        ("nothing", []),
        ("zeros only", [UInt8](repeating: 0, count: 1024)),
        ("no mark", [UInt8](repeating: 7, count: 1024)),
        ("a byte behind the mark", padded([1]).dropLast() + [1]),
        ("a step too many", padded([1]) + [UInt8](repeating: 0, count: 1024)),
        ("half a step", [UInt8](padded([1])[..<512])),
        ("a byte more", padded([1]) + [0]),
    ]

    @Test("any other padding is refused", arguments: wrong)
    func refused(name: String, bytes: [UInt8]) {
        #expect(failure { _ = try Padding.textCount(bytes.span) } == .badBox)
    }
}
