import EgressPolicy
import Testing

@Suite("networks")
struct IPNetworkTests {
    @Test(
        "address and CIDR, read and written",
        arguments: [
            ("93.184.216.34", "93.184.216.34"),
            ("93.184.216.34/32", "93.184.216.34"),
            ("93.184.216.0/24", "93.184.216.0/24"),
            ("128.0.0.0/1", "128.0.0.0/1"),
            ("2606:2800:220:1::34/128", "2606:2800:220:1::34"),
            ("2606:2800:0220::/48", "2606:2800:220::/48"),
            ("8000::/1", "8000::/1"),
        ])
    func canonical(text: String, canonical: String) throws {
        #expect(try IPNetwork(text).text == canonical)
    }

    @Test(
        "host bits name the network that was probably meant",
        arguments: [
            ("93.184.216.34/24", "93.184.216.0/24"),
            ("93.184.216.35/31", "93.184.216.34/31"),
            ("2606:2800:220:1::34/64", "2606:2800:220:1::/64"),
        ])
    func hostBits(text: String, meant: String) throws {
        let network = try IPNetwork(meant)
        #expect(throws: EgressPolicyError.hostBitsSet(meant: network)) { try IPNetwork(text) }
    }

    @Test(
        "anything else is refused with its own reason",
        arguments: [
            ("", EgressPolicyError.notAnAddress(.empty)),
            ("/24", .notAnAddress(.empty)),
            ("1.2.3/24", .notAnAddress(.notFourNumbers)),
            ("93.184.216.0 /24", .notAnAddress(.malformed)),
            ("93.184.216.0/", .badPrefixLength(allowed: 1...32)),
            ("93.184.216.0/33", .badPrefixLength(allowed: 1...32)),
            ("93.184.216.0/024", .badPrefixLength(allowed: 1...32)),
            ("93.184.216.0/+24", .badPrefixLength(allowed: 1...32)),
            ("93.184.216.0/ 24", .badPrefixLength(allowed: 1...32)),
            ("93.184.216.0/24/24", .badPrefixLength(allowed: 1...32)),
            ("93.184.216.0/255.255.255.0", .badPrefixLength(allowed: 1...32)),
            ("93.184.216.0/99999999999999999999", .badPrefixLength(allowed: 1...32)),
            ("2606::/129", .badPrefixLength(allowed: 1...128)),
            ("::ffff:93.184.216.0/120", .notAnAddress(.mapped)),
            ("0.0.0.0/0", .everyAddress),
            ("93.184.216.34/0", .everyAddress),
            ("::/0", .everyAddress),
            ("::ffff:0.0.0.0/96", .notAnAddress(.mapped)),
        ])
    func refused(text: String, error: EgressPolicyError) {
        #expect(throws: error) { try IPNetwork(text) }
    }

    @Test(
        "a network holds its first and last address and no neighbour",
        arguments: [
            ("93.184.216.0/24", ["93.184.216.0", "93.184.216.255"]),
            ("93.184.216.34", ["93.184.216.34"]),
            ("93.184.216.32/30", ["93.184.216.32", "93.184.216.35"]),
            ("2606:2800:220:1::/64", ["2606:2800:220:1::", "2606:2800:220:1:ffff:ffff:ffff:ffff"]),
        ])
    func holds(network: String, inside: [String]) throws {
        let network = try IPNetwork(network)
        for text in inside { #expect(network.contains(try IPAddress(text))) }
        let outside = [
            "93.184.215.255", "93.184.217.0", "93.184.216.31", "93.184.216.36", "::5db8:d822",
            "2606:2800:220:0:ffff:ffff:ffff:ffff", "2606:2800:220:2::",
        ]
        for text in outside where !(network.text == "93.184.216.0/24" && text.hasPrefix("93.184.216.")) {
            #expect(!network.contains(try IPAddress(text)))
        }
    }

    @Test("blocks overlap when one holds the other, and only then")
    func overlap() throws {
        let (wide, narrow) = (try IPNetwork("93.184.0.0/16"), try IPNetwork("93.184.216.0/24"))
        let (beside, other) = (try IPNetwork("93.185.0.0/16"), try IPNetwork("2606::/16"))
        #expect(wide.contains(narrow) && !narrow.contains(wide))
        #expect(wide.overlaps(narrow) && narrow.overlaps(wide))
        let sameBase = try IPNetwork("93.184.0.0/24")
        #expect(wide.contains(sameBase) && !sameBase.contains(wide) && sameBase.overlaps(wide))
        #expect(!wide.overlaps(beside) && !wide.overlaps(other))
        #expect([other, narrow, beside, wide].sorted() == [wide, narrow, beside, other])
    }

    @Test("a length outside the family's makes no block")
    func lengths() throws {
        let address = try IPAddress("93.184.216.34")
        #expect(IPNetwork(around: address, prefixLength: 33) == nil)
        #expect(IPNetwork(around: address, prefixLength: 0) == nil)
        #expect(IPNetwork(around: address, prefixLength: 24)?.text == "93.184.216.0/24")
        #expect(IPNetwork(around: address, prefixLength: 32) == IPNetwork(address))
    }
}
