import Sodium
import Testing

@testable import VaultFormat

struct IdentityFileTests {
    private let line: String
    private let pinLine: String

    init() throws {
        try Libsodium.start()
        let text = try Identity.sample(5).line()
        line = String(decoding: text.bytes.array, as: UTF8.self)
        pinLine = "vault " + String(repeating: "0a", count: 16) + " " + String(repeating: "0b", count: 32)
    }

    private func read(_ text: String) throws(VaultFormatError) -> IdentityFile {
        let bytes = [UInt8](text.utf8)
        return try IdentityFile(bytes.span)
    }

    @Test("an identity is found with or without a final newline, comments and a vault's line")
    func accepted() throws {
        let expected = try Identity.sample(5).recipient
        let texts = [
            line, line + "\n", "# made by somebody\n\n\(line)\n", "\(line)\n\(pinLine)\n",
            "\(pinLine)\n#\n\(line)",
            "# d24-identity-1 in a comment\n\(line)\n\n\n",
        ]
        for text in texts {
            let file = try read(text)
            let pinned = file.pinned
            #expect(file.identity.recipient == expected)
            #expect((pinned != nil) == text.contains("vault"))
        }
    }

    @Test("the vault's line pins id and signer, and nothing newer")
    func pin() throws {
        let file = try read("\(line)\n\(pinLine)\n")
        let pinned = file.pinned
        let pin = try #require(pinned)
        #expect(pin.id.text == String(repeating: "0a", count: 16))
        #expect(pin.signer.hexadecimal == String(repeating: "0b", count: 32))
        #expect(pin.next == nil)
        #expect(pin.newest == nil)
        #expect(pin.line == pinLine)
    }

    @Test("what is wrong is told by its line")
    func refused() throws {
        let table: [(String, Int)] = [
            ("", 1), ("\n\n", 2), ("# nothing\n", 1), (pinLine + "\n", 1),
            ("junk\n", 1), ("#\n\(line)\njunk\n", 3), ("#\n\n\(line)x\n", 3), ("#\n\(line)\r\n", 2),
            (" \(line)\n", 1), ("\(line)\n\(line)\n", 2), ("\(line) \n", 1), ("#\n\(line.dropLast())\n", 2),
            ("#\n\(line.replacing("d24-identity-1 ", with: "d24-identity-2 "))\n", 2),
            ("\(line)\n\(pinLine)\n\(pinLine)\n", 3), ("\(line)\n\(pinLine) \n", 2),
            ("\(line)\n\(pinLine)00\n", 2), ("\(line)\nvault\n", 2),
            ("\(line)\n\(pinLine.uppercased())\n", 2),
            ("\(line)\nv\n", 2), ("\(line)\n\0\n", 2),
        ]
        for (text, number) in table {
            #expect(failure { _ = try read(text) } == .badLine(number), "\(text)")
        }
    }

    @Test("a slip in any character of the line is noticed")
    func slips() throws {
        let prefix = Identity.linePrefix.utf8.count
        var bytes = [UInt8](line.utf8)
        for index in bytes.indices {
            let old = bytes[index]
            bytes[index] = old == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(failure { _ = try IdentityFile(bytes.span) } == .badLine(1), "\(index - prefix)")
            bytes[index] = old
        }
    }
}
