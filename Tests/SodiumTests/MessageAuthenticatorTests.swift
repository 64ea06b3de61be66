import Sodium
import Testing

@Suite("Message authentication")
struct MessageAuthenticatorTests {
    @Test("gives the known codes", arguments: AuthenticationAnswer.all)
    func known(answer: AuthenticationAnswer) {
        var authenticator = MessageAuthenticator(key: bytes(answer.key).span)
        authenticator.update(bytes(answer.message).span)
        let code = authenticator.finalize()
        #expect(code.hexadecimal == answer.code)
        #expect(code.bytes == bytes(answer.code))
    }

    @Test("gives the same code wherever the message is cut", arguments: AuthenticationAnswer.all)
    func cut(answer: AuthenticationAnswer) {
        let message = bytes(answer.message)
        for index in 0...message.count {
            var authenticator = MessageAuthenticator(key: bytes(answer.key).span)
            authenticator.update(message.span.extracting(..<index))
            authenticator.update(message.span.extracting(index...))
            let code = authenticator.finalize()
            #expect(code.hexadecimal == answer.code)
        }
    }

    @Test("gives the same code for a message byte by byte", arguments: AuthenticationAnswer.all)
    func byteByByte(answer: AuthenticationAnswer) {
        var authenticator = MessageAuthenticator(key: bytes(answer.key).span)
        for byte in bytes(answer.message) {
            let piece = [byte]
            authenticator.update(piece.span)
        }
        let code = authenticator.finalize()
        #expect(code.hexadecimal == answer.code)
    }

    @Test("gives a code without any update as for the empty message")
    func noUpdate() {
        let without = MessageAuthenticator(key: counting(0).span).finalize()
        #expect(without.hexadecimal == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test("keeps two messages apart that are under way at once")
    func twoAtOnce() {
        var first = MessageAuthenticator(key: counting(20).span)
        var second = MessageAuthenticator(key: counting(20).span)
        first.update(counting(3).span)
        second.update(counting(4).span)
        let (one, two) = (first.finalize(), second.finalize())
        #expect(one != two)
    }
}

@Suite("Authentication codes")
struct AuthenticationCodeTests {
    @Test("are equal to the same 32 bytes and differ in any one bit")
    func equality() throws {
        let code = try AuthenticationCode(bytes: counting(32))
        #expect(try code == AuthenticationCode(bytes: counting(32)))
        for other in singleBitFlips(of: counting(32)) {
            #expect(try code != AuthenticationCode(bytes: other))
        }
    }

    @Test("have 32 bytes", arguments: [0, 16, 31, 33, 64])
    func length(count: Int) {
        #expect(throws: SodiumError.badLength) { try AuthenticationCode(bytes: counting(count)) }
    }

    @Test("are shown in lower and in upper case")
    func hexadecimal() throws {
        let code = try AuthenticationCode(bytes: counting(32, from: 0xA0))
        #expect(code.hexadecimal == "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf")
        #expect(
            code.uppercaseHexadecimal == "A0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBF")
    }
}
