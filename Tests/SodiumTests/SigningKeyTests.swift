import Testing

@testable import Sodium

@Suite("Signatures")
struct SigningKeyTests {
    private let label = "d24-test-1"
    private let message = counting(24)

    private func verify(
        _ key: VerifyingKey, _ signature: Signature, _ label: String, _ message: [UInt8]
    ) -> Bool {
        key.verifies(signature, label: label, message: message.span)
    }

    @Test("are those of RFC 8032", arguments: SignatureAnswer.all)
    func known(answer: SignatureAnswer) throws {
        let key = try SigningKey(seed: bytes(answer.seed).span)
        let verifyingKey = key.verifyingKey
        #expect(verifyingKey.hexadecimal == answer.verifyingKey)
        let signature = key.sign(exactly: bytes(answer.message))
        #expect(signature.hexadecimal == answer.signature)
        #expect(verifyingKey.verifies(signature, exactly: bytes(answer.message)))
    }

    @Test("cannot be turned into a second one for the same message", arguments: SignatureAnswer.all)
    func malleability(answer: SignatureAnswer) throws {
        let verifyingKey = try VerifyingKey(bytes: bytes(answer.verifyingKey))
        let malleated = try Signature(bytes: bytes(answer.malleated))
        #expect(!verifyingKey.verifies(malleated, exactly: bytes(answer.message)))
    }

    @Test("over label, NUL byte and message are the known ones", arguments: LabelledSignatureAnswer.all)
    func labelled(answer: LabelledSignatureAnswer) throws {
        let key = try SigningKey(seed: bytes(answer.seed).span)
        let verifyingKey = key.verifyingKey
        let signature = key.sign(label: answer.label, message: bytes(answer.message).span)
        #expect(signature.hexadecimal == answer.signature)
        #expect(verify(verifyingKey, signature, answer.label, bytes(answer.message)))
    }

    @Test("for one use are none for another, also where label and message run together")
    func labels() throws {
        let key = try SigningKey(seed: counting(32).span)
        let verifyingKey = key.verifyingKey
        let signature = key.sign(label: "ab", message: bytes(of: "cd").span)
        #expect(verify(verifyingKey, signature, "ab", bytes(of: "cd")))
        let others = [("a", "bcd"), ("abc", "d"), ("abcd", ""), ("", "abcd"), ("AB", "cd"), ("", "ab\0cd")]
        for (label, message) in others {
            #expect(!verify(verifyingKey, signature, label, bytes(of: message)))
        }
        #expect(!verifyingKey.verifies(signature, exactly: bytes(of: "abcd")))
    }

    @Test("with a NUL byte in the label end the process")
    func labelWithNUL() async {
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            let key = try SigningKey(seed: counting(32).span)
            let message: [UInt8] = []
            _ = key.sign(label: "a\0b", message: message.span)
        }
    }

    @Test("do not verify with any one bit changed")
    func signatureFlips() throws {
        let key = try SigningKey(seed: counting(32).span)
        let verifyingKey = key.verifyingKey
        let signature = key.sign(label: label, message: message.span)
        for flipped in singleBitFlips(of: signature.bytes) {
            let other = try Signature(bytes: flipped)
            #expect(!verify(verifyingKey, other, label, message))
        }
    }

    @Test("do not verify another message, or by another key")
    func otherMessageOrKey() throws {
        let key = try SigningKey(seed: counting(32).span)
        let verifyingKey = key.verifyingKey
        let signature = key.sign(label: label, message: message.span)
        for other in singleBitFlips(of: message) + [[], message + [0], Array(message.dropLast())] {
            #expect(!verify(verifyingKey, signature, label, other))
        }
        for other in singleBitFlips(of: verifyingKey.bytes) {
            #expect(try !verify(VerifyingKey(bytes: other), signature, label, message))
        }
    }

    @Test("by a key of small order verify nothing", arguments: [UInt8(0), 1])
    func smallOrder(first: UInt8) throws {
        // y = 1 is the neutral element and y = 0 a point of order 4. With S = 0 and R the neutral element the
        // equation holds for the former whatever the message.
        let point = [first] + [UInt8](repeating: 0, count: 31)
        let neutral = [1] + [UInt8](repeating: 0, count: 31)
        let key = try VerifyingKey(bytes: point)
        let signature = try Signature(bytes: neutral + [UInt8](repeating: 0, count: 32))
        for byte in UInt8.min...UInt8.max {
            #expect(!verify(key, signature, label, [byte]))
        }
    }

    @Test("and keys have one length each")
    func lengths() {
        #expect(VerifyingKey.byteCount == 32)
        #expect(Signature.byteCount == 64)
        for count in [0, 31, 33, 64] {
            #expect(throws: SodiumError.badLength) { try VerifyingKey(bytes: counting(count)) }
            #expect(throws: SodiumError.badLength) { _ = try SigningKey(seed: counting(count).span) }
        }
        for count in [0, 32, 63, 65] {
            #expect(throws: SodiumError.badLength) { try Signature(bytes: counting(count)) }
        }
    }

    @Test("and keys are shown as lower-case hexadecimal")
    func hexadecimal() throws {
        #expect(try VerifyingKey(bytes: counting(32, from: 0xA0)).hexadecimal.hasPrefix("a0a1a2"))
        #expect(try Signature(bytes: counting(64, from: 0xA0)).hexadecimal.hasPrefix("a0a1a2"))
    }
}
