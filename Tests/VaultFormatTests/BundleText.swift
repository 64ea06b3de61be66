import Sodium
import Testing

@testable import VaultFormat

/// What a slot's box holds, in pieces that a test may exchange; written from `d24-vault(5)`.
struct BundleText {
    var version: UInt8
    var role: UInt8
    var vault: [UInt8]
    var slot: [UInt8]
    /// Writers only.
    var seed: [UInt8]?
    var metadataKey: [UInt8]
    var entries: [(box: [UInt8], key: [UInt8])]

    init(_ text: [UInt8]) {
        version = text[0]
        role = text[1]
        vault = [UInt8](text[2..<18])
        slot = [UInt8](text[18..<26])
        let keys = role == 1 ? 58 : 26
        seed = role == 1 ? [UInt8](text[26..<58]) : nil
        metadataKey = [UInt8](text[keys..<keys + 32])
        entries = stride(from: keys + 32, to: text.count, by: 40).map { start in
            (box: [UInt8](text[start..<start + 8]), key: [UInt8](text[start + 8..<start + 40]))
        }
    }

    var bytes: [UInt8] {
        [version, role] + vault + slot + (seed ?? []) + metadataKey + entries.flatMap { $0.box + $0.key }
    }

    func key(of box: String) throws -> [UInt8] {
        let id = try #require(Hexadecimal.decode(box))
        return try #require(entries.first { $0.box == id }).key
    }
}

extension DissectedVault {
    /// The bundle of an identity's slot.
    func bundle(of identity: borrowing Identity) throws -> BundleText {
        let line = try slotLine(of: identity.recipient)
        let box = try SealedBox(bytes: bytes(line, lines[line].split(separator: " ").count - 1))
        let text = try identity.open(box)
        return BundleText(text.bytes.array)
    }

    /// Seals a bundle, or whatever it is, into a slot.
    mutating func setBundle(_ text: [UInt8], of recipient: Recipient) throws {
        let line = try slotLine(of: recipient)
        let box = try SealedBox(sealing: text.span, to: recipient)
        setBytes(line, lines[line].split(separator: " ").count - 1, box.bytes)
    }

    /// Changes the bundle of an identity's slot, and seals it anew.
    mutating func editBundle(
        of identity: borrowing Identity, _ change: (inout BundleText) -> Void
    ) throws {
        var bundle = try bundle(of: identity)
        change(&bundle)
        try setBundle(bundle.bytes, of: identity.recipient)
    }

    /// The padded text of a box, opened with its key.
    func text(ofBox index: Int, key: [UInt8]) throws -> [UInt8] {
        let line = indices(of: "box")[index]
        let encryption = try Subkey.derive("d24-vault 1 encryption", from: key.span)
        let context = try context(ofBox: index)
        let nonce = try bytes(line, 4)
        let box = boxes[index]
        let text = try AuthenticatedBox.open(
            box.span, authenticating: context.span, key: encryption.bytes, nonce: nonce.span)
        return text.bytes.array
    }

    /// Seals a text as it is, padding and all, into a box, and puts down its length.
    mutating func setText(ofBox index: Int, _ text: [UInt8], key: [UInt8]) throws {
        let encryption = try Subkey.derive("d24-vault 1 encryption", from: key.span)
        let context = try context(ofBox: index)
        let nonce = RandomBytes.make(24)
        let box = try AuthenticatedBox.seal(
            text.span, authenticating: context.span, key: encryption.bytes, nonce: nonce.span)
        setBox(index, box, nonce: nonce)
    }

    /// Puts a ciphertext into the body, and its nonce and length into the header.
    mutating func setBox(_ index: Int, _ box: [UInt8], nonce: [UInt8]) {
        let line = indices(of: "box")[index]
        boxes[index] = box
        setBytes(line, 4, nonce)
        self[line, 5] = String(box.count)
        self[lines.count - 1, 1] = String(boxes.reduce(0) { $0 + $1.count })
    }

    /// The metadata's JSON, without its padding.
    func metadata(key: [UInt8]) throws -> String {
        let text = try text(ofBox: 0, key: key)
        let end = try #require(text.lastIndex(of: 0x80))
        return String(decoding: text[..<end], as: UTF8.self)
    }

    mutating func setMetadata(_ json: String, key: [UInt8]) throws {
        try setText(ofBox: 0, padded([UInt8](json.utf8)), key: key)
    }

    private func context(ofBox index: Int) throws -> [UInt8] {
        let line = indices(of: "box")[index]
        let generation = try #require(UInt64(self[line, 3]))
        let number = (0..<8).map { UInt8(truncatingIfNeeded: generation >> (8 * $0)) }
        return try [UInt8]("d24-vault 1 box".utf8) + [0] + bytes(0, 1) + bytes(line, 1) + number
    }
}

/// A text with its padding.
func padded(_ text: [UInt8]) -> [UInt8] {
    let text = text + [0x80]
    return text + [UInt8](repeating: 0, count: (1024 - text.count % 1024) % 1024)
}
