/// A span of time as it is typed: `30s`, `15m`, `24h`, `7d`.
///
/// The unit is required: a bare number would be seconds to one reader and minutes to another.
package struct Interval: ArgumentValue, Hashable {
    /// The length in seconds, never negative.
    package let seconds: Int

    /// A negative length becomes 0.
    package init(seconds: Int) {
        self.seconds = max(0, seconds)
    }

    /// Takes decimal digits and one of `s`, `m`, `h` and `d`; nil too where the seconds do not fit an `Int`.
    package static func parse(_ text: String) -> Interval? {
        guard let unit = text.last, let scale = scales.first(where: { $0.unit == unit })?.seconds else {
            return nil
        }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(digits)
        else { return nil }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: scale)
        return overflow ? nil : Interval(seconds: seconds)
    }

    /// Names three of the units; days are taken all the same.
    package static var expectation: String { "a time such as 30s, 15m or 24h" }

    /// In the largest unit that leaves nothing over: `2m` for 120 seconds, `90s` for 90, `0s` for none.
    package var argumentText: String {
        let largest = Self.scales.last { seconds >= $0.seconds && seconds % $0.seconds == 0 }
        guard let largest else { return "\(seconds)s" }
        return "\(seconds / largest.seconds)\(largest.unit)"
    }

    private static let scales: [(unit: Character, seconds: Int)] = [
        ("s", 1), ("m", 60), ("h", 3600), ("d", 86400),
    ]
}
