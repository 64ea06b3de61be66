/// A whitelist as text: one address or CIDR block a line, `# a note` after it or on a line of its own.
///
///     # what operations entered in the panel
///     93.184.216.34        # NAT gateway
///     2606:2800:220:1::/64
///
/// Empty lines are allowed, and so are the marks of other systems' editors: a UTF-8 byte-order mark in front
/// and CR LF at the ends of lines.
package struct WhitelistFile: Equatable, Sendable {
    /// The most that a caller should read, in bytes: a thousand lines with long notes.
    package static let sizeLimit = 65_536

    /// A line that names a block which an earlier line had named; the earlier one stands.
    package struct Duplicate: Equatable, Sendable {
        /// The one that is passed over, counted from 1.
        package let line: Int
        /// The one that stands, counted from 1.
        package let earlierLine: Int
        /// The same in both, whatever their spellings and notes.
        package let network: IPNetwork
    }

    /// In the order of the lines, each network once; never empty.
    package let whitelist: Whitelist
    /// In the order of the lines; worth a warning, and no fault.
    package let duplicates: [Duplicate]

    /// Reads a whole file. Every rule gets the time `added`, in seconds since 1970 UTC, and no end.
    ///
    /// Throws `.line` around what `IPNetwork` throws, `.line(_, .notText)` for bytes that are not UTF-8,
    /// `.line(_, .controlCharacter)` for any of those but the tab, and `.noEntries`. The first fault ends the
    /// reading: half a whitelist is worse than none.
    package init(_ bytes: Span<UInt8>, added: Int64) throws(EgressPolicyError) {
        var content: [UInt8] = []
        content.reserveCapacity(bytes.count)
        for index in bytes.indices { content.append(bytes[index]) }
        if content.starts(with: [0xef, 0xbb, 0xbf]) { content.removeFirst(3) }

        var rules: [WhitelistRule] = []
        var duplicates: [Duplicate] = []
        var firstLines: [IPNetwork: Int] = [:]
        let lines = content.split(separator: Ascii.lineFeed, omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) {
            do throws(EgressPolicyError) {
                guard let rule = try Self.rule(in: line, added: added) else { continue }
                if let earlier = firstLines[rule.network] {
                    duplicates.append(Duplicate(line: number, earlierLine: earlier, network: rule.network))
                } else {
                    firstLines[rule.network] = number
                    rules.append(rule)
                }
            } catch {
                throw .line(number, error)
            }
        }
        guard !rules.isEmpty else { throw .noEntries }
        whitelist = Whitelist(rules)
        self.duplicates = duplicates
    }

    /// The rule in a line without its line feed; nil for an empty one.
    private static func rule(
        in line: ArraySlice<UInt8>, added: Int64
    ) throws(EgressPolicyError) -> WhitelistRule? {
        let line = line.last == Ascii.carriageReturn ? line.dropLast() : line
        guard let text = String(validating: line, as: UTF8.self) else { throw .notText }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7f })
        else { throw .controlCharacter }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let address = trimmed(parts[0])
        guard !address.isEmpty else { return nil }
        let note = parts.count == 2 ? trimmed(parts[1]) : ""
        return WhitelistRule(network: try IPNetwork(address), note: note, added: added)
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }
}
