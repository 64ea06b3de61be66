import Sodium

@testable import VaultFormat

/// How much of a changed file was made right again.
enum Round: CaseIterable {
    /// Nothing: damage, or a change by hand.
    case asItIs
    /// The digest, which anyone can compute.
    case digest
    /// The signature too, with the vault's own signer: a writer gone bad.
    case signature
}

/// Somebody who opens a vault.
struct Opener: Sendable, Hashable {
    let name: String
    /// Which of the slots is its own.
    let slot: Int
    let hasPhrase: Bool
    var isWriter: Bool { name == "writer" }
    /// The boxes of the environments that the slot was given.
    let boxes: [Int]
}

/// What must come of a vault in which some pieces were replaced: the frozen order of reading, piece by piece.
///
/// It is told from the page and compares pieces with those of the files that they come from; it neither
/// parses nor decrypts.
struct Expectation {
    /// A file that is sound, and the versions whose secrets are in its boxes.
    struct Origin {
        let map: VaultMap
        var versions: [Int: [Int]] = [:]
    }

    let map: VaultMap
    /// What stands in the replaced pieces now; pieces that are as they were are left out.
    let changed: [Piece: [UInt8]]
    /// The file that was changed, and others that pieces were taken from.
    let origins: [Origin]
    /// Who signs; the file's own signer, unless it was changed too.
    var signer: [UInt8]

    init(_ origin: Origin, replacing pieces: [Piece: [UInt8]], from donors: [Origin] = []) {
        map = origin.map
        changed = pieces.filter { $0.value != origin.map[$0.key] || Self.isUnnamed($0.key) }
        origins = [origin] + donors
        signer = map[.signer]
    }

    private static func isUnnamed(_ piece: Piece) -> Bool {
        if case .fixed = piece { return true }
        return piece == .frame
    }

    /// Whether the round makes the file what it was.
    func isUndone(in round: Round) -> Bool {
        changed.keys.allSatisfy {
            ($0 == .digest && round != .asItIs) || ($0 == .signature && round == .signature)
        }
    }

    /// What reading fails with, before anybody opens anything; `nil` when the file is sound up to there.
    func refusal(in round: Round) -> VaultFormatError? {
        if changed[.magic] != nil || changed[.firstLineEnd] != nil { return .notAVault }
        if let version = changed[.version] {
            if !Self.isNumber(version) { return .notAVault }
            if round == .asItIs { return .digestMismatch }
            return version == [UInt8(ascii: "0")] ? .notAVault : .newerVersion
        }
        if changed[.frame] != nil { return .digestMismatch }
        if let signature = changed[.signature], round != .signature, !Self.isHexadecimal(signature) {
            return .digestMismatch
        }
        if round == .asItIs {
            return changed.keys.allSatisfy { $0 == .signature } ? .badSignature : .digestMismatch
        }
        if let line = brokenLine { return .notCanonical(line: line) }
        return round == .digest || effective(.signer) != signer ? .badSignature : nil
    }

    /// What opening fails with, under a good signature; `nil` when all that was given opens.
    func refusal(opening opener: Opener, costs: UnlockPhrase.CostRange) -> VaultFormatError? {
        let own = opener.slot
        let place = (0..<map.slotCount).first { slot in
            effective(.sealingKey(slot)) == map[.sealingKey(own)]
                && effective(.hostKey(slot)) == map[.hostKey(own)]
        }
        if opener.hasPhrase {
            let cost = UnlockPhrase.Cost(
                operations: number(.operations(own)) ?? 0, memory: number(.memory(own)) ?? 0)
            if !costs.contains(cost) { return .phraseCostOutOfRange }
            if place != own || [.operations(own), .memory(own), .salt(own)].contains(where: isChanged) {
                return .wrongPhrase
            }
        }
        guard let place else { return .noSlot }
        // A slot's box opens in its vault and its slot alone.
        let sealed: [(Piece, Piece)] = [
            (.vaultID, .vaultID), (.slotID(place), .slotID(own)), (.slotBox(place), .slotBox(own)),
        ]
        let bundle = origins.first { origin in sealed.allSatisfy { effective($0) == origin.map[$1] } }
        guard let bundle else { return .badSlot }
        if opener.isWriter, effective(.signer) != bundle.map[.signer] { return .signerMismatch }
        return refusal(withKeysOf: bundle, opening: opener.boxes)
    }

    private func refusal(withKeysOf bundle: Origin, opening boxes: [Int]) -> VaultFormatError? {
        if effective(.commitment(0)) != bundle.map[.commitment(0)] { return .commitmentMismatch }
        guard let metadata = origin(ofBox: 0) else { return .badBox }
        if (0..<map.slotCount).contains(where: { effective(.slotID($0)) != metadata.map[.slotID($0)] }) {
            return .badMetadata("metadata.slots")
        }
        if (1..<map.boxCount).contains(where: { effective(.boxID($0)) != metadata.map[.boxID($0)] }) {
            return .badMetadata("metadata.environments")
        }
        for box in boxes {
            if effective(.commitment(box)) != bundle.map[.commitment(box)] { return .commitmentMismatch }
            guard let records = origin(ofBox: box), records.versions[box] == metadata.versions[box] else {
                return .badBox
            }
        }
        return nil
    }

