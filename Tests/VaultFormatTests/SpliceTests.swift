import Sodium
import TestSupport
import Testing

@testable import VaultFormat

/// Pieces of one file put into another: of the same vault's other generations, of its fork, of another vault
/// of the same people, and of another place in the same file. In each round, for everyone who opens the
/// vault.
struct SpliceTests {
    private static let samples = Result {
        let one = try DamageSample()
        return (one, try DamageSample.another(like: one))
    }

    private let sample: DamageSample
    private let other: DamageSample

    init() throws { (sample, other) = try Self.samples.get() }

    /// Where a splice comes from and goes to.
    struct Pair: CustomTestStringConvertible, Sendable {
        /// Counted from 1; 6 is the fork.
        let target: Int
        let donor: Int
        let isOtherVault: Bool

        var testDescription: String { "\(donor)\(isOtherVault ? " of another vault" : "") into \(target)" }

        static let all = [5, 3].flatMap { target in
            (1...6).flatMap { donor in
                [false, true].map { Pair(target: target, donor: donor, isOtherVault: $0) }
            }
        }.filter { $0.isOtherVault || $0.target != $0.donor }
    }

    private func file(_ sample: DamageSample, _ number: Int) -> [UInt8] {
        number == 6 ? sample.fork : sample.generations[number - 1]
    }

    /// The groups of pieces that are put into another file.
    private static let groups: [[Piece]] = {
        let header: [Piece] = [.vaultID, .generation, .written, .signer]
        let slots: [[Piece]] = (0..<3).map { slot in
            [
                .slotID(slot), .operations(slot), .memory(slot), .salt(slot), .sealingKey(slot),
                .hostKey(slot), .slotBox(slot),
            ]
        }
        let boxes: [[Piece]] = (0..<3).map { box in
            [.boxID(box), .commitment(box), .boxGeneration(box), .nonce(box), .length(box)]
        }
        let bodies: [Piece] = (0..<3).map { .box($0) }
        let headers = header + slots.joined() + boxes.joined()
        var groups = (headers + bodies + [.digest, .signature, .bodyLength]).map { [$0] }
        groups += slots + boxes
        // A slot as another's, a box with its line, without its name, without the commitment to its key.
        groups += slots.map { Array($0.dropFirst()) }
        for (line, body) in zip(boxes, bodies) {
            groups += [line + [body], line.dropFirst() + [body], line.dropFirst(2) + [body]]
        }
        // The metadata of another generation, which is to look like this one.
        groups += [boxes[0] + [bodies[0], .generation], boxes[0] + [bodies[0], .generation, .written]]
        groups += [
            [.digest, .signature], headers, bodies, headers + [.digest, .signature], header,
            Array(slots.joined()),
        ]
        groups += [boxes.flatMap { $0 } + bodies, [.vaultID, .signer]]
        return groups
    }()

    @Test("from file to file", arguments: Pair.all)
    func files(pair: Pair) throws {
        let target = try Contents(file(sample, pair.target))
        let donor = try Contents(file(pair.isOtherVault ? other : sample, pair.donor))
        let signer = try sample.signer()
        let otherSigner = try other.signer()
        for group in Self.groups {
            let splice = Splice(target, donor, group)
            guard !splice.expectation.changed.isEmpty else { continue }
            for round in Round.allCases where !splice.expectation.isUndone(in: round) {
                try check(splice, round, signer, "\(group)")
                if round == .signature, pair.isOtherVault, splice.expectation.changed[.signer] != nil {
                    var resigned = splice
                    resigned.expectation.signer = donor.map[.signer]
                    try check(resigned, round, otherSigner, "\(group) with its signer's signature")
                }
            }
        }
    }

