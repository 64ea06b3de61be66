import CashoutsAPI
import Sodium
import Testing

struct NotificationTests {
    init() throws { try Libsodium.start() }

    static let key = Array("your_cashout_api_signature".utf8)
    static let control = "DDD345FB66A8053FBB69E0DBCACFDE5F63CA05140C3A2C446B7A0E4118F8BA1D"
    static let body =
        "date=2024-01-31+23%3A59%3A59&bank_reference_id=&comments=a%20b+c%2Bd&external_id=cashoutID1234"
        + "&control=\(control)&cashout_id=8405147&status_reason="

    static func read(_ body: String) throws(NotificationError) -> Notification {
        try Notification(form: Array(body.utf8).span)
    }

    @Test("a notification as the page shows it")
    func whole() throws {
        let notification = try Self.read(Self.body)
        #expect(notification.externalID == Array("cashoutID1234".utf8))
        #expect(notification.control == Array(Self.control.utf8))
        #expect(
            notification.fields.map { String(decoding: $0.name, as: UTF8.self) } == [
                "date", "bank_reference_id", "comments", "external_id", "control", "cashout_id",
                "status_reason",
            ])
        #expect(notification[.date] == Array("2024-01-31 23:59:59".utf8))
        #expect(notification[.comments] == Array("a b c+d".utf8))
        #expect(notification[.statusReason] == [])
        #expect(notification[.cashoutID] == Array("8405147".utf8))
        #expect(notification.warnings.isEmpty)
        #expect(notification.check(key: Self.key.span) == .authentic)
    }

    @Test("fields may come in any order, unknown ones too, and some may be missing")
    func otherFields() throws {
        let notification = try Self.read(
            "&control=\(Self.control)&&new&external%5Fid=cashoutID1234&x=%00=%ff&")
        #expect(notification.check(key: Self.key.span) == .authentic)
        #expect(notification.fields.map(\.value).last == [0x00, 0x3D, 0xFF])
        #expect(notification[.date] == nil)
        #expect(notification.fields.count == 4)
    }

    @Test("one line end after the body is not a part of it", arguments: ["\n", "\r\n"])
    func lineEnd(ending: String) throws {
        let notification = try Self.read("external_id=cashoutID1234&control=\(Self.control)\(ending)")
        #expect(notification.check(key: Self.key.span) == .authentic)
    }

    @Test("nothing is dropped from bytes that are known to be those of the POST", arguments: ["\n", "\r\n"])
    func exactLineEnd(ending: String) throws {
        let body = "external_id=cashoutID1234&control=\(Self.control)"
        #expect(throws: NotificationError.finalLineEnd) {
            try Notification(form: Array("\(body)\(ending)".utf8).span, isExact: true)
        }
        let notification = try Notification(form: Array(body.utf8).span, isExact: true)
        #expect(notification.check(key: Self.key.span) == .authentic)
    }

    @Test(
        "names that nobody takes for another are fields of their own",
        arguments: [
            "external_ids=c", "my_external_id=c", "x[external_id]=c", "externalid=c", "%C3%A9=c", "%00=c",
            "[]=c",
        ])
    func otherNames(field: String) throws {
        #expect(try Self.read("external_id=a&control=b&\(field)").fields.count == 3)
    }

    @Test("only one line end is dropped")
    func twoLineEnds() throws {
        #expect(throws: NotificationError.rawControl(offset: 98)) {
            try Self.read("external_id=cashoutID1234&control=\(Self.control)\n\n")
        }
    }

    static let others: [(String, ControlCheck)] = [
        ("external_id=cashoutID1235&control=\(control)", .different),
        ("external_id=cashoutID1234+&control=\(control)", .different),
        ("external_id=CashoutID1234&control=\(control)", .different),
        ("external_id=cashoutID1234&control=\(control.dropLast())E", .different),
        ("external_id=cashoutID1234&control=\(control.lowercased())", .malformed(.lowerCase)),
        ("external_id=cashoutID1234&control=\(control.dropLast())", .malformed(.truncated(63))),
        ("external_id=cashoutID1234&control=+\(control.dropFirst())", .malformed(.whiteSpace)),
    ]

    @Test("a control of something else is not authentic", arguments: others)
    func notAuthentic(body: String, expected: ControlCheck) throws {
        #expect(try Self.read(body).check(key: Self.key.span) == expected)
    }

    @Test("another key is another control")
    func otherKey() throws {
        #expect(try Self.read(Self.body).check(key: Array("another".utf8).span) == .different)
    }

    @Test("the other fields are not authenticated")
    func otherFieldsProveNothing() throws {
        let forged = Self.body.replacing("8405147", with: "1")
        #expect(try Self.read(forged).check(key: Self.key.span) == .authentic)
    }

    @Test("an id of odd bytes is checked as it came")
    func rawBytes() throws {
        let id: [UInt8] = [0xC3, 0xA9, 0x00, 0x26]
        let control = ControlString.of(externalID: id.span, key: Self.key.span).uppercaseHexadecimal
        let notification = try Self.read("external_id=%C3%A9%00%26&control=\(control)")
        #expect(notification.externalID == id)
        #expect(notification.check(key: Self.key.span) == .authentic)
    }

    @Test("an id of more than 100 characters is a warning", arguments: [100, 101])
    func longID(count: Int) throws {
        let id = String(repeating: "é", count: count)
        let notification = try Self.read("external_id=\(id)&control=x")
        #expect(notification.warnings == (count > 100 ? [.longExternalID(characters: count)] : []))
    }

    static let refusals: [(String, NotificationError)] = [
        ("", NotificationError.empty),
        ("\n", .empty),
        (#"{"external_id":"a","control":"b"}"#, .json),
        ("external_id=a", .missing(.control)),
        ("control=a", .missing(.externalID)),
        ("External_ID=a&control=b", .otherSpelling(.externalID)),
        ("external_id=a&control=b&Comments=x", .otherSpelling(.comments)),
        ("%EF%BB%BFexternal_id=c&external_id=a&control=b", .otherSpelling(.externalID)),
        ("\u{FEFF}external_id=c&external_id=a&control=b", .otherSpelling(.externalID)),
        ("external_id=a&control=b&[external_id]=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&%5Bexternal_id%5D=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&external_id]=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&%09external_id=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&%C2%A0external_id=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&external_id+=c", .otherSpelling(.externalID)),
        ("control=b&external_id=a\n", .finalLineEnd), ("control=b&external_id=a\r\n", .finalLineEnd),
        ("control=b&external_id=a&\n", .finalLineEnd),
        ("external_id=&control=b", .emptyField(.externalID)),
        ("external_id&control=b", .emptyField(.externalID)),
        ("external_id=a&control=", .emptyField(.control)),
        ("external_id=a&control=b&external_id=a", .duplicate(.externalID)),
        ("external_id=a&control=b&external%5fid=c", .duplicate(.externalID)),
        ("external_id=a&control=b&control=b", .duplicate(.control)),
        ("x=1&x=2&external_id=a&control=b", .duplicate(nil)),
        ("external_id=a&control=b&external.id=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&external_id[]=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&external[id=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b;external_id=c", .rawSemicolon(offset: 23)),
        ("external_id=%E9&control=b", .notUTF8(.externalID)),
        ("external_id=%C3&control=b", .notUTF8(.externalID)),
        ("external_id=a&control=b&+external_id=c", .otherSpelling(.externalID)),
        ("external_id=a&control=b&external_id%00=c", .otherSpelling(.externalID)),
        ("External_id=c&external_id=a&control=b", .otherSpelling(.externalID)),
        ("external_id=a&control=b&cashout+id=c", .otherSpelling(.cashoutID)),
        ("external_id=a\n&control=b", .rawControl(offset: 13)),
        ("x\0=a&external_id=a&control=b", .rawControl(offset: 1)),
        ("external_id=a&control=\u{7F}", .rawControl(offset: 22)),
        ("external_id=a%&control=b", .badEscape(offset: 13)),
        ("external_id=a%4&control=b", .badEscape(offset: 13)),
        ("external_id=%4G&control=b", .badEscape(offset: 12)),
        ("external_id=%u0041&control=b", .badEscape(offset: 12)),
        ("a%=1", .badEscape(offset: 1)),
        ("external_id=a&control=%4", .badEscape(offset: 22)),
        ("external_id=a&=b&control=c", .noName(offset: 14)),
    ]

    @Test("bodies that are no notification", arguments: refusals)
    func refused(body: String, error: NotificationError) {
        #expect(throws: error) { try Self.read(body) }
        #expect(!error.message.isEmpty && !error.hint.isEmpty)
    }

    @Test("64 KiB is the most")
    func limit() throws {
        let head = "external_id=a&control=b&comments="
        let full = head + String(repeating: "x", count: Notification.limit - head.utf8.count)
        #expect(try Self.read(full).fields.count == 3)
        #expect(throws: NotificationError.tooLarge) { try Self.read(full + "x") }
    }
}