    /// The file that a box is from: it opens in its vault, under its name, in its generation, with its nonce
    /// and key.
    func origin(ofBox box: Int) -> Origin? {
        let sealed = [Piece.vaultID, .boxID(box), .commitment(box), .boxGeneration(box), .nonce(box)]
        let bytes = cut(box)
        return origins.first { origin in
            bytes == origin.map[.box(box)] && sealed.allSatisfy { effective($0) == origin.map[$0] }
        }
    }

    /// What the lengths of the header make a box's bytes.
    private func cut(_ box: Int) -> [UInt8] {
        let body = (0..<map.boxCount).flatMap { effective(.box($0)) }
        let start = (0..<box).reduce(0) { $0 + (number(.length($1)) ?? 0) }
        return [UInt8](body.dropFirst(start).prefix(number(.length(box)) ?? 0))
    }
}

/// The one way to write a header.
extension Expectation {
    /// The first line that is not canonical any more.
    var brokenLine: Int? {
        let lines = [brokenWord, brokenOrder, brokenNumber].compactMap { $0 }
        return lines.min()
    }

    private var brokenWord: Int? {
        changed.keys.filter { !isWellFormed($0) }.compactMap { piece in
            if case .fixed(let line) = piece { line } else { map.lines[piece] }
        }.min()
    }

    private func isWellFormed(_ piece: Piece) -> Bool {
        let value = effective(piece)
        switch piece {
        case .fixed, .magic, .version, .firstLineEnd, .frame: return false
        case .digest, .signature, .box: return true
        case .vaultID, .signer, .slotID, .salt, .sealingKey, .hostKey, .slotBox, .boxID, .commitment, .nonce:
            return Self.isHexadecimal(value)
        case .written: return Timestamp(value.span) != nil
        case .operations, .memory: return (number(piece) ?? .max) <= UInt32.max
        case .generation: return (number(piece) ?? 0) > 0
        case .boxGeneration: return (1...(number(.generation) ?? .max)).contains(number(piece) ?? 0)
        case .length: return (number(piece) ?? 0) % 1024 == 16 && number(piece) != 16
        case .bodyLength: return number(piece) != nil
        }
    }

    /// Slots and boxes ascend, the metadata's box is the first, and no two slots have a key in common.
    private var brokenOrder: Int? {
        var keys: Set<[UInt8]> = []
        for slot in 0..<map.slotCount {
            let ascends = slot == 0 || ascends(.slotID(slot - 1), .slotID(slot))
            let areNew = [Piece.sealingKey(slot), .hostKey(slot)].allSatisfy {
                keys.insert(effective($0)).inserted
            }
            if !ascends || !areNew { return map.lines[.slotID(slot)] }
        }
        if effective(.boxID(0)) != [UInt8](repeating: UInt8(ascii: "0"), count: 16) {
            return map.lines[.boxID(0)]
        }
        for box in 1..<map.boxCount where !ascends(.boxID(box - 1), .boxID(box)) {
            return map.lines[.boxID(box)]
        }
        return nil
    }

    private func ascends(_ first: Piece, _ second: Piece) -> Bool {
        effective(first).lexicographicallyPrecedes(effective(second))
    }

    /// The metadata is sealed anew by every write, no box is newer, and lengths add up.
    private var brokenNumber: Int? {
        guard let generation = number(.generation) else { return nil }
        for box in 0..<map.boxCount where (number(.boxGeneration(box)) ?? 0) > generation {
            return map.lines[.boxGeneration(box)]
        }
        let lengths = (0..<map.boxCount).map { number(.length($0)) ?? 0 }
        if number(.boxGeneration(0)) != generation || lengths.reduce(0, +) != number(.bodyLength) {
            return map.bodyLine
        }
        let counts = (0..<map.boxCount).map { effective(.box($0)).count }
        return counts.reduce(0, +) == number(.bodyLength) ? nil : map.bodyLine + 1
    }

    private func isChanged(_ piece: Piece) -> Bool { changed[piece] != nil }

    private func effective(_ piece: Piece) -> [UInt8] { changed[piece] ?? map[piece] }

    private func number(_ piece: Piece) -> Int? {
        let text = effective(piece)
        return Self.isNumber(text) ? Int(String(decoding: text, as: UTF8.self)) : nil
    }

    /// Digits without a zero in front.
    private static func isNumber(_ text: [UInt8]) -> Bool {
        text.allSatisfy { (0x30...0x39).contains($0) } && (text.count == 1 || text.first != 0x30)
            && !text.isEmpty
    }

    private static func isHexadecimal(_ text: [UInt8]) -> Bool {
        text.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
