import Glibc
import SystemIO
import Testing

@Suite("IPv6 destinations")
struct IPv6DestinationTests {
    @Test("an address as text is itself, each once, and needs no resolver")
    func literal() throws {
        #expect(try IPv6Destination.addresses(of: "::1") == [1])
        let other: UInt128 = 0x2606_2800_0220_0001_0000_0000_0000_0034
        #expect(try IPv6Destination.addresses(of: "2606:2800:220:1::34") == [other])
    }

    @Test("an address of the other family has none of this one")
    func otherFamily() throws {
        #expect(try IPv6Destination.addresses(of: "93.184.216.34").isEmpty)
    }

    @Test("a name with a NUL in it is refused")
    func nul() {
        #expect(throws: Errno.invalidArgument) { try IPv6Destination.addresses(of: "localhost\0.test") }
    }

    @Test("there is a route to this host itself, and none to an address that none leads to")
    func routes() throws {
        #expect(try IPv6Destination.hasRoute(to: 1))
        // 100::/64 is for discarding: the one default route that this host may have leads elsewhere, so a
        // multicast address without an interface is asked for, which the kernel refuses on any host.
        #expect(try !IPv6Destination.hasRoute(to: 0xff02 << 112 | 1))
    }

    @Test("where no socket can be had nothing is known of routes")
    func noSocket() async {
        await #expect(processExitsWith: .success) {
            setLimit(RLIMIT_NOFILE, 0)
            #expect(throws: Errno(rawValue: EMFILE)) { try IPv6Destination.hasRoute(to: 1) }
        }
    }

    @Test("with IPv4 the addresses of that family come too, as IPv4-mapped ones")
    func withIPv4() throws {
        let mapped: UInt128 = 0xffff << 32 | 0x5db8_d822
        #expect(try IPv6Destination.addresses(of: "93.184.216.34", withIPv4: true) == [mapped])
        #expect(try IPv6Destination.addresses(of: "2606::1", withIPv4: true) == [0x2606 << 112 | 1])
        // Of /etc/hosts.
        #expect(
            try IPv6Destination.addresses(of: "localhost", withIPv4: true).contains(
                0xffff << 32 | 0x7f00_0001))
    }
}