    @Test("from place to place", arguments: [5, 3])
    func places(target: Int) throws {
        let target = try Contents(file(sample, target))
        let signer = try sample.signer()
        let slotPieces: [(Int) -> Piece] = [
            { .slotID($0) }, { .sealingKey($0) }, { .hostKey($0) }, { .slotBox($0) },
        ]
        let boxPieces: [(Int) -> Piece] = [
            { .boxID($0) }, { .commitment($0) }, { .boxGeneration($0) }, { .nonce($0) }, { .length($0) },
            { .box($0) },
        ]
        for pieces in [slotPieces, boxPieces] {
            // Every selection of the pieces: one, some, all.
            for selection in 1..<(1 << pieces.count) {
                let chosen = pieces.indices.filter { selection >> $0 & 1 == 1 }.map { pieces[$0] }
                for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
                    let copied = chosen.map { ($0(to), target.map[$0(from)]) }
                    let exchanged = copied + chosen.map { ($0(from), target.map[$0(to)]) }
                    for (word, moved) in [("copied", copied), ("exchanged", exchanged)] {
                        let splice = Splice(target, Dictionary(uniqueKeysWithValues: moved))
                        guard !splice.expectation.changed.isEmpty else { continue }
                        for round in Round.allCases {
                            try check(splice, round, signer, "\(moved.map { $0.0 }) \(word) from \(from)")
                        }
                    }
                }
            }
        }
    }

    private func check(
        _ splice: Splice, _ round: Round, _ signer: borrowing SigningKey, _ what: @autoclosure () -> String
    ) throws {
        let file = splice.file(round, signer)
        if let expected = splice.expectation.refusal(in: round) {
            let found = failure { _ = try UnverifiedVault(file).verified() }
            #expect(found == expected, "\(what()), \(round)")
            return
        }
        for opener in sample.openers {
            let expected = splice.expectation.refusal(opening: opener, costs: DamageSample.costs)
            do {
                let secrets = try DamageSample.secrets(in: file, for: opener)
                #expect(expected == nil, "\(what()): the \(opener.name)")
                #expect(secrets == splice.secrets(of: opener), "\(what()): the \(opener.name)")
            } catch {
                #expect(error == expected, "\(what()): the \(opener.name)")
            }
        }
    }
}

/// A file before it is spliced, and what is in its boxes.
private struct Contents {
    var origin: Expectation.Origin
    /// By box.
    var secrets: [Int: [[UInt8]]] = [:]
    var map: VaultMap { origin.map }

    init(_ file: [UInt8]) throws {
        origin = .init(map: try VaultMap(file))
        let vault = try open(file, with: Identity.sample(1))
        for environment in vault.metadata.environments {
            let box = try #require(vault.file.header.boxes.firstIndex { $0.id == environment.box })
            let records = try vault.credentials(of: environment)
            origin.versions[box] = records.versions
            secrets[box] = DamageSample.values(in: records)
        }
    }
}

/// A file of which some pieces were replaced.
private struct Splice {
    private let sources: [Contents]
    private let pieces: [Piece: [UInt8]]
    var expectation: Expectation

    init(_ target: Contents, _ pieces: [Piece: [UInt8]]) {
        sources = [target]
        self.pieces = pieces
        expectation = Expectation(target.origin, replacing: pieces)
    }

    init(_ target: Contents, _ donor: Contents, _ group: [Piece]) {
        sources = [target, donor]
        // Pieces that a slot has not, such as the costs of an identity's, are not there to be replaced.
        let present = group.filter { !target.map[$0].isEmpty }
        pieces = Dictionary(uniqueKeysWithValues: present.map { ($0, donor.map[$0]) })
        expectation = Expectation(target.origin, replacing: pieces, from: [donor.origin])
    }

    func secrets(of opener: Opener) -> [[[UInt8]]] {
        opener.boxes.map { box in
            let file = expectation.origin(ofBox: box)?.map.bytes
            return sources.first { $0.map.bytes == file }?.secrets[box] ?? []
        }
    }

    func file(_ round: Round, _ signer: borrowing SigningKey) -> [UInt8] {
        let file = sources[0].map.replacing(pieces)
        switch round {
        case .asItIs: return file
        case .digest: return file.withDigest()
        case .signature: return file.signed(by: signer)
        }
    }
}
