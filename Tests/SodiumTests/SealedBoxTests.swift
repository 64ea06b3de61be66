import Sodium
import Testing

@Suite("Sealed boxes")
struct SealedBoxTests {
    private func opened(_ box: [UInt8], by identity: borrowing Identity) throws(SodiumError) -> [UInt8] {
        let text = try identity.open(SealedBox(bytes: box))
        return text.bytes.array
    }

    @Test("give their text back", arguments: [0, 1, 32, 1000])
    func roundTrip(count: Int) throws {
        let identity = try Identity.generate()
        let box = try SealedBox(sealing: counting(count).span, to: identity.recipient)
        #expect(box.bytes.count == count + 48)
        let text = try opened(box.bytes, by: identity)
        #expect(text == counting(count))
    }

    @Test("of the same text differ")
    func different() throws {
        let identity = try Identity.generate()
        let first = try SealedBox(sealing: counting(32).span, to: identity.recipient)
        let second = try SealedBox(sealing: counting(32).span, to: identity.recipient)
        #expect(first != second)
        #expect(first.bytes[..<32] != second.bytes[..<32])
    }

    @Test("do not open with any one bit changed")
    func flips() throws {
        let identity = try Identity.generate()
        let box = try SealedBox(sealing: counting(40).span, to: identity.recipient)
        for flipped in singleBitFlips(of: box.bytes) {
            let error = failure { () throws(SodiumError) in _ = try opened(flipped, by: identity) }
            #expect(error == .cannotOpen)
        }
    }

    @Test("do not open for another identity")
    func otherIdentity() throws {
        let other = try Identity.generate()
        let box = bytes(IdentityAnswer.all[0].box)
        let error = failure { () throws(SodiumError) in _ = try opened(box, by: other) }
        #expect(error == .cannotOpen)
    }

    @Test("do not open when they are cut or continued")
    func lengths() throws {
        let identity = try Identity.generate()
        let box = try SealedBox(sealing: counting(8).span, to: identity.recipient).bytes
        for other in (48..<box.count).map({ Array(box[..<$0]) }) + [box + [0]] {
            let error = failure { () throws(SodiumError) in _ = try opened(other, by: identity) }
            #expect(error == .cannotOpen)
        }
    }

    @Test("have 48 bytes or more", arguments: [0, 1, 47])
    func tooShort(count: Int) {
        #expect(SealedBox.overhead == 48)
        #expect(throws: SodiumError.badLength) { try SealedBox(bytes: counting(count)) }
    }

    @Test("cannot be sealed to a key of small order", arguments: [UInt8(0), 1])
    func smallOrder(first: UInt8) throws {
        let hostKey = try VerifyingKey(bytes: counting(32))
        let recipient = try Recipient(
            sealingKey: [first] + [UInt8](repeating: 0, count: 31), hostKey: hostKey)
        #expect(throws: SodiumError.cannotOpen) { try SealedBox(sealing: counting(4).span, to: recipient) }
    }
}
