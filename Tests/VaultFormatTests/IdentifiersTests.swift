import Sodium
import Testing

@testable import VaultFormat

struct IdentifiersTests {
    @Test("an id is read from what it is written as")
    func roundTrip() {
        let vault = VaultID.random()
        #expect(vault.text.utf8.count == 32)
        #expect(VaultID(vault.text) == vault)
        let slot = SlotID.random()
        #expect(slot.text.utf8.count == 16)
        #expect(SlotID(slot.text) == slot)
        #expect(BoxID(bytes: BoxID.random().bytes) != nil)
        #expect(VaultID.random() != vault)
    }

    @Test(
        "any other text is no id",
        arguments: [
            "", "00112233445566", "001122334455667788", "001122334455667G", "00112233445566AA",
            "0 11223344556677",
        ])
    func refused(text: String) {
        #expect(SlotID(text) == nil)
        #expect(BoxID(text) == nil)
    }

    @Test("ids are ordered by their bytes, and the metadata's comes first")
    func order() throws {
        let low = try #require(BoxID("00000000000000ff"))
        let high = try #require(BoxID("0100000000000000"))
        #expect(BoxID.metadata < low)
        #expect(low < high)
        #expect(BoxID.metadata.text == "0000000000000000")
    }
}
