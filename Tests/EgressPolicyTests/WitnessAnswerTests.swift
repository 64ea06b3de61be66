import EgressPolicy
import Testing

@Suite("a witness's answer")
struct WitnessAnswerTests {
    static func plain(_ text: String, _ family: IPFamily = .v4) -> WitnessAnswer {
        WitnessAnswer(Array(text.utf8).span, format: .plainText, family: family)
    }

    static func keyed(_ text: String) -> WitnessAnswer {
        WitnessAnswer(Array(text.utf8).span, format: .keyValue(key: "ip"), family: .v4)
    }

    static let good = WitnessAnswer.address(IPAddress(v4: 0x5db8_d822))

    @Test(
        "one address with or without one line end",
        arguments: ["93.184.216.34", "93.184.216.34\n", "93.184.216.34\r\n"])
    func address(text: String) {
        #expect(Self.plain(text) == Self.good)
    }

    @Test("an IPv6 address in whatever spelling")
    func longest() throws {
        let address = try IPAddress("2606:2800:220:1:248:1893:25c8:1946")
        #expect(Self.plain("2606:2800:0220:0001:0248:1893:25C8:1946\n", .v6) == .address(address))
    }

    @Test(
        "anything else in plain text is not an address",
        arguments: [
            ("", AddressFault.empty), ("\n", .empty), ("93.184.216.34\n\n", .malformed),
            ("93.184.216.34 ", .malformed), (" 93.184.216.34", .malformed), ("\n93.184.216.34", .malformed),
            ("93.184.216.34\r", .malformed), ("93.184.216.34\n93.184.216.34", .malformed),
            ("93.184.216.34, 10.0.0.1", .malformed), ("your address is 93.184.216.34", .malformed),
            ("<html>93.184.216.34</html>", .malformed), ("{\"ip\":\"93.184.216.34\"}", .malformed),
            ("ip=93.184.216.34", .malformed), ("429 Too Many Requests", .malformed),
            ("093.184.216.34", .leadingZero), ("1.2.3", .notFourNumbers), ("fe80::1%eth0", .zoneIdentifier),
            ("::ffff:93.184.216.34", .mapped), ("::ffff:5db8:d822\n", .mapped),
        ])
    func notAnAddress(text: String, fault: AddressFault) {
        #expect(Self.plain(text) == .refused(.notAnAddress(fault)))
    }

    @Test("bytes that are not ASCII are not an address")
    func binary() {
        let bytes: [UInt8] = [0x1f, 0x8b, 0x08, 0x00, 0xff]
        #expect(
            WitnessAnswer(bytes.span, format: .plainText, family: .v4) == .refused(.notAnAddress(.malformed)))
    }

    @Test("64 bytes are read, 65 are too long whatever they say")
    func tooLong() {
        let padded = "93.184.216.34" + String(repeating: "\n", count: 51)
        #expect(Self.plain(padded) == .refused(.notAnAddress(.malformed)))
        #expect(Self.plain(padded + "\n") == .refused(.tooLong(limit: 64)))
    }

    @Test(
        "an address that nobody on the Internet sees is refused by name",
        arguments: [
            "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "127.0.0.1", "169.254.1.1", "192.0.2.1",
            "224.0.0.1", "255.255.255.255", "0.0.0.0",
        ])
    func notPublic(text: String) throws {
        #expect(Self.plain(text) == .refused(.notPublic(try IPAddress(text))))
    }

    @Test(
        "special IPv6 addresses too",
        arguments: ["fd00::1", "fe80::1", "::1", "2002::1", "2001::1", "2001:db8::1"])
    func notPublicV6(text: String) throws {
        #expect(Self.plain(text, .v6) == .refused(.notPublic(try IPAddress(text))))
    }

    @Test("an address of the other family is no answer to this question")
    func wrongFamily() throws {
        let v6 = try IPAddress("2606:2800:220:1::34")
        #expect(Self.plain("2606:2800:220:1::34") == .refused(.wrongFamily(v6)))
        #expect(Self.plain("93.184.216.34", .v6) == .refused(.wrongFamily(try IPAddress("93.184.216.34"))))
        #expect(Self.plain("::ffff:93.184.216.34", .v6) == .refused(.notAnAddress(.mapped)))
    }

    @Test("of key=value lines the key is taken, never the first address")
    func keyValue() {
        let trace = """
            fl=123f45
            h=1.0.0.1
            ip=93.184.216.34
            ts=1700000000.123
            uag=egress-witness/1 a=b
            sliver=none
            loc=
            """
        #expect(Self.keyed(trace) == Self.good)
        #expect(Self.keyed(trace + "\n") == Self.good)
        #expect(Self.keyed("ip=93.184.216.34") == Self.good)
        #expect(Self.keyed("h=1.0.0.1\r\nip=93.184.216.34\r\n") == Self.good)
    }

    @Test(
        "other pages with the key in them are refused",
        arguments: [
            ("", AddressFault.empty), ("93.184.216.34", .notKeyValue), ("h=93.184.216.34\n", .keyMissing),
            ("zip=93.184.216.34\n", .keyMissing), ("IP=93.184.216.34\n", .keyMissing),
            ("ip=93.184.216.34\nip=93.184.216.34\n", .keyRepeated), ("ip=\n", .empty),
            ("ip= 93.184.216.34\n", .malformed),
            ("<html>\nip=93.184.216.34\n</html>\n", .notKeyValue), ("ip=93.184.216.34\n\n", .notKeyValue),
            ("=x\nip=93.184.216.34", .notKeyValue), ("ip=093.184.216.34\n", .leadingZero),
        ])
    func notKeyValue(text: String, fault: AddressFault) {
        #expect(Self.keyed(text) == .refused(.notAnAddress(fault)))
    }

    @Test("4 KiB of key=value are read, one byte more is too long")
    func keyValueLimit() {
        let head = "ip=93.184.216.34\nx="
        let full = head + String(repeating: "y", count: 4096 - head.utf8.count)
        #expect(Self.keyed(full) == Self.good)
        #expect(Self.keyed(full + "y") == .refused(.tooLong(limit: 4096)))
    }
}
