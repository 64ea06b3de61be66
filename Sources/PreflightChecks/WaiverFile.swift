import CashoutsAPI
import VaultFormat

/// Waivers as text, one a line: check, environment or `-`, last day, owner, and the reason up to the end of
/// the line.
///
///     # agreed on 2026-11-20
///     clock-skew  prod  2027-01-31  ops@example.com  NTP is let through the firewall in January
///
/// `d24-preflight(1)` describes it. A line that is not so is refused, and the whole text with it: a waiver
/// that is read otherwise than it was meant is worse than none.
package enum WaiverFile {
    /// The most that a caller should read, in bytes: some hundred lines with long reasons.
    package static let sizeLimit = 65_536

    /// - Parameter checks: those there are; a waiver for another one was mistyped, and would waive nothing
    ///   for ever.
    package static func parse(_ bytes: [UInt8], of checks: [Check] = Check.all) throws(WaiverFileError)
        -> [Waiver]
    {
        var waivers: [Waiver] = []
        var places: [Int] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) {
            guard let waiver = try waiver(in: line, number, checks) else { continue }
            let earlier = waivers.firstIndex { $0.id == waiver.id && $0.environment == waiver.environment }
            if let earlier { throw .repeated(line: number, earlier: places[earlier]) }
            waivers.append(waiver)
            places.append(number)
        }
        return waivers
    }

    /// The waiver in a line; nil for an empty line and for a comment.
    private static func waiver(
        in line: ArraySlice<UInt8>, _ number: Int, _ checks: [Check]
    ) throws(WaiverFileError) -> Waiver? {
        guard let text = String(validating: line, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7f })
        else { throw .notText(line: number) }
        let words = text.split(maxSplits: 4, whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        guard let id = words.first, !id.hasPrefix("#") else { return nil }
        let reason = words.count == 5 ? trimmed(words[4]) : ""
        guard !reason.isEmpty else { throw .incomplete(line: number) }
        guard checks.contains(where: { $0.id == id }) else {
            throw .unknownCheck(line: number, suggestion: Check.nearest(to: id, of: checks))
        }
        let environment = EnvironmentName(words[1])
        guard environment != nil || words[1] == "-" else { throw .badEnvironment(line: number) }
        guard let day = Timestamp("\(words[2])T00:00:00Z") else { throw .badDate(line: number) }
        return Waiver(
            id: id, environment: environment, until: words[2], end: day.advanced(bySeconds: 86_400),
            owner: words[3], reason: reason)
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }
}

/// What is wrong with a text of waivers, and in which line.
package enum WaiverFileError: Error, Equatable, Sendable {
    /// It is not UTF-8, or has a control character other than the tab; the ends of lines of Windows too.
    case notText(line: Int)
    case incomplete(line: Int)
    case unknownCheck(line: Int, suggestion: String?)
    case badEnvironment(line: Int)
    case badDate(line: Int)
    /// Check and environment are those of an earlier line.
    case repeated(line: Int, earlier: Int)
}
