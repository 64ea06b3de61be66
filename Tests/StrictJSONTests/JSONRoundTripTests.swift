import StrictJSON
import Testing

@Suite("Writing JSON and reading it back")
struct JSONRoundTripTests {
    static let sample: JSONValue = [
        "version": 1, "name": "José \"Núñez\"",
        "list": [1, -2, .number("1.50"), .null, true, [], [:], [[:]]],
        "nested": ["a/b": "\\", "": "\u{0}\u{1f}\u{7f}", "emoji": "😀"], "large": .integer(.min),
    ]

    @Test("compact is one line without spaces")
    func compact() {
        let value: JSONValue = ["a": 1, "b": ["x", .null, false], "c": [:], "d": []]
        #expect(JSONWriter.text(value) == #"{"a":1,"b":["x",null,false],"c":{},"d":[]}"#)
    }

    @Test("indented has two spaces a level and ends its last line")
    func indented() {
        let value: JSONValue = ["a": 1, "b": ["x", ["c": 2]], "d": [], "e": [:]]
        #expect(
            JSONWriter.text(value, style: .indented) == """
                {
                  "a": 1,
                  "b": [
                    "x",
                    {
                      "c": 2
                    }
                  ],
                  "d": [],
                  "e": {}
                }

                """)
    }

    @Test(
        "few characters are escaped",
        arguments: [
            ("/", #""/""#), ("é€😀", "\"é€😀\""), ("\"\\", #""\"\\""#),
            ("\n\r\t\u{8}\u{c}", #""\n\r\t\b\f""#),
            ("\u{0}\u{1b}", #""\u0000\u001b""#), ("\u{7f}\u{9b}", #""\u007f\u009b""#),
            ("\u{a0}", "\"\u{a0}\""),
            ("\u{202e}\u{2066}\u{2028}", #""\u202e\u2066\u2028""#), ("'<>&", "\"'<>&\""),
        ])
    func escapes(text: String, written: String) {
        #expect(JSONWriter.text(.string(text)) == written)
    }

    @Test("what was written is read back, in both styles", arguments: [JSONWriter.Style.compact, .indented])
    func roundTrip(style: JSONWriter.Style) throws {
        let bytes = JSONWriter.write(Self.sample, style: style)
        #expect(try JSONReader.read(bytes.span) == Self.sample)
        #expect(JSONWriter.write(try JSONReader.read(bytes.span), style: style) == bytes)
    }

    @Test("every scalar survives")
    func scalars() throws {
        for value in stride(from: UInt32(0), to: 0x11_0000, by: 1) where value < 0x3000 || value % 251 == 0 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = JSONWriter.write(.string(String(scalar)))
            let read = try JSONReader.read(bytes.span).stringValue
            #expect(read?.unicodeScalars.elementsEqual([scalar]) == true)
        }
    }

    @Test("a document cut anywhere is refused at its end", arguments: [JSONWriter.Style.compact, .indented])
    func truncations(style: JSONWriter.Style) {
        var bytes = JSONWriter.write(Self.sample, style: style)
        if style == .indented { bytes.removeLast() }
        for count in 0..<bytes.count {
            let error = #expect(throws: JSONError.self) {
                try JSONReader.read(Array(bytes.prefix(count)).span)
            }
            #expect(error?.reason == .unexpectedEnd || error?.reason == .notUTF8, "cut to \(count)")
        }
    }

    @Test("a changed byte never traps")
    func mutations() {
        let bytes = JSONWriter.write(Self.sample)
        for index in bytes.indices {
            for flip in [0x01, 0x02, 0x20, 0x80, 0xFF] as [UInt8] {
                var changed = bytes
                changed[index] ^= flip
                guard let value = try? JSONReader.read(changed.span) else { continue }
                #expect((try? JSONReader.read(JSONWriter.write(value).span)) == value)
            }
        }
    }

    @Test("members and elements are reached by name and place")
    func access() {
        #expect(Self.sample["nested"]?["a/b"]?.stringValue == "\\")
        #expect(Self.sample["list"]?.arrayValue?[1].integerValue == -2)
        #expect(Self.sample["list"]?.arrayValue?[4].boolValue == true)
        #expect(Self.sample["list"]?.arrayValue?[3].isNull == true)
        #expect(Self.sample["list"]?.arrayValue?.count == 8)
        #expect(Self.sample["none"] == nil)
        #expect(Self.sample["name"]?["x"] == nil)
        #expect(Self.sample["version"]?.stringValue == nil)
    }

    @Test(
        "a number that is none traps instead of making a wrong document",
        arguments: ["inf", "1 ", "", "1,2", "0x1"])
    func wrongNumbers(text: String) async {
        await #expect(processExitsWith: .failure) { [text] in _ = JSONWriter.write(.number(text)) }
    }
}
