import Sodium
import Testing

@testable import VaultFormat

struct VaultHeaderTests {
    /// A vault with every kind of line.
    private func vault() throws -> [UInt8] {
        let sample = try SampleVault()
        return try sample.changed { draft in
            let guest = try Identity.sample(4)
            try draft.addSlot(
                guest.recipient,
                kind: .phrase(
                    cost: .init(operations: 3, memory: 262_144), salt: [UInt8](repeating: 7, count: 16)),
                name: "phrase", role: .writer, scope: .all)
        }
    }

    @Test("a header that was read is written byte for byte")
    func roundTrip() throws {
        for bytes in [try SampleVault().bytes, try vault()] {
            let file = try UnverifiedVault(bytes).verified()
            let lines = try DissectedVault(bytes).lines
            #expect(
                String(decoding: file.header.encoded(), as: UTF8.self) == lines.map { $0 + "\n" }.joined())
        }
    }

    @Test("slots and boxes ascend, the metadata's box first")
    func order() throws {
        let header = try UnverifiedVault(vault()).verified().header
        #expect(header.slots.count == 4)
        #expect(header.slots.map { $0.id } == header.slots.map { $0.id }.sorted())
        #expect(header.boxes.count == 3)
        #expect(header.boxes.map { $0.id } == header.boxes.map { $0.id }.sorted())
        #expect(header.boxes.first?.id == .metadata)
    }

    @Test("the lines are those of the page")
    func lines() throws {
        try Libsodium.start()
        func bytes(_ byte: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }
        func hex(_ byte: String, _ count: Int) -> String { String(repeating: byte, count: count) }
        let hostKey = try VerifyingKey(bytes: bytes(0xb0, 32))
        let recipient = try Recipient(sealingKey: bytes(0xa0, 32), hostKey: hostKey)
        let slots = [
            Slot(
                id: SlotID(unchecked: bytes(1, 8)), role: .reader, kind: .identity, recipient: recipient,
                box: try SealedBox(bytes: bytes(0xc0, 48))),
            Slot(
                id: SlotID(unchecked: bytes(2, 8)), role: .writer,
                kind: .phrase(cost: .standard, salt: bytes(0xd0, 16)), recipient: recipient,
                box: try SealedBox(bytes: bytes(0xc1, 49))),
        ]
        let box = BoxDescription(
            id: .metadata, commitment: bytes(0xe0, 32), generation: 12, nonce: bytes(0xf0, 24), length: 1040)
        let header = VaultHeader(
            id: VaultID(unchecked: bytes(9, 16)), generation: 12, writtenAt: Timestamp(seconds: 0),
            signer: try VerifyingKey(bytes: bytes(8, 32)), slots: slots, boxes: [box])
        let keys = "\(hex("a0", 32)) \(hex("b0", 32))"
        #expect(
            String(decoding: header.encoded(), as: UTF8.self) == """
                vault \(hex("09", 16))
                generation 12
                written 1970-01-01T00:00:00Z
                signer \(hex("08", 32))
                slot \(hex("01", 8)) reader identity \(keys) \(hex("c0", 48))
                slot \(hex("02", 8)) writer phrase 3 262144 \(hex("d0", 16)) \(keys) \(hex("c1", 49))
                box 0000000000000000 \(hex("e0", 32)) 12 \(hex("f0", 24)) 1040
                body 1040

                """)
    }
}
