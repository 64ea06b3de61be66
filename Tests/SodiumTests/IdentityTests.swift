import Sodium
import Testing

@Suite("Identities")
struct IdentityTests {
    @Test("have the known public keys", arguments: IdentityAnswer.all)
    func known(answer: IdentityAnswer) throws {
        let identity = try Identity(seed: SecretBytes(copying: bytes(answer.seed).span))
        let recipient = identity.recipient
        #expect(recipient.sealingKey == bytes(answer.sealingKey))
        #expect(recipient.hostKey.hexadecimal == answer.hostKey)
        #expect(recipient.text == answer.recipient)
        let hostKey = try identity.hostKey()
        let verifyingKey = hostKey.verifyingKey
        #expect(verifyingKey == recipient.hostKey)
    }

    @Test("open boxes that another implementation sealed", arguments: IdentityAnswer.all)
    func opens(answer: IdentityAnswer) throws {
        let identity = try Identity(seed: SecretBytes(copying: bytes(answer.seed).span))
        let text = try identity.open(SealedBox(bytes: bytes(answer.box)))
        let content = text.bytes.array
        #expect(content == bytes(answer.text))
    }

    @Test("sign with their host key")
    func signs() throws {
        let identity = try Identity.generate()
        let hostKey = try identity.hostKey()
        let recipient = identity.recipient
        let signature = hostKey.sign(label: "d24-test-1", message: counting(5).span)
        let verified = recipient.hostKey.verifies(
            signature, label: "d24-test-1", message: counting(5).span)
        #expect(verified)
    }

    @Test("are others each time they are generated")
    func generated() throws {
        let first = try Identity.generate()
        let second = try Identity.generate()
        let (one, two) = (first.recipient, second.recipient)
        #expect(one.sealingKey != two.sealingKey)
        #expect(one.hostKey != two.hostKey)
    }

    @Test("come from a seed of 32 bytes and no other", arguments: [0, 31, 33, 64])
    func lengths(count: Int) {
        #expect(throws: SodiumError.badLength) {
            _ = try Identity(seed: SecretBytes(copying: counting(count).span))
        }
    }

    @Test("have labelled subkeys of their seed")
    func subkeys() throws {
        let identity = try Identity(seed: SecretBytes(copying: counting(32).span))
        let subkey = try identity.subkey("test")
        let same = try Subkey.derive("d24-identity-1 test", from: counting(32).span)
        let equal = subkey.equals(same.bytes)
        #expect(equal)
    }

    @Test("keep the labels of their own keys for themselves")
    func ownLabels() async {
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            let identity = try Identity.generate()
            _ = try identity.subkey("sealing")
        }
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            let identity = try Identity.generate()
            _ = try identity.subkey("host key")
        }
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            let identity = try Identity.generate()
            _ = try identity.subkey("checksum")
        }
    }
}
