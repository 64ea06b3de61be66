import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

/// Changed files at a path that is pinned: after the header the pin is asked, and only then the signature.
struct PinnedDamageTests {
    /// Id, signer, generation and digest are remembered, or id and signer alone.
    enum Memory: CaseIterable {
        case newest, signerAlone
    }

    private static let covered = 12 + 136 + 139

    /// Who refuses a file.
    private enum Refusal {
        case header, otherVault, otherSigner, fork, signature

        init?(_ error: VaultStoreError?) {
            switch error {
            case .format(.notCanonical, .vault, _): self = .header
            case .format(.badSignature, .vault, _): self = .signature
            case .pinDisagrees(.otherVault, _, _, _): self = .otherVault
            case .pinDisagrees(.otherSigner, _, _, _): self = .otherSigner
            case .pinDisagrees(.diverged, _, _, _): self = .fork
            default: return nil
            }
        }
    }

    @Test("every flipped bit of a header, with its digest made right", arguments: Memory.allCases)
    func flippedBits(memory: Memory) throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            let state = try sample.create(try Identity.sample(1))
            if memory == .signerAlone {
                let pin = TrustPin(id: state.id, signer: state.signer)
                try write(pin.encoded(), to: sample.pinPath, mode: 0o644)
            }
            let good = try bytes(at: sample.path)
            let pin = try bytes(at: sample.pinPath)
            let headerEnd = try #require(good.firstRange(of: [UInt8]("\nbody ".utf8))).lowerBound
            for bit in LongMatrix.share("pinned \(memory)", of: Self.covered * 8..<headerEnd * 8) {
                var file = good
                file[bit / 8] ^= 1 << UInt8(bit % 8)
                file = Self.withDigest(file)
                let isHeader = (try? UnverifiedVault(file)) != nil
                let expected = isHeader ? Self.refusal(at: bit / 8, memory) : .header
                let found = try Self.failure(reading: file, sample)
                guard let refusal = Refusal(found), refusal == expected else {
                    Issue.record(
                        "bit \(bit % 8) of byte \(bit / 8): \(String(describing: found)); \(LongMatrix.repetition)"
                    )
                    return
                }
            }
            #expect(try bytes(at: sample.pinPath) == pin)
        }
    }

    /// Of a changed header that is one still: the pin's word comes before the signature's.
    private static func refusal(at position: Int, _ memory: Memory) -> Refusal {
        // `vault ` and 32 digits, `generation 1`, `written ` and 20 characters, `signer ` and 64 digits.
        let signer = covered + 39 + 13 + 29
        if (covered + 6..<covered + 38).contains(position) { return .otherVault }
        if (signer + 7..<signer + 71).contains(position) { return .otherSigner }
        return memory == .newest ? .fork : .signature
    }

    @Test("flipped bits without a digest that is right, and truncations, never reach the pin")
    func damage() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            try sample.create(try Identity.sample(1))
            let good = try bytes(at: sample.path)
            let pin = try bytes(at: sample.pinPath)
            var generator = LongMatrix.generator("damage")
            for _ in 0..<LongMatrix.count(of: 5000) {
                var file = good
                let position = Int.random(in: 0..<file.count, using: &generator)
                if Bool.random(using: &generator) {
                    file[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                } else {
                    file = [UInt8](file[..<position])
                }
                let found = try Self.failure(reading: file, sample)
                switch found {
                case .format(.notAVault, _, _): #expect(position < 12)
                case .format(.digestMismatch, _, _): #expect(position > 9)
                case .format(.badSignature, _, _): #expect((158..<286).contains(position))
                default:
                    Issue.record("byte \(position): \(String(describing: found)); \(LongMatrix.repetition)")
                }
            }
            #expect(try bytes(at: sample.pinPath) == pin)
        }
    }

    @Test("each generation, and a fork of each, in the place of each other")
    func generations() throws {
        try withTemporaryFolder { folder in
            let sample = try SampleStore(in: folder)
            let identity = try Identity.sample(1)
            try sample.create(identity)
            var files = [try bytes(at: sample.path)]
            for _ in 0..<3 { files.append(try successor(of: files[files.count - 1], identity)) }
            let forks = [files[0]] + (try files.dropLast().map { try successor(of: $0, identity, 1) })
            let foreign = try newVault(founder: try Identity.sample(2), sealedTo: [identity.recipient])
            for (newest, file) in files.enumerated() {
                let pinned = try state(of: file)
                let pin = TrustPin(id: pinned.id, signer: pinned.signer).seeing(pinned)
                let remembered = try #require(pin.newest)
                try write(pin.encoded(), to: sample.pinPath, mode: 0o644)
                for (number, file) in files.enumerated() {
                    try write(file, to: sample.path)
                    let found = disagreement { _ = try sample.store.load { _ in nil } }?.judgement
                    #expect(found == (number < newest ? .older(than: remembered) : nil))
                }
                for (number, file) in forks.enumerated() where number > 0 {
                    try write(file, to: sample.path)
                    let found = disagreement { _ = try sample.store.load { _ in nil } }?.judgement
                    let expected: TrustPin.Judgement? =
                        if number < newest { .older(than: remembered) } else if number == newest {
                            .diverged(from: remembered)
                        } else { nil }
                    #expect(found == expected)
                }
                try write(foreign, to: sample.path)
                #expect(disagreement { _ = try sample.store.load { _ in nil } }?.judgement == .otherVault)
            }
        }
    }

    private static func failure(reading file: [UInt8], _ sample: SampleStore) throws -> VaultStoreError? {
        try write(file, to: sample.path)
        return VaultStoreTests.failed { _ = try sample.store.load { _ in nil } }
    }

    private static func withDigest(_ file: [UInt8]) -> [UInt8] {
        let covered = [UInt8](file[..<12] + file[Self.covered...])
        return file[..<19] + [UInt8](Hexadecimal.encode(Digest.of(covered.span).span).utf8) + file[147...]
    }
}
