import Sodium
import Testing

@testable import VaultFormat

/// A piece of a vault's file that means something of its own. Slots and boxes are counted from 0.
enum Piece: Hashable {
    case magic, version, firstLineEnd
    case digest, signature
    /// What stands around digest and signature: the words, a space, the line ends.
    case frame
    /// Words, spaces and line ends of the header.
    case fixed(line: Int)
    case vaultID, generation, written, signer
    case slotID(Int), operations(Int), memory(Int), salt(Int), sealingKey(Int), hostKey(Int), slotBox(Int)
    case boxID(Int), commitment(Int), boxGeneration(Int), nonce(Int), length(Int)
    case bodyLength
    case box(Int)
}

/// Where everything stands in a vault's file, by `d24-vault(5)`.
struct VaultMap {
    let bytes: [UInt8]
    /// From the first byte to the last, without a gap.
    let regions: [(piece: Piece, range: Range<Int>)]
    /// The number of each piece's line; that of the line of the body's length for the body.
    let lines: [Piece: Int]
    let slotCount: Int
    let boxCount: Int
    private let contents: [Piece: [UInt8]]

    /// Where the header begins.
    static let covered = 12 + 136 + 139

    init(_ bytes: [UInt8]) throws {
        var map = MapMaker()
        map.add(.magic, 10)
        map.add(.version, 1)
        map.add(.firstLineEnd, 1)
        for (piece, count) in [(Piece.digest, 7), (.signature, 10)] {
            map.add(.frame, count)
            map.add(piece, 128)
            map.add(.frame, 1)
        }
        map.line = 4
        var slots = 0
        var boxes: [Int] = []
        while boxes.isEmpty || map.last != .bodyLength {
            let end = try #require(bytes[map.end...].firstIndex(of: UInt8(ascii: "\n")))
            let words = bytes[map.end..<end].split(separator: UInt8(ascii: " ")).map {
                String(decoding: $0, as: UTF8.self)
            }
            switch words[0] {
            case "vault": map.addLine(words, [nil, .vaultID])
            case "generation": map.addLine(words, [nil, .generation])
            case "written": map.addLine(words, [nil, .written])
            case "signer": map.addLine(words, [nil, .signer])
            case "slot":
                let isPhrase = words[3] == "phrase"
                let costs: [Piece?] = isPhrase ? [.operations(slots), .memory(slots), .salt(slots)] : []
                map.addLine(
                    words,
                    [nil, .slotID(slots), nil, nil] + costs + [
                        .sealingKey(slots), .hostKey(slots), .slotBox(slots),
                    ])
                slots += 1
            case "box":
                let box = boxes.count
                boxes.append(try #require(Int(words[5])))
                map.addLine(
                    words,
                    [nil, .boxID(box), .commitment(box), .boxGeneration(box), .nonce(box), .length(box)])
            default: map.addLine(words, [nil, .bodyLength])
            }
        }
        for (index, count) in boxes.enumerated() { map.add(.box(index), count) }
        try #require(map.end == bytes.count)
        self.bytes = bytes
        regions = map.regions
        lines = map.lines
        contents = Dictionary(map.regions.map { ($0.piece, [UInt8](bytes[$0.range])) }) { first, _ in first }
        slotCount = slots
        boxCount = boxes.count
    }

    /// What stands there; a piece that occurs more than once is not to be asked for.
    subscript(piece: Piece) -> [UInt8] { contents[piece] ?? [] }

    var bodyLine: Int { lines[.bodyLength] ?? 0 }

    /// The file with other bytes in the place of some pieces.
    func replacing(_ pieces: [Piece: [UInt8]]) -> [UInt8] {
        regions.flatMap { pieces[$0.piece] ?? [UInt8](bytes[$0.range]) }
    }
}

private struct MapMaker {
    var regions: [(piece: Piece, range: Range<Int>)] = []
    var lines: [Piece: Int] = [:]
    var line = 1
    var end: Int { regions.last?.range.upperBound ?? 0 }
    var last: Piece? { regions.dropLast().last?.piece }

    mutating func add(_ piece: Piece, _ count: Int) {
        regions.append((piece, end..<end + count))
        lines[piece] = line
    }

    /// A line's words, those without a piece being fixed, with the spaces between them and the line's end.
    mutating func addLine(_ words: [String], _ pieces: [Piece?]) {
        for (word, piece) in zip(words, pieces) {
            add(piece ?? .fixed(line: line), word.utf8.count)
            add(.fixed(line: line), 1)
        }
        line += 1
    }
}

/// Makes right again what anybody can: the digest; and with the signer's seed the signature.
extension [UInt8] {
    /// The file with the digest that its bytes have.
    func withDigest() -> [UInt8] {
        guard count >= VaultMap.covered else { return self }
        let covered = self[..<12] + self[VaultMap.covered...]
        let digest = [UInt8](Hexadecimal.encode(Digest.of([UInt8](covered).span).span).utf8)
        return self[..<19] + digest + self[147...]
    }

    /// And with a signature over it.
    func signed(by key: borrowing SigningKey) -> [UInt8] {
        guard count >= VaultMap.covered else { return self }
        let file = withDigest()
        guard let digest = Hexadecimal.decode([UInt8](file[19..<147]).span) else { return file }
        let signature = key.sign(label: "d24-vault signature 1", message: digest.span).hexadecimal
        return file[..<158] + [UInt8](signature.utf8) + file[286...]
    }
}
