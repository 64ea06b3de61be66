import Sodium
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

    /// What the frozen order of reading says of one byte that became another.
    private static func expected(at position: Int, now byte: UInt8) -> VaultFormatError {
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        let isHexadecimal = isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        switch position {
        case 0..<10: return .notAVault
        case 10: return isDigit ? .digestMismatch : .notAVault
        case 11: return .notAVault
        case signatureLine + 10..<signatureLine + 138:
            return isHexadecimal ? .badSignature : .digestMismatch
        default: return .digestMismatch
        }
    }

    @Test("the frame stands where the page says")
    func frame() {
        #expect(bytes.starts(with: "d24-vault 1\ndigest ".utf8))
        #expect(bytes[Self.signatureLine...].starts(with: "signature ".utf8))
        #expect(bytes[Self.covered...].starts(with: "vault ".utf8))
    }

    @Test("every flipped bit of frame and header fails where the order of reading says")
    func headerBits() throws {
        let bodyStart = bytes.count - 1024 - 16
        for position in 0..<bodyStart {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[position] ^= 1 << bit
                let expected = Self.expected(at: position, now: flipped[position])
                let found = failureReading(flipped)
                guard found == expected else {
                    Issue.record(
                        "byte \(position), bit \(bit): \(String(describing: found)), not \(expected)")
                    return
                }
            }
        }
    }

    @Test("flipped bits of the body are damage")
    func bodyBits() throws {
        var generator = SeededGenerator(seed: 7)
        let bodyStart = bytes.count - 1024 - 16
        for _ in 0..<500 {
            var flipped = bytes
            let position = Int.random(in: bodyStart..<bytes.count, using: &generator)
            flipped[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            #expect(failureReading(flipped) == .digestMismatch, "byte \(position)")
        }
    }

    @Test("every truncation is no vault or a damaged one")
    func truncations() {
        for count in 0..<bytes.count {
            let expected: VaultFormatError = count < Self.digestLine ? .notAVault : .digestMismatch
            let found = failureReading([UInt8](bytes[..<count]))
            guard found == expected else {
                Issue.record("\(count) bytes: \(String(describing: found))")
                return
            }
        }
    }

    @Test("every extension is damage")
    func extensions() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<200 {
            let extra = generator.bytes(Int.random(in: 1..<3000, using: &generator))
            #expect(failureReading(bytes + extra) == .digestMismatch)
        }
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
        #expect(verified.size == bytes.count)
    }
}
