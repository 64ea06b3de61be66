import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

/// The values to check an implementation with, as d24-vault(5) has them. They were made by a reader in
/// another language that was written from the page.
struct PageExampleTests {
    init() throws { try Libsodium.start() }

    private func bytes(_ range: Range<UInt8>) -> [UInt8] { [UInt8](range) }

    @Test("identities")
    func identity() throws {
        let seed = bytes(0..<0x20)
        let identity = try Identity(seed: SecretBytes(copying: seed.span))
        let line = try identity.line()
        let recipient = identity.recipient
        #expect(
            String(decoding: line.bytes.array, as: UTF8.self)
                == "d24-identity-1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh-sSGwX")
        #expect(
            Hexadecimal.encode(recipient.sealingKey.span)
                == "cbe7bff957a5def8b09e14b8a8d22c1e25c54abcbd597104769920e469b3fb1e")
        #expect(
            recipient.hostKey.hexadecimal
                == "85a1fb854c19e3f916d7094c758eea491abed097abfe41e67a3bd6d9139b93d5")
        #expect(
            recipient.text
                == "d24-recipient-1y-e_-Vel3viwnhS4qNIsHiXFSry9WXEEdpkg5Gmz-x6FofuFT"
                + "Bnj-RbXCUx1jupJGr7Ql6v-QeZ6O9bZE5uT1SPgRU8")
        let vault = VaultID(unchecked: bytes(0x10..<0x20))
        let founding = try VerifiedVault.firstSignerSeed(of: vault, founder: identity)
        #expect(
            Hexadecimal.encode(founding.bytes)
                == "91128180ae59b8cd9f2f215e8b70ada5f5360415bd72035913c48a8dd73ab314")
    }

    @Test("keys of boxes")
    func boxes() throws {
        let key = bytes(0x40..<0x60)
        let metadataKey = bytes(0x60..<0x80)
        let encryption = try BoxKeys.encryption(key.span)
        let commitment = try BoxKeys.commitment(key.span)
        #expect(
            Hexadecimal.encode(encryption.bytes)
                == "b6f31e96c43b95b4928d044ef6b165cd6424c4fe20e8d4b66d8600b8a192ee5f")
        #expect(
            Hexadecimal.encode(commitment.span)
                == "c77a9c5800e828211815cc2975d35ecbc13acf4262b5df8534b9e1aa0298c003")
        let secret = [UInt8]("secret".utf8)
        let fingerprint = try OpenVault.fingerprint(of: secret.span, metadataKey: metadataKey.span)
        #expect(fingerprint.text == "a571e64a72e74994c51d9416e8b3183b")

        // A box opens with the associated data of the page.
        let context = try #require(
            Hexadecimal.decode(
                "6432342d7661756c74203120626f7800101112131415161718191a1b1c1d1e1f20212223242526270201000000000000"
            ))
        let closed = try ClosedBox.seal(
            secret.span, as: BoxID(unchecked: bytes(0x20..<0x28)), key: key.span,
            in: VaultID(unchecked: bytes(0x10..<0x20)), generation: 258)
        let opened = try AuthenticatedBox.open(
            closed.bytes.span, authenticating: context.span, key: encryption.bytes,
            nonce: closed.description.nonce.span)
        #expect(opened.bytes.array == padded(secret))
    }

    @Test("the signer")
    func signer() throws {
        let seed = bytes(0x80..<0xa0)
        let key = try SigningKey(seed: seed.span)
        let digest = [UInt8](repeating: 0xd0, count: 64)
        let publicKey = key.verifyingKey.hexadecimal
        let signature = key.sign(label: VaultFile.signatureLabel, message: digest.span).hexadecimal
        #expect(publicKey == "cd14b37f956e953194ff7fb73b3d81dcc561d61a7538094b7c3e1a643ee5f3aa")
        #expect(
            signature
                == "4e0792159d7a71bd32e1115f0ac5b60f40b79f74cf4ef162636c44cccaecd590"
                + "9c16f9321ac6be60af7753a4d493636bcf6160975604c114e77d5a75ecc66c08")
    }

    @Test("records")
    func records() {
        let key = [UInt8]("key".utf8)
        let passphrase = [UInt8]("pass".utf8)
        let signature = [UInt8]("signature".utf8)
        let records = CredentialRecords().adding(
            3, apiKey: key.span, apiPassphrase: passphrase.span, apiSignature: signature.span)
        let text = Hexadecimal.encode(records.text)
        #expect(
            text
                == "030000000300000000030000000300000001040000000300000002090000006b"
                + "6579706173737369676e6174757265")
    }
}
