import Testing

@testable import VaultFormat

struct TimestampTests {
    /// By python3's datetime, with random.Random(20261123), and the edges of the calendar by hand.
    static let pairs: [(Int64, String)] = [
        (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_399, "2000-02-28T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"), (951_868_800, "2000-03-01T00:00:00Z"),
        (-2_203_891_201, "1900-02-28T23:59:59Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        (2_147_483_648, "2038-01-19T03:14:08Z"), (1_795_446_245, "2026-11-23T15:04:05Z"),
        (235_538_560_731, "9433-12-02T17:58:51Z"),
        (20_551_263_862, "2621-03-30T20:24:22Z"),
        (-16_196_408_132, "1456-10-03T13:44:28Z"),
        (138_795_642_255, "6368-04-05T01:04:15Z"),
        (-23_978_795_559, "1210-02-21T15:27:21Z"),
        (78_297_674_159, "4451-02-26T01:55:59Z"),
        (83_641_049_966, "4620-06-24T16:59:26Z"),
        (106_759_217_556, "5353-01-24T02:12:36Z"),
        (78_579_047_352, "4460-01-26T17:09:12Z"),
        (230_123_747_277, "9262-05-01T07:07:57Z"),
        (184_602_600_551, "7819-10-29T04:09:11Z"),
        (104_187_653_002, "5271-07-29T14:43:22Z"),
        (206_020_271_529, "8498-07-09T21:12:09Z"),
        (154_551_807_825, "6867-07-21T01:43:45Z"),
        (215_714_531_761, "8805-09-20T23:16:01Z"),
        (205_763_022_909, "8490-05-15T11:15:09Z"),
        (92_435_911_284, "4899-03-06T02:01:24Z"),
        (108_522_598_963, "5408-12-11T14:22:43Z"),
        (193_568_515_505, "8103-12-11T08:05:05Z"),
        (76_368_496_967, "4390-01-08T15:22:47Z"),
        (179_965_822_602, "7672-11-20T18:16:42Z"),
        (219_728_890_562, "8932-12-06T10:56:02Z"),
        (34_468_585_053, "3062-04-07T22:57:33Z"),
        (181_377_692_531, "7717-08-18T20:22:11Z"),
    ]

    @Test("seconds and text are two ways to write one moment", arguments: pairs)
    func pair(seconds: Int64, text: String) {
        #expect(Timestamp(seconds: seconds).text == text)
        #expect(Timestamp(text)?.seconds == seconds)
    }

    @Test("every day of 400 years comes after the one before")
    func everyDay() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var seconds: Int64 = 946_684_800 + 43_200
        for year in 2000..<2400 {
            let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
            for (index, length) in lengths.enumerated() {
                for day in 1...(index == 1 && isLeap ? 29 : length) {
                    let text = "\(year)-\(padded(index + 1))-\(padded(day))T12:00:00Z"
                    // Compared before it is expected: an expectation for each of 146,097 days takes a minute.
                    guard Timestamp(seconds: seconds).text == text, Timestamp(text)?.seconds == seconds else {
                        Issue.record("\(text)")
                        return
                    }
                    seconds += 86_400
                }
            }
        }
    }

    @Test(
        "there is one way to write a moment",
        arguments: [
            "", "2026-11-23T15:04:05", "2026-11-23T15:04:05z", "2026-11-23t15:04:05Z", "2026-11-23 15:04:05Z",
            "2026-11-23T15:04:05+00:00", "2026-11-23T15:04:05.0Z", "2026-11-23T15:04:60Z",
            "2026-11-23T15:60:05Z", "2026-11-23T24:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-04-31T00:00:00Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2000-02-30T00:00:00Z", "+026-11-23T15:04:05Z", "2026-11-23T15:04: 5Z",
            "2026-11-23T15:04:05Z\n", "12026-11-23T15:04:05Z", "２026-11-23T15:04Z",
        ])
    func refused(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("what lies outside the years becomes the nearest end, also when it overflows")
    func ends() {
        let first = "0000-01-01T00:00:00Z"
        let last = "9999-12-31T23:59:59Z"
        #expect(Timestamp(seconds: .min).text == first)
        #expect(Timestamp(seconds: .max).text == last)
        #expect(Timestamp(seconds: 5).advanced(bySeconds: .max).text == last)
        #expect(Timestamp(seconds: -5).advanced(bySeconds: .min).text == first)
        #expect(Timestamp(seconds: 5).advanced(bySeconds: -10) == Timestamp(seconds: -5))
        #expect(Timestamp(seconds: -5) < Timestamp(seconds: 5))
    }
}
