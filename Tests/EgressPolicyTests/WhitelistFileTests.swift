import EgressPolicy
import Testing

@Suite("whitelist files")
struct WhitelistFileTests {
    static func read(_ bytes: [UInt8]) throws -> WhitelistFile {
        try WhitelistFile(bytes.span, added: 1_600_000_000)
    }

    static func read(_ text: String) throws -> WhitelistFile { try read(Array(text.utf8)) }

    static let lines = """
        # what operations entered in the panel

        93.184.216.34\t  # NAT gateway #2
          2606:2800:220:1::/64 #
        93.184.217.0/24
        """

    static func check(_ file: WhitelistFile) throws {
        #expect(
            file.whitelist.rules.map(\.network.text) == [
                "93.184.216.34", "2606:2800:220:1::/64", "93.184.217.0/24",
            ])
        #expect(file.whitelist.rules.map(\.note) == ["NAT gateway #2", "", ""])
        #expect(file.whitelist.rules.allSatisfy { $0.added == 1_600_000_000 && $0.expires == nil })
        #expect(file.duplicates.isEmpty)
    }

    @Test("addresses, blocks, notes, empty lines and lines of notes")
    func plain() throws {
        try Self.check(try Self.read(Self.lines))
        try Self.check(try Self.read(Self.lines + "\n"))
    }

    @Test("a byte-order mark and CR LF change nothing")
    func otherEditors() throws {
        let windows = Self.lines.split(separator: "\n", omittingEmptySubsequences: false).joined(
            separator: "\r\n")
        try Self.check(try Self.read([0xef, 0xbb, 0xbf] + Array(windows.utf8)))
    }

    @Test("a duplicate, in whatever spelling, is named with both lines and counts once")
    func duplicates() throws {
        let file = try Self.read("93.184.216.34 # first\n\n93.184.216.34   # second\n93.184.216.34/32\n")
        #expect(file.whitelist.rules.map(\.note) == ["first"])
        #expect(file.duplicates.map(\.line) == [3, 4])
        #expect(file.duplicates.map(\.earlierLine) == [1, 1])
        #expect(file.duplicates.map(\.network.text) == ["93.184.216.34", "93.184.216.34"])
    }

    @Test(
        "a fault names its line",
        arguments: [
            ("93.184.216.34\n010.0.0.1\n", 2, EgressPolicyError.notAnAddress(.leadingZero)),
            ("\r\n# a\r\n1.2.3\r\n", 3, .notAnAddress(.notFourNumbers)),
            ("93.184.216.34 93.184.216.35", 1, .notAnAddress(.malformed)),
            ("93.184.216.34, 93.184.216.35", 1, .notAnAddress(.malformed)),
            ("93.184.216.34\r93.184.216.35", 1, .controlCharacter),
            ("<html>\n", 1, .notAnAddress(.malformed)),
            ("93.184.216.0/33", 1, .badPrefixLength(allowed: 1...32)),
            ("0.0.0.0/0 # all of them", 1, .everyAddress),
            ("\u{feff}\u{feff}93.184.216.34", 1, .notAnAddress(.malformed)),
            ("93.184.216.34\u{a0}", 1, .notAnAddress(.malformed)),
            ("93.184.216.34 # \u{1b}[2J", 1, .controlCharacter),
            ("93.184.216.34\n\0", 2, .controlCharacter),
            ("93.184.216.34\n::ffff:93.184.216.35\n", 2, .notAnAddress(.mapped)),
        ])
    func faults(text: String, line: Int, error: EgressPolicyError) {
        #expect(throws: EgressPolicyError.line(line, error)) { try Self.read(text) }
    }

    @Test("host bits in a file name the block that was meant")
    func hostBits() throws {
        let meant = try IPNetwork("93.184.216.0/24")
        #expect(throws: EgressPolicyError.line(1, .hostBitsSet(meant: meant))) {
            try Self.read("93.184.216.34/24 # NAT gateway")
        }
    }

    @Test("bytes that are no text name their line")
    func notText() {
        #expect(throws: EgressPolicyError.line(2, .notText)) {
            try Self.read([0x23, 0x0a, 0x23, 0xe9, 0x0a])
        }
        // UTF-16 with its own byte-order mark, as some editors save it.
        #expect(throws: EgressPolicyError.line(1, .notText)) { try Self.read([0xff, 0xfe, 0x39, 0x00]) }
    }

    @Test(
        "a file without an address is an error, not an empty whitelist",
        arguments: ["", "\n\n", "# only a note\n"])
    func empty(text: String) {
        #expect(throws: EgressPolicyError.noEntries) { try Self.read(text) }
    }
}
