import EgressPolicy
import Testing

@Suite("IP addresses")
struct IPAddressTests {
    /// Spelling, and the one spelling it has afterwards (RFC 4291 §2.2, RFC 5952 §4).
    @Test(
        "every text form is read, and written in the canonical one",
        arguments: [
            ("0.0.0.0", "0.0.0.0"),
            ("93.184.216.34", "93.184.216.34"),
            ("255.255.255.255", "255.255.255.255"),
            ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"),
            ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
            ("FF01:0:0:0:0:0:0:101", "ff01::101"),
            ("0:0:0:0:0:0:0:1", "::1"),
            ("0:0:0:0:0:0:0:0", "::"),
            ("::", "::"),
            ("1::", "1::"),
            ("2001:0db8::0001", "2001:db8::1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("::13.1.68.3", "::d01:4403"),
            ("64:ff9b::93.184.216.34", "64:ff9b::5db8:d822"),
            ("1:2:3:4:5:6:93.184.216.34", "1:2:3:4:5:6:5db8:d822"),
        ])
    func canonical(text: String, canonical: String) throws {
        let address = try IPAddress(text)
        #expect(address.text == canonical)
        #expect(try IPAddress(canonical) == address)
    }

    @Test(
        "an IPv4-mapped IPv6 address is refused as text, and as a host it is the IPv4 address in it",
        arguments: ["::ffff:93.184.216.34", "::FFFF:5DB8:D822", "0:0:0:0:0:ffff:5db8:d822"])
    func mapped(text: String) throws {
        #expect(throws: EgressPolicyError.notAnAddress(.mapped)) { try IPAddress(text) }
        #expect(throws: EgressPolicyError.notAnAddress(.mapped)) { try IPNetwork(text) }
        let address = try IPAddress(ofHost: text)
        #expect(address == IPAddress(v4: 0x5db8_d822))
        #expect(address.family == .v4)
        #expect(address.text == "93.184.216.34")
        #expect(IPAddress(v6: 0xffff_5db8_d822) == address)
    }

    @Test(
        "anything else is refused with its own reason",
        arguments: [
            ("", AddressFault.empty),
            ("1.2.3", .notFourNumbers),
            ("1.2.3.4.5", .notFourNumbers),
            ("1..2.3", .notFourNumbers),
            (".1.2.3", .notFourNumbers),
            ("1.2.3.4.", .notFourNumbers),
            ("1572395042", .notFourNumbers),
            ("010.0.0.1", .leadingZero),
            ("93.184.216.034", .leadingZero),
            ("00.0.0.0", .leadingZero),
            ("256.1.1.1", .numberTooLarge),
            ("1.1.1.1000", .numberTooLarge),
            ("99999999999999999999.1.1.1", .numberTooLarge),
            ("0x5d.0xb8.0xd8.0x22", .malformed),
            ("-1.2.3.4", .malformed),
            ("+1.2.3.4", .malformed),
            (" 93.184.216.34", .malformed),
            ("93.184.216.34 ", .malformed),
            ("93.184.216.34\n", .malformed),
            ("93.184.216.34\0", .malformed),
            ("93.184.216.34/32", .malformed),
            ("93.184.216.34:443", .malformed),
            ("٩٣.184.216.34", .malformed),
            ("localhost", .malformed),
            ("fe80::1%eth0", .zoneIdentifier),
            ("fe80::1%25eth0", .zoneIdentifier),
            ("[::1]", .malformed),
            (":", .malformed),
            (":::", .malformed),
            ("1:2:3:4:5:6:7", .malformed),
            ("1:2:3:4:5:6:7:8:9", .malformed),
            ("1:2:3:4:5:6:7:8::", .malformed),
            ("::1:2:3:4:5:6:7:8", .malformed),
            ("1::2::3", .malformed),
            (":1:2:3:4:5:6:7:8", .malformed),
            ("1:2:3:4:5:6:7:8:", .malformed),
            ("1:2:3:4:5:6:7:", .malformed),
            ("12345::", .malformed),
            ("::g", .malformed),
            ("1.2.3.4::", .malformed),
            ("::1.2.3.4:5", .malformed),
            ("1:2:3:4:5:6:7:1.2.3.4", .malformed),
            ("::ffff:1.2.3", .notFourNumbers),
            ("::ffff:010.2.3.4", .leadingZero),
        ])
    func refused(text: String, fault: AddressFault) {
        #expect(throws: EgressPolicyError.notAnAddress(fault)) { try IPAddress(text) }
    }

    @Test("addresses are ordered as numbers, IPv4 first")
    func ordered() throws {
        let sorted = try ["9.0.0.1", "10.0.0.0", "93.184.216.34", "::", "::1", "2606::1"].map {
            try IPAddress($0)
        }
        #expect(sorted.reversed().sorted() == sorted)
    }

    @Test("whatever is written is read back as the same number")
    func roundTrip() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            // Zeroed groups at random, so that every place and length of "::" occurs.
            let mask = (0..<8).reduce(UInt128(0)) { mask, _ in mask << 16 | (Bool.random() ? 0xffff : 0) }
            let number = UInt128.random(in: 0...UInt128.max, using: &generator) & mask
            for address in [IPAddress(v6: number), IPAddress(v4: UInt32(truncatingIfNeeded: number))] {
                #expect(try IPAddress(address.text) == address)
            }
        }
    }
}
