/// A second in UTC, written as RFC 3339 with a `Z`: `2026-11-23T15:04:05Z`, always 20 characters.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, between year 0000 and year 9999.
    package let seconds: Int64

    private static let range: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// Takes seconds since 1970; what lies outside the years 0000 to 9999 becomes the nearest end.
    package init(seconds: Int64) {
        self.seconds = min(max(seconds, Self.range.lowerBound), Self.range.upperBound)
    }

    /// Reads the one form that ``text`` writes; `nil` for any other.
    package init?(_ text: Span<UInt8>) {
        guard text.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for index in range {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) else { return nil }
                value = value * 10 + Int64(text[index] - UInt8(ascii: "0"))
            }
            return value
        }
        for (index, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "Z")]
            as [(Int, Unicode.Scalar)]
        where text[index] != UInt8(ascii: mark) {
            return nil
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        seconds = Self.days(before: year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    }

    /// As ``init(_:)-(Span)``, from a string.
    package init?(_ text: String) {
        self.init([UInt8](text.utf8).span)
    }

    /// `YYYY-MM-DDThh:mm:ssZ`.
    package var text: String {
        let days = Self.floorDivision(seconds, 86400)
        let second = seconds - days * 86400
        let (year, month, day) = Self.date(ofDay: days)
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
            + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
    }

    /// The earlier one first.
    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

    /// The moment `seconds` later, or earlier when negative; what lies outside the years becomes the nearest
    /// end.
    package func advanced(bySeconds seconds: Int64) -> Timestamp {
        let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
        return Timestamp(seconds: overflow ? (seconds < 0 ? .min : .max) : sum)
    }
}

/// The proleptic Gregorian calendar, counted in eras of 400 years that begin on the first of March: there the
/// leap day is the last of its year, and a month's first day is a linear function of the month.
extension Timestamp {
    private static func floorDivision(_ a: Int64, _ b: Int64) -> Int64 {
        a >= 0 ? a / b : (a - b + 1) / b
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 to a date.
    private static func days(before year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let era = floorDivision(marchYear, 400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date that lies so many days after 1970-01-01.
    private static func date(ofDay days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }
}
