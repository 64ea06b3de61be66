import CashoutsAPI
import Testing

struct SigningAdviceTests {
    /// One scalar at each border of RFC 3629's table, and one step over each.
    static let sequences: [([UInt8], Bool)] = [
        ([], true),
        ([0x00], true),
        ([0x7F], true),
        ([0x80], false),
        ([0xBF], false),
        ([0xC0, 0x80], false),
        ([0xC1, 0xBF], false),
        ([0xC2, 0x80], true),
        ([0xDF, 0xBF], true),
        ([0xC2], false),
        ([0xC2, 0x7F], false),
        ([0xC2, 0xC2], false),
        ([0xE0, 0x9F, 0xBF], false),
        ([0xE0, 0xA0, 0x80], true),
        ([0xE1, 0x80], false),
        ([0xE1, 0x80, 0x7F], false),
        ([0xED, 0x9F, 0xBF], true),
        ([0xED, 0xA0, 0x80], false),
        ([0xEE, 0x80, 0x80], true),
        ([0xEF, 0xBF, 0xBF], true),
        ([0xF0, 0x8F, 0xBF, 0xBF], false),
        ([0xF0, 0x90, 0x80, 0x80], true),
        ([0xF1, 0x80, 0x80], false),
        ([0xF1, 0x80, 0x80, 0xC0], false),
        ([0xF4, 0x8F, 0xBF, 0xBF], true),
        ([0xF4, 0x90, 0x80, 0x80], false),
        ([0xF5, 0x80, 0x80, 0x80], false),
        ([0xFF], false),
        ([0xE2, 0x82, 0xAC, 0xE2, 0x82, 0xAC], true),
        ([0xE2, 0x82, 0xAC, 0xE2, 0x82], false),
        (Array(#"{"beneficiary_name":"José Núñez"}"#.utf8), true),
        ([0x4A, 0x6F, 0x73, 0xE9, 0x20, 0x4E], false),
    ]

    static func advice(_ chunks: [[UInt8]]) -> SigningAdvice {
        var advice = SigningAdvice()
        for chunk in chunks { advice.update(chunk.span) }
        return advice
    }

    @Test("UTF-8 is told from other bytes, cut anywhere", arguments: sequences)
    func validity(bytes: [UInt8], valid: Bool) {
        #expect(Self.advice([bytes]).isUTF8 == valid)
        #expect(Self.advice(bytes.map { [$0] }).isUTF8 == valid)
        for cut in 0...bytes.count {
            let chunks = [Array(bytes[..<cut]), [], Array(bytes[cut...])]
            #expect(Self.advice(chunks).isUTF8 == valid)
            let padded = [Array(repeating: 0x61, count: 40) + chunks[0], chunks[2] + [0x7A]]
            #expect(Self.advice(padded).isUTF8 == (String(validating: padded.joined(), as: UTF8.self) != nil))
        }
    }

    @Test("random mixtures in random chunks agree with the standard library")
    func againstTheLibrary() {
        var numbers = RepeatableNumbers()
        let pieces = Self.sequences.map(\.0) + [[0x61], [0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69]]
        var seen: Set<Bool> = []
        for _ in 0..<3000 {
            let count = Int.random(in: 0...5, using: &numbers)
            let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &numbers) ?? [] }
            var chunks: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...rest.count, using: &numbers)
                chunks.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            let valid = String(validating: bytes, as: UTF8.self) != nil
            seen.insert(valid)
            #expect(Self.advice(chunks).isUTF8 == valid)
        }
        #expect(seen == [true, false])
    }

    @Test("what follows something invalid does not heal it")
    func sticky() {
        #expect(!Self.advice([[0xFF], [0x61]]).isUTF8)
        #expect(!Self.advice([[0xC2], [0x61], [0x61]]).isUTF8)
    }

    @Test(
        "a byte-order mark counts at the beginning and whole",
        arguments: [
            ([0xEF, 0xBB, 0xBF], true),
            ([0xEF, 0xBB, 0xBF, 0x7B], true),
            ([0xEF, 0xBB], false),
            ([0x7B, 0xEF, 0xBB, 0xBF], false),
            ([0xFE, 0xFF, 0x7B], false),
            ([], false),
        ] as [([UInt8], Bool)])
    func byteOrderMark(bytes: [UInt8], expected: Bool) {
        #expect(Self.advice([bytes]).beginsWithByteOrderMark == expected)
        #expect(Self.advice(bytes.map { [$0] }).beginsWithByteOrderMark == expected)
    }

    @Test(
        "the shape of a notification's control",
        arguments: [
            ("Be4Bo7", true), ("Be4xBo7", true), ("Be4cashoutID1234Bo7", true), ("Be4Bo7Bo7", true),
            ("Be4", false), ("Bo7", false), ("Be4Bo", false), ("Be4cashoutBo7\n", false),
            (" Be4cashoutBo7", false), ("be4cashoutbo7", false), ("Be4Bo7x", false), ("xBe4Bo7", false),
            ("Be4o7", false), ("", false),
        ])
    func controlShape(text: String, expected: Bool) {
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            #expect(Self.advice([Array(bytes[..<cut]), Array(bytes[cut...])]).hasControlShape == expected)
        }
        #expect(Self.advice(bytes.map { [$0] }).hasControlShape == expected)
    }
}
