import CashoutsAPI
import Sodium
import Testing

struct NotificationSampleTests {
    init() throws { try Libsodium.start() }

    private static let key = Array("your_cashout_api_signature".utf8)

    private static func sample() -> NotificationSample {
        NotificationSample(
            date: "2027-01-15 08:00:00", random: [0, 1, 0xfe, 0xff, 2, 3, 4, 5], key: key.span)
    }

    private static func read(_ body: [UInt8]) throws -> Notification { try Notification(form: body.span) }

    @Test(
        "the authentic one is, and the forged one has another name and is wrong in one digit of its control")
    func controls() throws {
        let sample = Self.sample()
        #expect(try Self.read(sample.authentic).check(key: Self.key.span) == .authentic)
        #expect(try Self.read(sample.forged).check(key: Self.key.span) == .different)
        #expect(sample.authentic.count == sample.forged.count)
        let controls = try [(sample.forged, "preflight-02030405"), (sample.authentic, "preflight-0001feff")]
            .map {
                body, name in
                let notification = try Self.read(body)
                #expect(notification[.externalID] == Array(name.utf8))
                let right = ControlString.of(externalID: Array(name.utf8).span, key: Self.key.span)
                return zip(Array(right.uppercaseHexadecimal.utf8), notification.control).count {
                    $0 != $1
                }
            }
        #expect(controls == [1, 0])
        // Of another key both are forged.
        #expect(try Self.read(sample.authentic).check(key: Array("other".utf8).span) == .different)
    }

    @Test("all documented fields are there in their order, and it says what it is")
    func fields() throws {
        let sample = Self.sample()
        #expect(sample.externalID == "preflight-0001feff")
        for body in [sample.authentic, sample.forged] {
            let notification = try Self.read(body)
            #expect(
                notification.fields.map { String(decoding: $0.name, as: UTF8.self) }
                    == NotificationField.allCases.map(\.rawValue))
            #expect(notification[.date] == Array("2027-01-15 08:00:00".utf8))
            #expect(notification[.comments] == Array("sample of d24-preflight".utf8))
            #expect(notification[.cashoutID] == [UInt8(ascii: "0")])
            #expect(notification[.bankReferenceID] == [])
            #expect(notification[.statusReason] == [])
            #expect(notification.warnings.isEmpty)
        }
    }
}
