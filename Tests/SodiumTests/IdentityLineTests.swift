import Sodium
import Testing

@Suite("Identity lines")
struct IdentityLineTests {
    @Test("are the known ones", arguments: IdentityAnswer.all)
    func known(answer: IdentityAnswer) throws {
        let identity = try Identity(seed: SecretBytes(copying: bytes(answer.seed).span))
        let line = try identity.line()
        let content = line.bytes.array
        #expect(content == bytes(of: answer.line))
    }

    @Test("give the identity back", arguments: IdentityAnswer.all)
    func read(answer: IdentityAnswer) throws {
        let identity = try Identity(line: bytes(of: answer.line).span)
        let recipient = identity.recipient
        #expect(recipient.text == answer.recipient)
    }

    @Test("of a generated identity give it back")
    func roundTrip() throws {
        let identity = try Identity.generate()
        let line = try identity.line()
        let again = try Identity(line: line.bytes)
        let (one, two) = (identity.recipient, again.recipient)
        #expect(one == two)
    }

    @Test("are not read with any one slip")
    func slipsAreNoticed() {
        for slip in slips(in: bytes(of: IdentityAnswer.all[0].line)) {
            #expect(failure { () throws(SodiumError) in _ = try Identity(line: slip.span) } == .malformed)
        }
    }

    @Test("are not read with something before or after them, or of another version")
    func around() {
        let line = IdentityAnswer.all[0].line
        let body = line.dropFirst(Identity.linePrefix.count)
        for other in [
            "", "d24-identity-1", "d24-identity-1 ", " " + line, line + " ", line + "\n", line + "\r",
            line + "=",
            line + line, "d24-identity-2 " + body, "d24-identity-1  " + body, "D24-IDENTITY-1 " + body,
            String(body),
            IdentityAnswer.all[0].recipient,
        ] {
            #expect(throws: SodiumError.malformed) { _ = try Identity(line: bytes(of: other).span) }
        }
    }
}
