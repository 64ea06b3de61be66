import Sodium

@testable import VaultFormat

/// What only a writer can do: any text in any box and any slot, under a good signature.
enum ContentsFuzzing {
    /// What the first byte of an input chooses.
    enum Place: UInt8, CaseIterable {
        case metadata = 0x6d  // m
        case records = 0x72  // r
        case writersBundle = 0x77  // w
        case readersBundle = 0x76  // v
    }

    static func take(_ input: [UInt8]) {
        guard let first = input.first, let place = Place(rawValue: first) else { return }
        let text = [UInt8](input.dropFirst())
        do {
            let file = Sample.shared.sealed(try replacing(place, with: text))
            VaultFuzzing.open(try UnverifiedVault(file).verified(), mayHaveNewSecrets: true)
        } catch { violated("a file that was put together fails with \(error)") }
    }

    /// Header and body of the sample with another text in one place.
    private static func replacing(_ place: Place, with text: [UInt8]) throws -> [UInt8] {
        let sample = Sample.shared
        let old = sample.file.header
        var slots = old.slots
        var boxes = old.boxes.indices.map { index in
            ClosedBox(description: old.boxes[index], bytes: [UInt8](sample.file.box(at: index)))
        }
        switch place {
        case .metadata: boxes[0] = try resealed(boxes[0], text)
        case .records: boxes[1] = try resealed(boxes[1], text)
        case .writersBundle: try seal(text, to: sample.writer.recipient, in: &slots)
        case .readersBundle: try seal(text, to: sample.reader.recipient, in: &slots)
        }
        let header = VaultHeader(
            id: old.id, generation: old.generation, writtenAt: old.writtenAt, signer: old.signer,
            slots: slots, boxes: boxes.map { $0.description })
        return header.encoded() + boxes.flatMap { $0.bytes }
    }

    private static func resealed(_ box: ClosedBox, _ text: [UInt8]) throws -> ClosedBox {
        let description = box.description
        let sample = Sample.shared
        let keys = try sample.writersKeys()
        guard let key = keys.key(of: description.id) else { violated("the writer has no key") }
        return try ClosedBox.seal(
            text.span, as: description.id, key: key, in: sample.file.header.id,
            generation: description.generation)
    }

    private static func seal(_ text: [UInt8], to recipient: Recipient, in slots: inout [Slot]) throws {
        for index in slots.indices where slots[index].recipient == recipient {
            slots[index].box = try SealedBox(sealing: text.span, to: recipient)
        }
    }
}
