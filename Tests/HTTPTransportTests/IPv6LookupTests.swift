import TestSupport
import Testing

@testable import HTTPTransport

@Suite("looking IPv6 addresses up")
struct IPv6LookupTests {
    @Test("an address is found with the way to it, in a process of its own")
    func literal() throws {
        let lookup = try IPv6Lookup(of: "::1")
        #expect(
            try lookup.destinations(before: .after(seconds: 20)) == [.init(address: 1, isRouted: true)])
    }

    @Test("a host without IPv6 has none")
    func none() throws {
        let lookup = try IPv6Lookup(of: "93.184.216.34")
        #expect(try lookup.destinations(before: .after(seconds: 20)).isEmpty)
    }

    @Test("a resolver that never answers is left at the deadline")
    func silent() throws {
        try PrivateAuthority.requireSilentResolver()
        let clock = ContinuousClock()
        let start = clock.now
        #expect(throws: IPv6Lookup.Failure.timedOut) {
            try IPv6Lookup(of: "nobody.test").destinations(before: .after(seconds: 1.2))
        }
        let taken = start.duration(to: clock.now)
        #expect(taken > .seconds(1.1) && taken < .seconds(1.7))
    }

    @Test("what no such process writes is no answer")
    func unreadable() throws {
        for fields in [["1"], ["x", "routed"], ["1", "perhaps"]] {
            let frame = Frame.bytes(of: fields.map { .text($0) })
            #expect(throws: IPv6Lookup.Failure.failed) { try IPv6Lookup.destinations(in: frame) }
        }
        let good = Frame.bytes(of: [.text("ff"), .text("unrouted")])
        #expect(try IPv6Lookup.destinations(in: good) == [.init(address: 255, isRouted: false)])
        for cut in [[], Array(good.dropLast()), good + [0]] {
            #expect(throws: IPv6Lookup.Failure.failed) { try IPv6Lookup.destinations(in: cut) }
        }
        #expect(try IPv6Lookup.destinations(in: Frame.bytes(of: [])).isEmpty)
    }

    @Test("IPv4 addresses are told when they are asked for")
    func withIPv4() throws {
        let lookup = try IPv6Lookup(of: "93.184.216.34", withIPv4: true)
        let found = try lookup.destinations(before: .after(seconds: 20))
        #expect(found.map(\.address) == [0xffff << 32 | 0x5db8_d822])
    }
}
