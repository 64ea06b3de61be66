import Sodium
import Testing

@Suite("Hexadecimal")
struct HexadecimalTests {
    @Test("has two lower-case digits for every byte")
    func everyByte() {
        for byte in UInt8.min...UInt8.max {
            let digits = String(byte, radix: 16)
            let text = digits.utf8.count == 1 ? "0" + digits : digits
            #expect(Hexadecimal.encode([byte].span) == text)
            #expect(Hexadecimal.decode(text) == [byte])
        }
    }

    @Test("goes there and back", arguments: [0, 1, 32, 300])
    func roundTrip(count: Int) {
        let text = Hexadecimal.encode(counting(count).span)
        #expect(text.utf8.count == 2 * count)
        #expect(Hexadecimal.decode(text) == counting(count))
        #expect(Hexadecimal.decode(bytes(of: text).span) == counting(count))
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "0", "000", "0A", "A0", "FF", "0x", "0x00", " 00", "00 ", "00\n", "0g", "g0", "0-", "+1", "-1",
            "00:00",
            "é", "００", "0\u{0}", "٠٠",
        ])
    func strict(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }

    @Test("takes sixteen of the 256 bytes as a digit")
    func digits() {
        let first = (UInt8.min...UInt8.max).filter { Hexadecimal.decode([$0, 0x30].span) != nil }
        let second = (UInt8.min...UInt8.max).filter { Hexadecimal.decode([0x30, $0].span) != nil }
        #expect(first == bytes(of: "0123456789abcdef"))
        #expect(second == bytes(of: "0123456789abcdef"))
    }
}
