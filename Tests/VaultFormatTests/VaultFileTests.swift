import Sodium
import TestSupport
import Testing

@testable import VaultFormat

/// The frame: size, magic, digest, version, and what the signature is over.
struct VaultFileTests {
    private let bytes: [UInt8]
    /// Where the digest's line, the signature's line and what they cover begin.
    private static let digestLine = 12
    private static let signatureLine = digestLine + 7 + 128 + 1
    private static let covered = signatureLine + 10 + 128 + 1

    init() throws {
        try Libsodium.start()
        bytes = try SampleVault.small(for: Identity.sample(1))
    }

    private func failureReading(_ bytes: [UInt8]) -> VaultFormatError? {
        failure { _ = try UnverifiedVault(bytes).verified() }
    }

    @Test("the frame stands where the page says")
    func frame() {
        #expect(bytes.starts(with: "d24-vault 1\ndigest ".utf8))
        #expect(bytes[Self.signatureLine...].starts(with: "signature ".utf8))
        #expect(bytes[Self.covered...].starts(with: "vault ".utf8))
    }

    @Test("noise is no vault, with the magic in front it is damage, and nothing stops the reader")
    func noise() {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            let noise = generator.bytes(Int.random(in: 0..<600, using: &generator))
            #expect(failureReading(noise) == .notAVault)
            #expect(failureReading([UInt8]("d24-vault 1\n".utf8) + noise) == .digestMismatch)
        }
    }

    @Test("a file of more than 4 MiB is not looked at")
    func sizeLimit() {
        let room = VaultFile.sizeLimit - bytes.count
        #expect(failureReading(bytes + [UInt8](repeating: 0, count: room)) == .digestMismatch)
        #expect(failureReading(bytes + [UInt8](repeating: 0, count: room + 1)) == .tooLarge)
        #expect(failureReading([UInt8](repeating: 0, count: VaultFile.sizeLimit + 1)) == .tooLarge)
    }

    @Test("a later version is told from damage by its digest, and before anything else is read")
    func versions() throws {
        var later = try DissectedVault(bytes)
        later.lines = ["something", "new"]
        for version in ["2", "10", "999999999"] {
            later.firstLine = "d24-vault \(version)"
            #expect(failureReading(later.assembled()) == .newerVersion)
            var damaged = later.assembled()
            damaged[damaged.count - 1] ^= 1
            #expect(failureReading(damaged) == .digestMismatch)
        }
        for version in ["0", "01", "", "x", "-1", "1 ", " 1", "1000000000", "18446744073709551617"] {
            later.firstLine = "d24-vault \(version)"
            #expect(failureReading(later.assembled()) == .notAVault, "\(version)")
        }
    }

    @Test("the header is read before the signature is checked")
    func order() throws {
        let vault = try DissectedVault(bytes)
        var unsigned = vault
        unsigned.setBytes(0, 1, [UInt8](repeating: 1, count: 16))
        #expect(failureReading(unsigned.assembled()) == .badSignature)
        unsigned.lines[0] += " "
        #expect(failureReading(unsigned.assembled()) == .notCanonical(line: 4))
    }

    @Test("the signature is the signer's, over this digest, for this use")
    func signatures() throws {
        let vault = try DissectedVault(bytes)
        #expect(vault.assembled() == bytes)
        let signer = try open(bytes, with: Identity.sample(1)).signingKey()
        #expect(vault.assembled(signedBy: signer) == bytes)

        let seed = [UInt8](repeating: 9, count: 32)
        let stranger = try SigningKey(seed: seed.span)
        #expect(failureReading(vault.assembled(signedBy: stranger)) == .badSignature)

        var other = vault
        let digest = vault.digest
        for label in ["d24-vault signature 2", "d24-receipt 1", ""] {
            other.signature = signer.sign(label: label, message: digest.span).hexadecimal
            #expect(failureReading(other.assembled()) == .badSignature)
        }
        let shortened = [UInt8](digest.dropLast())
        other.signature = signer.sign(label: "d24-vault signature 1", message: shortened.span).hexadecimal
        #expect(failureReading(other.assembled()) == .badSignature)
        other.signature = String(repeating: "0", count: 128)
        #expect(failureReading(other.assembled()) == .badSignature)
        for wrong in ["", "00", String(repeating: "0", count: 126), String(repeating: "G", count: 128)] {
            other.signature = wrong
            #expect(failureReading(other.assembled()) == .digestMismatch)
        }
    }

    @Test("the signer of all zeros, for whom forged signatures pass elsewhere, signs nothing")
    func smallOrder() throws {
        var vault = try DissectedVault(bytes)
        let line = try #require(vault.indices(of: "signer").first)
        for first: UInt8 in [0, 1] {
            vault.setBytes(line, 1, [first] + [UInt8](repeating: 0, count: 31))
            vault.signature = "01" + String(repeating: "0", count: 126)
            #expect(failureReading(vault.assembled()) == .badSignature)
        }
    }

    @Test("the state is what the header says")
    func state() throws {
        let state = try UnverifiedVault(bytes).state
        let vault = try DissectedVault(bytes)
        #expect(state.id.text == vault[0, 1])
        #expect(state.generation == 1)
        #expect(state.writtenAt == SampleVault.time)
        #expect(state.signer.hexadecimal == vault[3, 1])
        #expect(state.digest == vault.digest)
        let verified = try UnverifiedVault(bytes).verified()
        #expect(verified.state == state)
    }
}
