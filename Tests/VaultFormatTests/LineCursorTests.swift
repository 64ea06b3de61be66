import Testing

@testable import VaultFormat

struct LineCursorTests {
    private func number(_ text: String, upTo limit: UInt64 = .max) -> UInt64? {
        let bytes = [UInt8](text.utf8)
        var cursor = LineCursor(bytes.span, position: 0, line: 1)
        do { return try cursor.number(upTo: limit) } catch { return nil }
    }

    @Test("a number has one spelling and a limit")
    func numbers() {
        #expect(number("0") == 0)
        #expect(number("18446744073709551615\n") == .max)
        #expect(number("10 ", upTo: 10) == 10)
        for text in [
            "", " 1", "01", "00", "-1", "+1", "1a", "0x1", "１", "18446744073709551616",
            "99999999999999999999",
        ] {
            #expect(number(text) == nil, "\(text)")
        }
        #expect(number("11", upTo: 10) == nil)
    }

    @Test("hexadecimal is lower-case, even and as long as asked")
    func hexadecimal() {
        func read(_ text: String, _ count: Int?) -> [UInt8]? {
            let bytes = [UInt8](text.utf8)
            var cursor = LineCursor(bytes.span, position: 0, line: 1)
            do { return try cursor.hexadecimal(count: count) } catch { return nil }
        }
        #expect(read("00ff\n", nil) == [0, 255])
        #expect(read("00ff ", 2) == [0, 255])
        for text in ["", "00f", "00FF", "0g", " 00ff", "00\t"] { #expect(read(text, 2) == nil, "\(text)") }
        #expect(read("00ff00", 2) == nil)
    }

    @Test("a word ends at a space, a newline, the end, and at what is not printable ASCII")
    func words() throws {
        for ending in ["", " x", "\n", "\t", "\r", "\u{7f}", "ä", "\0"] {
            let bytes = [UInt8]("abc~\(ending)".utf8)
            var cursor = LineCursor(bytes.span, position: 0, line: 1)
            let word = try cursor.word()
            #expect(word == 0..<4)
        }
    }

    @Test("a failure tells its line")
    func lines() throws {
        let bytes = [UInt8]("a\nb\nc".utf8)
        var cursor = LineCursor(bytes.span, position: 0, line: 7)
        try cursor.expect("a")
        try cursor.endLine()
        #expect(cursor.failure == .notCanonical(line: 8))
        try cursor.expect("b")
        try cursor.endLine()
        let begins = [cursor.begins(with: "c"), cursor.begins(with: "cd")]
        #expect(begins == [true, false])
        try cursor.expect("c")
        let error: VaultFormatError?
        do {
            try cursor.endLine()
            error = nil
        } catch let thrown { error = thrown }
        #expect(error == .notCanonical(line: 9))
    }
}
