import EgressPolicy
import Testing

@Suite("special-purpose addresses")
struct SpecialPurposeTests {
    /// First and last address of every block, and the neighbours outside.
    @Test(
        "each block of the registries, to its edges",
        arguments: [
            ("0.0.0.0", "0.255.255.255", SpecialPurpose.unspecified),
            ("10.0.0.0", "10.255.255.255", .privateUse),
            ("100.64.0.0", "100.127.255.255", .sharedAddress),
            ("127.0.0.0", "127.255.255.255", .loopback),
            ("169.254.0.0", "169.254.255.255", .linkLocal),
            ("172.16.0.0", "172.31.255.255", .privateUse),
            ("192.0.0.0", "192.0.0.255", .protocolAssignment),
            ("192.0.2.0", "192.0.2.255", .documentation),
            ("192.88.99.0", "192.88.99.255", .transition),
            ("192.168.0.0", "192.168.255.255", .privateUse),
            ("198.18.0.0", "198.19.255.255", .benchmarking),
            ("198.51.100.0", "198.51.100.255", .documentation),
            ("203.0.113.0", "203.0.113.255", .documentation),
            ("224.0.0.0", "239.255.255.255", .multicast),
            ("240.0.0.0", "255.255.255.255", .reserved),
            ("::", "::", .unspecified),
            ("::1", "::1", .loopback),
            ("64:ff9b::", "64:ff9b::ffff:ffff", .transition),
            ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", .transition),
            ("100::", "100::ffff:ffff:ffff:ffff", .discard),
            ("2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", .transition),
            ("2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", .benchmarking),
            ("2001:10::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", .protocolAssignment),
            ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", .documentation),
            ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .transition),
            ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", .documentation),
            ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .protocolAssignment),
            ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .privateUse),
            ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .linkLocal),
            ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .privateUse),
            ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .multicast),
            ("::2", "::2", .reserved),
            ("1fff:ffff::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .reserved),
            ("4000::", "4000::", .reserved),
        ])
    func block(first: String, last: String, purpose: SpecialPurpose) throws {
        for text in [first, last] {
            let address = try IPAddress(text)
            #expect(address.specialPurpose == purpose)
            #expect(!address.isPublic)
        }
    }

    @Test(
        "their neighbours, and everybody else, are public",
        arguments: [
            "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
            "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255",
            "192.0.1.0", "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
            "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
            "223.255.255.255", "93.184.216.34",
            "2000::", "2001:200::", "2001:db7:ffff::", "2001:db9::", "2001:ffff::", "2003::",
            "2606:2800:220:1::34",
            "3ffe:ffff::", "3fff:1000::",
        ])
    func neighbour(text: String) throws {
        #expect(try IPAddress(text).isPublic)
    }

    @Test("a private address behind the mapped form is private still")
    func mapped() throws {
        #expect(try IPAddress(ofHost: "::ffff:10.0.0.1").specialPurpose == .privateUse)
    }
}
