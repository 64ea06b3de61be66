import Sodium
import TestSupport
import Testing

@testable import VaultFormat

/// Every bit, every length: what the frozen order of reading says, in each round, to everyone who opens the
/// vault.
///
/// All of it with `PROVE=whole`, else a tenth.
struct DamageTests {
    private static let sample = Result { try DamageSample() }
    private static let shards = 16

    private let sample: DamageSample

    init() throws { sample = try Self.sample.get() }

    /// Reads a changed file in a round, as everyone; answers what came of it that must not, `nil` when
    /// nothing.
    private func surprise(
        _ changed: [UInt8], _ round: Round, _ signer: borrowing SigningKey, _ expected: VaultFormatError?,
        opening: (Opener) -> VaultFormatError?
    ) -> String? {
        let file =
            switch round {
            case .asItIs: changed
            case .digest: changed.withDigest()
            case .signature: changed.signed(by: signer)
            }
        if let expected {
            let found = failure { _ = try UnverifiedVault(file).verified() }
            return found == expected ? nil : "\(String(describing: found)), not \(expected)"
        }
        for opener in sample.openers {
            let expected = opening(opener)
            do {
                let secrets = try DamageSample.secrets(in: file, for: opener)
                if expected != nil || secrets != sample.secrets(of: opener) {
                    return
                        "the \(opener.name) read \(secrets.count) secrets, not \(String(describing: expected))"
                }
            } catch {
                if error != expected {
                    return "the \(opener.name): \(error), not \(String(describing: expected))"
                }
            }
        }
        return nil
    }

    @Test("the map of the sample is right, and everyone reads what is theirs")
    func sound() throws {
        let map = sample.map
        #expect(map.bytes.withDigest() == map.bytes)
        let signer = try sample.signer()
        #expect(map.bytes.signed(by: signer) == map.bytes)
        #expect(map.slotCount == 3 && map.boxCount == 3)
        #expect(map[.generation] == [UInt8]("5".utf8))
        #expect(Hexadecimal.decode(map[.vaultID].span) == (try UnverifiedVault(map.bytes).state.id.bytes))
        for opener in sample.openers {
            #expect(try DamageSample.secrets(in: map.bytes, for: opener) == sample.secrets(of: opener))
        }
    }

    @Test("every flipped bit", arguments: 0..<shards)
    func flippedBits(shard: Int) throws {
        let signer = try sample.signer()
        for (piece, range) in sample.map.regions {
            let bits = (range.lowerBound * 8..<range.upperBound * 8).filter { $0 / 8 % Self.shards == shard }
            for bit in LongMatrix.share("bit \(range.lowerBound)/\(shard)", of: bits) {
                var flipped = sample.bytes
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                let expectation = Expectation(
                    .init(map: sample.map), replacing: [piece: [UInt8](flipped[range])])
                for round in Round.allCases where !expectation.isUndone(in: round) {
                    let surprise = surprise(flipped, round, signer, expectation.refusal(in: round)) {
                        expectation.refusal(opening: $0, costs: DamageSample.costs)
                    }
                    guard let surprise else { continue }
                    Issue.record(
                        "bit \(bit % 8) of byte \(bit / 8), \(piece), \(round): \(surprise); \(LongMatrix.repetition)"
                    )
                    return
                }
            }
        }
    }

    @Test("every truncation")
    func truncations() throws {
        let signer = try sample.signer()
        let bodyStart = sample.bytes.count - (0..<3).reduce(0) { $0 + sample.map[.box($1)].count }
        for count in LongMatrix.share("truncations", of: 0..<sample.bytes.count) {
            let cut = [UInt8](sample.bytes[..<count])
            let lines = cut.prefix(bodyStart).dropFirst(VaultMap.covered).count { $0 == UInt8(ascii: "\n") }
            for round in Round.allCases {
                let expected: VaultFormatError =
                    if count < 12 { .notAVault } else if count < VaultMap.covered || round == .asItIs {
                        .digestMismatch
                    } else { .notCanonical(line: 4 + lines) }
                if let surprise = surprise(cut, round, signer, expected, opening: { _ in nil }) {
                    Issue.record("\(count) bytes, \(round): \(surprise); \(LongMatrix.repetition)")
                    return
                }
            }
        }
    }

    @Test("a thousand extensions")
    func extensions() throws {
        let signer = try sample.signer()
        var generator = LongMatrix.generator("extensions")
        for number in 0..<LongMatrix.count(of: 1000) {
            let isHuge = number % 50 == 0
            let room = VaultFile.sizeLimit - sample.bytes.count
            let count = Int.random(in: isHuge ? room - 2...room + 2 : 1...3000, using: &generator)
            let extra = isHuge ? [UInt8](repeating: 0, count: count) : generator.bytes(count)
            for round in Round.allCases {
                let expected: VaultFormatError =
                    if count > room { .tooLarge } else if round == .asItIs { .digestMismatch } else {
                        .notCanonical(line: sample.map.bodyLine + 1)
                    }
                if let surprise = surprise(
                    sample.bytes + extra, round, signer, expected, opening: { _ in nil })
                {
                    Issue.record("\(count) bytes more, \(round): \(surprise); \(LongMatrix.repetition)")
                    return
                }
            }
        }
    }
}
