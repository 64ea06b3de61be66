import Testing
import VaultFormat

@Suite("HTTPDate")
struct HTTPDateTests {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    @Test(
        "The form that servers send",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2028 23:59:59 GMT", 1_835_481_599),
            ("Fri, 15 Jan 2027 08:00:00 GMT", 1_800_000_000),
        ] as [(String, Int64)])
    func reads(_ text: String, _ seconds: Int64) {
        #expect(HTTPDate.parse(text)?.seconds == seconds)
    }

    @Test("Every month", arguments: months)
    func everyMonth(_ name: String) throws {
        let number = try #require(Self.months.firstIndex(of: name)) + 1
        let two = number < 10 ? "0\(number)" : "\(number)"
        #expect(
            HTTPDate.parse("Fri, 15 \(name) 2027 08:00:00 GMT")?.text == "2027-\(two)-15T08:00:00Z")
    }

    @Test(
        "Any other form is not read",
        arguments: [
            "", "GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
            "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 08:49:37", "Sun,  06 Nov 1994 08:49:37 GMT", "Sun 06 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 19945 8:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT\r\n", "Sun, 29 Feb 2027 08:49:37 GMT",
        ])
    func refuses(_ text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }
}
