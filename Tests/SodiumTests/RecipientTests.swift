import Sodium
import Testing

@Suite("Recipients")
struct RecipientTests {
    private func recipient() throws -> Recipient {
        try Recipient(text: IdentityAnswer.all[0].recipient)
    }

    @Test("have the known text", arguments: IdentityAnswer.all)
    func known(answer: IdentityAnswer) throws {
        let hostKey = try VerifyingKey(bytes: bytes(answer.hostKey))
        let recipient = try Recipient(sealingKey: bytes(answer.sealingKey), hostKey: hostKey)
        #expect(recipient.text == answer.recipient)
        #expect(try Recipient(text: answer.recipient) == recipient)
    }

    @Test("share a key with another whatever it is for there")
    func sharedKeys() throws {
        let (one, other) = (try Self.recipient(1, 2), try Self.recipient(3, 4))
        #expect(!one.sharesKey(with: other) && !one.repeatsKey)
        for (sealing, host) in [(1, 4), (2, 4), (3, 1), (3, 2)] as [(UInt8, UInt8)] {
            let recipient = try Self.recipient(sealing, host)
            #expect(recipient.sharesKey(with: one) && one.sharesKey(with: recipient))
        }
        #expect(try Self.recipient(1, 1).repeatsKey)
    }

    private static func recipient(_ sealing: UInt8, _ host: UInt8) throws -> Recipient {
        try Recipient(
            sealingKey: Array(repeating: sealing, count: 32),
            hostKey: VerifyingKey(bytes: Array(repeating: host, count: 32)))
    }

    @Test("have a text of 106 characters that fits one line and one word")
    func shape() throws {
        let text = try recipient().text
        #expect(text.utf8.count == 106)
        let others = text.filter { !$0.isASCII || !($0.isLetter || $0.isNumber || "-_".contains($0)) }
        #expect(others.isEmpty)
    }

    @Test("are not read from a text with any one slip")
    func slipsAreNoticed() throws {
        let text = try bytes(of: recipient().text)
        for slip in slips(in: text) {
            // Bytes that are no UTF-8 become a replacement character, which is a slip as well.
            let text = String(decoding: slip, as: UTF8.self)
            #expect(failure { () throws(SodiumError) in _ = try Recipient(text: text) } == .malformed)
        }
    }

    @Test(
        "are not read from another text",
        arguments: ["", "d24-recipient-1", "d24-recipient", "d24-identity-1 ", "d24-recipient-1\n", "é"])
    func others(text: String) {
        #expect(throws: SodiumError.malformed) { try Recipient(text: text) }
    }

    @Test("are not read from a text with something before or after it, or of another version")
    func around() throws {
        let text = try recipient().text
        let body = text.dropFirst(15)
        for other in [
            " " + text, text + " ", text + "\n", text + "=", text + "A", text + text,
            "d24-recipient-2" + body,
            "D24-RECIPIENT-1" + body, String(body),
        ] {
            #expect(throws: SodiumError.malformed) { try Recipient(text: other) }
        }
    }

    @Test("take a sealing key of 32 bytes and no other", arguments: [0, 31, 33])
    func lengths(count: Int) throws {
        let hostKey = try VerifyingKey(bytes: counting(32))
        #expect(throws: SodiumError.badLength) {
            try Recipient(sealingKey: counting(count), hostKey: hostKey)
        }
    }
}
