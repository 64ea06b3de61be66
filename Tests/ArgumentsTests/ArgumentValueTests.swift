import Arguments
import Testing

@Suite("Words as values")
struct ArgumentValueTests {
    @Test(
        "intervals have a unit",
        arguments: [
            ("30s", 30), ("15m", 900), ("24h", 86400), ("7d", 604_800), ("0s", 0), ("30", nil), ("s", nil),
            ("", nil), ("-1s", nil), ("+1s", nil), ("1.5h", nil), ("1 s", nil), ("1S", nil), ("٣s", nil),
            ("9223372036854775807h", nil), ("99999999999999999999s", nil),
        ] as [(String, Int?)])
    func intervals(text: String, seconds: Int?) {
        #expect(Interval.parse(text)?.seconds == seconds)
    }

    @Test(
        "intervals are shown in the largest unit that is whole",
        arguments: [(30, "30s"), (900, "15m"), (86400, "1d"), (90, "90s"), (0, "0s"), (3600, "1h")])
    func shownIntervals(seconds: Int, text: String) {
        let shown = Interval(seconds: seconds).argumentText
        #expect(shown == text)
        #expect(Interval.parse(shown)?.seconds == seconds)
    }

    @Test(
        "whole numbers",
        arguments: [("0", 0), ("-5", -5), ("12", 12), ("+1", nil), ("1.0", nil), ("", nil), ("x", nil)]
            as [(String, Int?)])
    func integers(text: String, value: Int?) {
        #expect(Int.parse(text) == value)
    }

    @Test("an enum offers its cases")
    func enumerations() {
        #expect(Sample.Kind.candidates == ["staging", "production"])
        #expect(Sample.Kind.parse("staging") == .staging)
        #expect(Sample.Kind.parse("Staging") == nil)
        #expect(Shell.expectation == "bash, zsh or fish")
    }
}
