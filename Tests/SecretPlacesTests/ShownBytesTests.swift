import Testing

@testable import SecretPlaces

struct ShownBytesTests {
    @Test(
        "what is UTF-8 stays, every other byte is written as a number",
        arguments: [
            ([0x61, 0xC3, 0xA4], "aä"),
            ([0x61, 0xFF, 0x62], "a\\xffb"),
            ([0xC3], "\\xc3"),
            ([0xF0, 0x9F, 0x94, 0x61], "\\xf0\\x9f\\x94a"),
            ([0xF0, 0x9F, 0x94, 0x61, 0xFF], "\\xf0\\x9f\\x94a\\xff"),
            ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"),
            ([], ""),
        ] as [([UInt8], String)])
    func text(bytes: [UInt8], text: String) {
        #expect(ShownBytes.text(bytes) == text)
    }
}

struct LineSplitterTests {
    @Test("lines come whole, wherever the pieces end", arguments: 1...8)
    func lines(piece: Int) {
        let text = Array("one\n\ntwo three\nfour".utf8)
        var splitter = LineSplitter()
        var lines: [String] = []
        for start in stride(from: 0, to: text.count, by: piece) {
            splitter.take(Array(text[start..<min(start + piece, text.count)])) {
                lines.append(String(decoding: $0, as: UTF8.self))
            }
        }
        #expect(lines == ["one", "", "two three"])
    }
}
