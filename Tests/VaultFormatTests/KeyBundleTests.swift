import Sodium
import Testing

@testable import VaultFormat

struct KeyBundleTests {
    private static let vault = VaultID(unchecked: [UInt8](repeating: 1, count: 16))
    private static let slotID = SlotID(unchecked: [UInt8](repeating: 2, count: 8))
    private let seed = [UInt8](repeating: 3, count: 32)
    private let metadataKey = [UInt8](repeating: 4, count: 32)

    init() throws { try Libsodium.start() }

    private func slot(_ role: SlotRole) throws -> Slot {
        let recipient = try Identity.sample(1).recipient
        let empty: [UInt8] = []
        return Slot(
            id: Self.slotID, role: role, kind: .identity, recipient: recipient,
            box: try SealedBox(sealing: empty.span, to: recipient))
    }

    private func read(_ text: [UInt8], as role: SlotRole) throws -> KeyBundle {
        try KeyBundle(SecretBytes(copying: text.span), of: slot(role), in: Self.vault)
    }

    /// A text of the page's layout with these boxes, the key of each being 32 times its first byte.
    private func text(_ role: UInt8, boxes: [UInt8]) -> [UInt8] {
        let prefix = [1, role] + Self.vault.bytes + Self.slotID.bytes
        return prefix + (role == 1 ? seed : []) + metadataKey
            + boxes.flatMap { [UInt8](repeating: $0, count: 8 + 32) }
    }

    @Test("a bundle is read and written as the page has it")
    func layout() throws {
        let box = BoxID(unchecked: [UInt8](repeating: 7, count: 8))
        let writer = try read(text(1, boxes: [5, 7]), as: .writer)
        #expect(writer.boxes.count == 2)
        #expect(writer.metadataKey.array == metadataKey)
        #expect(writer.key(of: box)?.array == [UInt8](repeating: 7, count: 32))
        #expect(writer.key(of: .metadata)?.array == metadataKey)
        #expect(writer.key(of: .random())?.array == nil)
        let readSeed = writer.withSignerSeed { $0.array }
        #expect(readSeed == seed)
        let same = writer.text(for: Self.slotID, role: .writer, granted: [], in: Self.vault)
        #expect(same.bytes.array == text(1, boxes: [5, 7]))
        let less = writer.text(for: Self.slotID, role: .reader, granted: [box], in: Self.vault)
        #expect(less.bytes.array == text(0, boxes: [7]))
        let none = writer.text(for: Self.slotID, role: .reader, granted: [.random()], in: Self.vault)
        #expect(none.bytes.array == text(0, boxes: []))

        let reader = try read(text(0, boxes: [7]), as: .reader)
        let noSeed = reader.withSignerSeed { $0.array }
        #expect(noSeed == nil)
        #expect(reader.metadataKey.array == metadataKey)
        #expect(reader.key(of: box)?.array == [UInt8](repeating: 7, count: 32))
    }

    @Test("keys come and go without touching others")
    func addingAndRemoving() throws {
        var bundle = KeyBundle(signerSeed: seed.span, metadataKey: metadataKey.span)
        var keys: [BoxID: [UInt8]] = [:]
        for _ in 0..<40 {
            let box = BoxID.random()
            bundle = bundle.adding(box)
            keys[box] = bundle.key(of: box)?.array
        }
        for box in keys.keys.prefix(15) {
            bundle = bundle.removing(box)
            keys[box] = nil
            #expect(bundle.key(of: box)?.array == nil)
        }
        #expect(bundle.boxes == keys.keys.sorted())
        #expect(Set(keys.values).count == keys.count)
        for (box, key) in keys { #expect(bundle.key(of: box)?.array == key) }
        let kept = bundle.withSignerSeed { $0.array }
        #expect(kept == seed)
        #expect(bundle.metadataKey.array == metadataKey)
    }

    @Test("whatever else was sealed into a slot is refused")
    func refused() throws {
        let good = text(0, boxes: [5, 7])
        _ = try read(good, as: .reader)
        func changed(_ index: Int, _ byte: UInt8) -> [UInt8] {
            var bytes = good
            bytes[index] = byte
            return bytes
        }
        let table: [(String, [UInt8])] = [
            ("nothing", []), ("a later version", changed(0, 2)), ("a writer's", changed(1, 1)),
            ("a role that is none", changed(1, 2)), ("another vault's", changed(2, 9)),
            ("another slot's", changed(25, 9)), ("half a key", good.dropLast()), ("a byte more", good + [0]),
            ("a prefix only", [UInt8](good.prefix(26))), ("no metadata key", [UInt8](good.prefix(57))),
            ("boxes out of order", text(0, boxes: [7, 5])), ("a box twice", text(0, boxes: [5, 5])),
            ("the metadata's box", text(0, boxes: [0, 5])), ("a writer's bundle", text(1, boxes: [5, 7])),
        ]
        for (name, text) in table {
            #expect(failure { _ = try read(text, as: .reader) } == .badSlot, "\(name)")
        }
        #expect(failure { _ = try read(good, as: .writer) } == .badSlot)
        #expect(failure { _ = try read(text(1, boxes: []).dropLast(), as: .writer) } == .badSlot)
        for count in good.indices where count != 58 && count != 98 {
            #expect(failure { _ = try read([UInt8](good[..<count]), as: .reader) } == .badSlot, "\(count)")
        }
    }
}
