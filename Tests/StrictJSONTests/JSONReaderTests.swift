import StrictJSON
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    static func read(_ text: String, depthLimit: Int = 32) throws(JSONError) -> JSONValue {
        try JSONReader.read(Array(text.utf8).span, depthLimit: depthLimit)
    }

    static let accepted: [(String, JSONValue)] = [
        ("null", .null), ("true", true), ("false", false), (" \t\r\n1 \t\r\n", 1),
        ("0", 0), ("-1", -1), ("10", 10), ("123456789", 123_456_789),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number("9223372036854775808")),
        ("-9223372036854775809", .number("-9223372036854775809")),
        ("123456789012345678901234567890", .number("123456789012345678901234567890")),
        ("-0", .number("-0")), ("0.0", .number("0.0")), ("1.5", .number("1.5")),
        ("100.10", .number("100.10")),
        ("1e3", .number("1e3")), ("1E+03", .number("1E+03")), ("-0.5e-7", .number("-0.5e-7")),
        ("0e0", .number("0e0")),
        (#""""#, ""), (#""a""#, "a"), (#""é€😀""#, "é€😀"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\ude00""#, "😀"),
        (#""\uD834\uDD1Ex""#, "\u{1D11E}x"),
        (#""a\u0000b""#, "a\0b"), (#""\ud7ff\ue000""#, "\u{d7ff}\u{e000}"), ("\"\u{7f}\"", "\u{7f}"),
        (#""\ufeff""#, "\u{feff}"), (#""/""#, "/"), ("\"\u{2028}\"", "\u{2028}"),
        ("[]", []), ("[ ]", []), ("[1,[2],{}]", [1, [2], [:]]), ("[null, \"\"]", [.null, ""]),
        ("{}", [:]), ("{ }", [:]), (#"{"a":1,"b":[true]}"#, ["a": 1, "b": [true]]),
        (#"{"":0}"#, ["": 0]), (#"{"b":1,"a":2}"#, ["b": 1, "a": 2]),
        (#" { "a" : 1 , "b" : 2 } "#, ["a": 1, "b": 2]),
    ]

    @Test("what RFC 8259 allows is read", arguments: accepted)
    func accepts(text: String, value: JSONValue) throws {
        #expect(try Self.read(text) == value)
    }

    static let refused: [(String, JSONError.Reason, Int)] = [
        ("", .unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("nul", .unexpectedEnd, 3),
        ("nulL", .unexpectedByte, 3),
        ("True", .unexpectedByte, 0), ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0),
        ("-Infinity", .unexpectedByte, 1), ("undefined", .unexpectedByte, 0),
        ("1 2", .trailingBytes, 2), ("{}x", .trailingBytes, 2), ("1\0", .trailingBytes, 1),
        ("nulll", .trailingBytes, 4),
        ("\u{feff}1", .byteOrderMark, 0),
        ("01", .trailingBytes, 1), ("-01", .trailingBytes, 2), ("+1", .unexpectedByte, 0),
        ("-", .unexpectedEnd, 1),
        (".5", .unexpectedByte, 0), ("1.", .unexpectedEnd, 2), ("1.x", .unexpectedByte, 2),
        ("1e", .unexpectedEnd, 2),
        ("1e+", .unexpectedEnd, 3), ("1e+-1", .unexpectedByte, 3), ("0x10", .trailingBytes, 1),
        ("1_000", .trailingBytes, 1), ("1e5.5", .trailingBytes, 3), ("--1", .unexpectedByte, 1),
        ("\"", .unexpectedEnd, 1), ("\"a", .unexpectedEnd, 2), ("'a'", .unexpectedByte, 0),
        ("a", .unexpectedByte, 0),
        ("\"\n\"", .controlCharacter, 1), ("\"\t\"", .controlCharacter, 1), ("\"a\0\"", .controlCharacter, 2),
        ("\"\\n\u{1f}\"", .controlCharacter, 3),
        (#""\a""#, .badEscape, 2), (#""\x41""#, .badEscape, 2), (#""\'""#, .badEscape, 2),
        (#""\U0041""#, .badEscape, 2),
        (#""\u004""#, .badEscape, 6), (#""\u00g0""#, .badEscape, 5), (#""\u 041""#, .badEscape, 3),
        (#""\u+041""#, .badEscape, 3), ("\"\\", .unexpectedEnd, 2), ("\"\\u00", .unexpectedEnd, 5),
        (#""\ud800""#, .loneSurrogate, 1), (#""a\udc00""#, .loneSurrogate, 2),
        (#""\ud800\ud800""#, .loneSurrogate, 1),
        (#""\ud800x""#, .loneSurrogate, 1), (#""\ud800\n""#, .loneSurrogate, 1),
        (#""\ud800\u0041""#, .loneSurrogate, 1),
        (#""\udc00\ud800""#, .loneSurrogate, 1), (#""\udbff\ue000""#, .loneSurrogate, 1),
        ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
        ("[1,]", .unexpectedByte, 3),
        ("[,1]", .unexpectedByte, 1), ("[1 2]", .unexpectedByte, 3), ("[1}", .unexpectedByte, 2),
        ("]", .unexpectedByte, 0),
        ("[1;2]", .unexpectedByte, 2), ("[1]]", .trailingBytes, 3), ("[/**/]", .unexpectedByte, 1),
        ("[1]//", .trailingBytes, 3), ("[1\u{a0}]", .unexpectedByte, 2), ("[1\u{b}]", .unexpectedByte, 2),
        ("{", .unexpectedEnd, 1), (#"{"a""#, .unexpectedEnd, 4), (#"{"a":"#, .unexpectedEnd, 5),
        (#"{"a" 1}"#, .unexpectedByte, 5),
        (#"{"a":}"#, .unexpectedByte, 5), (#"{"a":1,}"#, .unexpectedByte, 7), ("{a:1}", .unexpectedByte, 1),
        ("{1:1}", .unexpectedByte, 1), (#"{"a":1 "b":2}"#, .unexpectedByte, 7),
        (#"{,"a":1}"#, .unexpectedByte, 1),
        (#"{"a",1}"#, .unexpectedByte, 4), (#"{"a":1]"#, .unexpectedByte, 6),
        ("{null:1}", .unexpectedByte, 1),
        (#"{"a":1,"a":1}"#, .duplicateKey, 7), (#"{"a":1,"\u0061":1}"#, .duplicateKey, 7),
        (#"[{"b":{"x":1,"x":2}}]"#, .duplicateKey, 13),
    ]

    @Test("what it does not allow is refused, with the place", arguments: refused)
    func refuses(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason: reason, offset: offset)) { try Self.read(text) }
    }

    @Test(
        "bytes that are not UTF-8 are refused, with the place",
        arguments: [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0x80, 0x22], 2), ([0x22, 0xC3, 0x22], 1),
            ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
            ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xE2, 0x82, 0x22], 1),
            ([0x22, 0x5C, 0x6E, 0xE2, 0x82, 0x22], 3), ([0x22, 0xE2, 0x5C, 0x6E, 0x82, 0x22], 1),
        ] as [([UInt8], Int)])
    func notUTF8(bytes: [UInt8], offset: Int) {
        #expect(throws: JSONError(reason: .notUTF8, offset: offset)) { try JSONReader.read(bytes.span) }
    }

    @Test("UTF-16 and UTF-8 outside strings are refused")
    func otherEncodings() {
        #expect(throws: JSONError(reason: .unexpectedByte, offset: 0)) {
            try JSONReader.read([0xFF, 0xFE, 0x31, 0x00].span)
        }
        #expect(throws: JSONError(reason: .unexpectedByte, offset: 0)) { try Self.read("é") }
    }

    @Test("nesting ends at the limit, whatever nests")
    func depth() throws {
        let open = String(repeating: "[", count: 32)
        let close = String(repeating: "]", count: 32)
        #expect(throws: Never.self) { try Self.read(open + close) }
        #expect(throws: JSONError(reason: .tooDeep, offset: 32)) { try Self.read("[" + open + close + "]") }
        #expect(throws: JSONError(reason: .tooDeep, offset: 10)) {
            try Self.read(#"{"aaa":[0,{}]}"#, depthLimit: 2)
        }
        #expect(throws: JSONError(reason: .tooDeep, offset: 0)) { try Self.read("[]", depthLimit: 0) }
        #expect(try Self.read("1", depthLimit: 0) == 1)
        #expect(throws: JSONError(reason: .tooDeep, offset: 32)) {
            try Self.read(String(repeating: "[", count: 1_000_000))
        }
        #expect(try Self.read("[[],[],[]]", depthLimit: 2) == [[], [], []])
    }

    @Test("keys are compared byte by byte")
    func exactKeys() throws {
        let kelvin = try Self.read("{\"K\":1,\"\u{212A}\":2,\"e\u{301}\":3,\"\u{e9}\":4}")
        #expect(kelvin.members?.count == 4)
        #expect(kelvin["K"] == 1)
        #expect(kelvin["\u{212A}"] == 2)
        #expect(kelvin["\u{e9}"] == 4)
    }

    @Test("a key that comes again is found in objects of any size", arguments: [1, 7, 8, 9, 10, 100, 5000])
    func duplicatesInLargeObjects(count: Int) throws {
        let members = (0..<count).map { "\"k\($0)\":\($0)" }
        #expect(try Self.read("{\(members.joined(separator: ","))}").members?.count == count)
        for again in Set([0, count / 2, count - 1]) {
            let text = "{\(members.joined(separator: ",")),"
            #expect(throws: JSONError(reason: .duplicateKey, offset: text.utf8.count)) {
                try Self.read(text + "\"k\(again)\":0}")
            }
        }
    }
}
