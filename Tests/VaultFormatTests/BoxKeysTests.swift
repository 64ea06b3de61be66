import Sodium
import Testing

@testable import VaultFormat

struct BoxKeysTests {
    private let key = [UInt8](repeating: 3, count: 32)
    private let vault = VaultID(unchecked: [UInt8](repeating: 1, count: 16))
    private let box = BoxID(unchecked: [UInt8](repeating: 2, count: 8))
    private let text = [UInt8]("text".utf8)

    init() throws { try Libsodium.start() }

    /// BLAKE2b-256 by python3: hashlib.blake2b(label, digest_size=32, key=bytes([3] * 32)).hexdigest().
    @Test("each use of a key has its own labelled subkey")
    func subkeys() throws {
        let encryption = try BoxKeys.encryption(key.span)
        let fingerprint = try BoxKeys.fingerprint(key.span)
        let commitment = try BoxKeys.commitment(key.span)
        #expect(
            Hexadecimal.encode(encryption.bytes)
                == "a7692886d04e2434770e05c332b861def5bddc38faadf37f9cebb4a8df5268b7")
        #expect(
            Hexadecimal.encode(commitment.span)
                == "2e584cb08d66befabee22c5c466a77524e9b7f15e18900a285acfca823369420")
        #expect(
            Hexadecimal.encode(fingerprint.bytes)
                == "c55dc1b9e59f0f2213a4105e9fc56a67f635d56bb6b97409dc917e8c59d99a4b")
    }

    @Test("a box opens with its key, in its vault, under its name, and in its generation only")
    func context() throws {
        let closed = try ClosedBox.seal(text.span, as: box, key: key.span, in: vault, generation: 5)
        #expect(closed.bytes.count == 1040)
        #expect(closed.description.length == 1040)
        let opened = try ClosedBox.open(closed.bytes[...], as: closed.description, key: key.span, in: vault)
        #expect(opened.bytes.array == padded(text))

        func description(
            id: BoxID? = nil, commitment: [UInt8]? = nil, generation: UInt64 = 5, nonce: [UInt8]? = nil
        ) -> BoxDescription {
            BoxDescription(
                id: id ?? box, commitment: commitment ?? closed.description.commitment,
                generation: generation, nonce: nonce ?? closed.description.nonce, length: 1040)
        }
        let otherVault = VaultID(unchecked: [UInt8](repeating: 9, count: 16))
        let otherBox = BoxID(unchecked: [UInt8](repeating: 9, count: 8))
        let otherKey = [UInt8](repeating: 4, count: 32)
        func failureOpening(
            _ description: BoxDescription, in vault: VaultID? = nil, key: [UInt8]? = nil
        ) -> VaultFormatError? {
            let key = key ?? self.key
            return failure {
                _ = try ClosedBox.open(
                    closed.bytes[...], as: description, key: key.span, in: vault ?? self.vault)
            }
        }
        #expect(failureOpening(description()) == nil)
        #expect(failureOpening(description(), in: otherVault) == .badBox)
        #expect(failureOpening(description(id: otherBox)) == .badBox)
        #expect(failureOpening(description(generation: 4)) == .badBox)
        #expect(failureOpening(description(generation: 5 + 1 << 56)) == .badBox)
        #expect(failureOpening(description(nonce: [UInt8](repeating: 0, count: 24))) == .badBox)
        #expect(failureOpening(description(), key: otherKey) == .commitmentMismatch)
        let commitment = try BoxKeys.commitment(otherKey.span)
        #expect(failureOpening(description(commitment: commitment), key: otherKey) == .badBox)
        #expect(failureOpening(description(commitment: commitment)) == .commitmentMismatch)
    }

    @Test("a box that was made for two keys opens with the one that the header commits to alone")
    func twoKeys() throws {
        let nonce = try #require(Hexadecimal.decode(TwoKeys.nonce))
        let bytes = try #require(Hexadecimal.decode(TwoKeys.box))
        let keys = [key, [UInt8](repeating: 4, count: 32)]
        let context =
            [UInt8]("d24-vault 1 box".utf8) + [0] + vault.bytes + box.bytes + [5, 0, 0, 0, 0, 0, 0, 0]
        for key in keys {
            // The tag is right under both, which is what a commitment is needed for.
            let encryption = try BoxKeys.encryption(key.span)
            _ = try AuthenticatedBox.open(
                bytes.span, authenticating: context.span, key: encryption.bytes, nonce: nonce.span)
            let description = BoxDescription(
                id: box, commitment: try BoxKeys.commitment(key.span), generation: 5, nonce: nonce,
                length: 1040)
            for other in keys {
                let failure = failure {
                    _ = try ClosedBox.open(bytes[...], as: description, key: other.span, in: vault)
                }
                #expect(failure == (other == key ? nil : .commitmentMismatch))
            }
        }
        // One of the two texts is what the records of an environment look like.
        let description = BoxDescription(
            id: box, commitment: try BoxKeys.commitment(key.span), generation: 5, nonce: nonce, length: 1040)
        let opened = try ClosedBox.open(bytes[...], as: description, key: key.span, in: vault)
        let records = try CredentialRecords(padded: opened)
        #expect(records.versions == [1])
    }

    @Test("no two boxes have a nonce in common")
    func nonces() throws {
        var nonces: Set<[UInt8]> = []
        for _ in 0..<100 {
            let closed = try ClosedBox.seal(text.span, as: box, key: key.span, in: vault, generation: 5)
            nonces.insert(closed.description.nonce)
        }
        #expect(nonces.count == 100)
    }
}
