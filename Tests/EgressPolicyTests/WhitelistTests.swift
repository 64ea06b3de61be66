import EgressPolicy
import Testing

@Suite("whitelist")
struct WhitelistTests {
    static let now: Int64 = 1_700_000_000

    static func rule(_ network: String, note: String = "", expires: Int64? = nil) throws -> WhitelistRule {
        WhitelistRule(network: try IPNetwork(network), note: note, added: 1_600_000_000, expires: expires)
    }

    @Test("an address is listed by its own entry, by a range, or not at all")
    func listed() throws {
        let gateway = try Self.rule("93.184.216.34", note: "NAT gateway")
        let range = try Self.rule("2606:2800:220:1::/64")
        let whitelist = Whitelist([gateway, range])
        #expect(whitelist.judge(try IPAddress("93.184.216.34"), at: Self.now) == .listed(by: gateway))
        #expect(whitelist.judge(try IPAddress("2606:2800:220:1::7"), at: Self.now) == .listed(by: range))
        #expect(whitelist.judge(try IPAddress("93.184.216.35"), at: Self.now) == .notListed)
        #expect(Whitelist().judge(try IPAddress("93.184.216.34"), at: Self.now) == .notListed)
    }

    @Test("an entry counts until its last second", arguments: [(-1, false), (0, true), (1, true)])
    func expiry(offset: Int64, isExpired: Bool) throws {
        let rule = try Self.rule("93.184.216.34", expires: Self.now)
        let judgement = Whitelist([rule]).judge(try IPAddress("93.184.216.34"), at: Self.now + offset)
        #expect(judgement == (isExpired ? .expired(rule) : .listed(by: rule)))
        #expect(judgement.isListed == !isExpired)
        #expect(rule.isExpired(at: Self.now + offset) == isExpired)
    }

    @Test("of several entries the narrowest that still counts is named, in whatever order they stand")
    func narrowest() throws {
        let wide = try Self.rule("93.184.0.0/16")
        let narrow = try Self.rule("93.184.216.0/24")
        let expired = try Self.rule("93.184.216.34", expires: Self.now - 1)
        let address = try IPAddress("93.184.216.34")
        for rules in [[wide, narrow, expired], [expired, narrow, wide], [narrow, expired, wide]] {
            #expect(Whitelist(rules).judge(address, at: Self.now) == .listed(by: narrow))
        }
    }

    @Test("of two equal blocks the one that counts longest is named")
    func longest() throws {
        let (short, forever) = (
            try Self.rule("93.184.216.34", expires: Self.now + 1), try Self.rule("93.184.216.34")
        )
        for rules in [[short, forever], [forever, short]] {
            #expect(
                Whitelist(rules).judge(try IPAddress("93.184.216.34"), at: Self.now) == .listed(by: forever))
        }
    }

    @Test("of several expired entries the one that did so last is named")
    func lastExpired() throws {
        let older = try Self.rule("93.184.216.34", expires: Self.now - 9)
        let newer = try Self.rule("93.184.0.0/16", expires: Self.now - 1)
        for rules in [[older, newer], [newer, older]] {
            #expect(Whitelist(rules).judge(try IPAddress("93.184.216.34"), at: Self.now) == .expired(newer))
        }
    }

    @Test("entries that lie in others are told, each pair once")
    func overlaps() throws {
        let texts = [
            "93.184.216.34", "93.184.0.0/16", "93.184.216.0/24", "93.185.0.1", "2606:2800::/32",
            "2606:2800::1",
        ]
        let list = Whitelist(try texts.map { WhitelistRule(network: try IPNetwork($0), added: 0) })
        #expect(
            list.overlaps.map { "\($0.inner.text) in \($0.outer.text)" } == [
                "93.184.216.0/24 in 93.184.0.0/16", "93.184.216.34 in 93.184.0.0/16",
                "93.184.216.34 in 93.184.216.0/24", "2606:2800::1 in 2606:2800::/32",
            ])
        #expect(Whitelist().overlaps.isEmpty)
    }

    @Test("for the panel single addresses come first, and what has expired is left out")
    func panel() throws {
        let texts = ["2606:2800::1", "93.184.216.0/24", "93.184.216.34", "93.184.1.1"]
        var list = Whitelist(try texts.map { WhitelistRule(network: try IPNetwork($0), added: 0) })
        list.rules.append(WhitelistRule(network: try IPNetwork("93.184.1.2"), added: 0, expires: 10))
        #expect(
            list.forPanel(at: 10).map(\.text) == [
                "93.184.1.1", "93.184.216.34", "2606:2800::1", "93.184.216.0/24",
            ])
        #expect(list.forPanel(at: 9).count == 5)
    }

    @Test("entries that no address lies in are told, of one family, and not those that have expired")
    func unobserved() throws {
        let rules = try ["93.184.217.0/24", "93.184.216.34", "2606:2800:220:1::/64", "93.184.216.0/24"].map {
            WhitelistRule(network: try IPNetwork($0), added: 0)
        }
        let old = WhitelistRule(network: try IPNetwork("93.184.218.0/24"), added: 0, expires: 10)
        let list = Whitelist(rules + [old])
        let address = try IPAddress("93.184.216.35")
        #expect(
            list.unobserved(.v4, by: [address], at: 10).map(\.network.text) == [
                "93.184.216.34", "93.184.217.0/24",
            ])
        #expect(list.unobserved(.v4, by: [address], at: 9).count == 3)
        #expect(list.unobserved(.v6, by: [address], at: 10).map(\.network.text) == ["2606:2800:220:1::/64"])
        #expect(list.unobserved(.v6, by: [try IPAddress("2606:2800:220:1::34")], at: 10).isEmpty)
    }

    @Test(
        "what is to be thought about again is told entry by entry, and of one that has expired nothing else")
    func warnings() throws {
        func rule(_ text: String, expires: Int64? = nil) throws -> WhitelistRule {
            WhitelistRule(network: try IPNetwork(text), added: 0, expires: expires)
        }
        let list = Whitelist([
            try rule("93.0.0.0/8", expires: 10), try rule("192.168.1.0/24"), try rule("10.0.0.0/8"),
            try rule("93.184.216.34"),
        ])
        let ten = try IPNetwork("10.0.0.0/8")
        let wide = try IPNetwork("93.0.0.0/8")
        let home = try IPNetwork("192.168.1.0/24")
        let pair = WhitelistWarning.overlapping(try IPNetwork("93.184.216.34"), wide)
        #expect(
            list.warnings(at: 10) == [
                .neverSeen(ten, .privateUse), .wide(ten), .expired(wide), .neverSeen(home, .privateUse), pair,
            ])
        #expect(
            list.warnings(at: 9) == [
                .neverSeen(ten, .privateUse), .wide(ten), .wide(wide), .neverSeen(home, .privateUse), pair,
            ])
        #expect(Whitelist([try rule("93.184.216.34"), try rule("2606:2800::/64")]).warnings(at: 0).isEmpty)
    }
}
