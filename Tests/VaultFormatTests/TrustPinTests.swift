import Sodium
import Testing

@testable import VaultFormat

struct TrustPinTests {
    private static let id = VaultID(unchecked: [UInt8](repeating: 1, count: 16))
    private static let otherID = VaultID(unchecked: [UInt8](repeating: 2, count: 16))
    private let signer: VerifyingKey
    private let nextSigner: VerifyingKey
    private let stranger: VerifyingKey

    init() throws {
        func key(_ byte: UInt8) throws -> VerifyingKey {
            try VerifyingKey(bytes: [UInt8](repeating: byte, count: 32))
        }
        signer = try key(10)
        nextSigner = try key(11)
        stranger = try key(12)
    }

    private func newest(_ generation: UInt64, _ digest: UInt8 = 7) -> TrustPin.Newest {
        .init(
            generation: generation, digest: [UInt8](repeating: digest, count: 64), writtenAt: SampleVault.time
        )
    }

    private func state(
        _ generation: UInt64, _ digest: UInt8 = 7, id: VaultID = id, by key: VerifyingKey? = nil
    ) -> VaultState {
        VaultState(
            id: id, signer: key ?? signer, generation: generation,
            digest: [UInt8](repeating: digest, count: 64), writtenAt: SampleVault.time)
    }

    @Test("a file is the same, newer, older, diverged, another signer's or another vault's")
    func judgements() {
        let pin = TrustPin(id: Self.id, signer: signer, newest: newest(5))
        #expect(pin.judge(state(5)) == .agrees)
        #expect(pin.judge(state(6, 8)) == .agrees)
        #expect(pin.judge(state(4)) == .older(than: newest(5)))
        #expect(pin.judge(state(4, 8)) == .older(than: newest(5)))
        #expect(pin.judge(state(5, 8)) == .diverged(from: newest(5)))
        #expect(pin.judge(state(9, by: stranger)) == .otherSigner)
        #expect(pin.judge(state(5, by: nextSigner)) == .otherSigner)
        #expect(pin.judge(state(5, id: Self.otherID)) == .otherVault)
        #expect(pin.judge(state(5, id: Self.otherID, by: stranger)) == .otherVault)
    }

    @Test("a pin of id and signer alone takes any generation")
    func unseen() {
        let pin = TrustPin(id: Self.id, signer: signer)
        #expect(pin.judge(state(1)) == .agrees)
        #expect(pin.judge(state(.max)) == .agrees)
        #expect(pin.judge(state(1, by: stranger)) == .otherSigner)
        #expect(pin.judge(state(1, id: Self.otherID)) == .otherVault)
    }

    @Test("while the signer changes both are accepted, and the next one's count starts anew")
    func changing() {
        let pin = TrustPin(id: Self.id, signer: signer, next: nextSigner, newest: newest(5))
        #expect(pin.judge(state(4)) == .older(than: newest(5)))
        #expect(pin.judge(state(5, 8)) == .diverged(from: newest(5)))
        #expect(pin.judge(state(6, 8)) == .agrees)
        #expect(pin.judge(state(1, 8, by: nextSigner)) == .agrees)
        #expect(pin.judge(state(6, by: stranger)) == .otherSigner)
        #expect(pin.judge(state(6, id: Self.otherID, by: nextSigner)) == .otherVault)

        // The old signer may write on until then.
        let old = pin.seeing(state(6, 8))
        #expect(old == TrustPin(id: Self.id, signer: signer, next: nextSigner, newest: newest(6, 8)))

        let new = pin.seeing(state(2, 9, by: nextSigner))
        #expect(new == TrustPin(id: Self.id, signer: nextSigner, newest: newest(2, 9)))
        #expect(new.judge(state(7)) == .otherSigner)
        #expect(new.judge(state(1, by: nextSigner)) == .older(than: newest(2, 9)))
    }

    @Test("a pin never follows another vault or signer, and goes back only when it is told to")
    func seeing() {
        let pin = TrustPin(id: Self.id, signer: signer, newest: newest(5))
        #expect(pin.seeing(state(5)) == pin)
        #expect(pin.seeing(state(6, 8)).newest == newest(6, 8))
        #expect(pin.seeing(state(4, 8)).newest == newest(4, 8))
        for other in [state(9, by: stranger), state(9, id: Self.otherID), state(5, by: nextSigner)] {
            #expect(pin.seeing(other) == pin)
        }
        #expect(TrustPin(id: Self.id, signer: signer).seeing(state(3)).newest == newest(3))
    }

    @Test("a pin is read as it was written, byte for byte")
    func roundTrip() throws {
        for next in [nil, nextSigner] {
            for newest in [nil, newest(1), newest(VaultFile.generationLimit)] {
                let pin = TrustPin(id: Self.id, signer: signer, next: next, newest: newest)
                let bytes = pin.encoded()
                let read = try TrustPin(bytes.span)
                #expect(read == pin)
                #expect(read.encoded() == bytes)
            }
        }
    }

    @Test("the lines are those of the page")
    func lines() {
        let pin = TrustPin(id: Self.id, signer: signer, next: nextSigner, newest: newest(5))
        func hex(_ byte: String, _ count: Int) -> String { String(repeating: byte, count: count) }
        #expect(
            String(decoding: pin.encoded(), as: UTF8.self) == """
                d24-trust 1
                vault \(hex("01", 16))
                signer \(hex("0a", 32))
                next \(hex("0b", 32))
                generation 5
                digest \(hex("07", 64))
                written \(SampleVault.time.text)

                """)
    }

    @Test("any other text is refused at its line")
    func refused() {
        let pin = TrustPin(id: Self.id, signer: signer, next: nextSigner, newest: newest(5))
        let text = String(decoding: pin.encoded(), as: UTF8.self)
        let table: [(String, String, Int)] = [
            ("d24-trust 1", "d24-trust 2", 1), ("d24-trust 1\n", "d24-trust 1\r\n", 1),
            ("d24-trust 1\n", "", 1),
            ("vault 01", "vault ", 2), ("vault 01", "vault 0101", 2), ("vault", "Vault", 2),
            ("signer 0a", "signer 0A", 3), ("signer 0a", "signer ", 3), ("next 0b", "next 0b0b", 4),
            ("generation 5", "generation 05", 5), ("generation 5", "generation 0", 5),
            ("generation 5", "generation 9223372036854775808", 5), ("generation 5\n", "", 5),
            ("digest 07", "digest 0707", 6), ("written ", "written  ", 7), ("Z\n", "Z", 7),
            ("Z\n", "Z\n\n", 8), ("Z\n", "Z\nnext\n", 8),
        ]
        for (old, new, line) in table {
            let bytes = [UInt8](text.replacing(old, with: new, maxReplacements: 1).utf8)
            #expect(failure { _ = try TrustPin(bytes.span) } == .badLine(line), "\(old) → \(new)")
        }
        let whole = pin.encoded()
        let complete = whole.count - [UInt8]("generation 5\ndigest \nwritten \n".utf8).count - 128 - 20
        for count in whole.indices where count != complete && count != complete - 70 {
            let line = 1 + whole[..<count].count { $0 == UInt8(ascii: "\n") }
            let error = failure { _ = try TrustPin(whole.span.extracting(..<count)) }
            #expect(error == .badLine(line), "\(count)")
        }
    }
}
