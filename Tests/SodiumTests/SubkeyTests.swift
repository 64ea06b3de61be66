import Sodium
import Testing

@Suite("Subkeys")
struct SubkeyTests {
    @Test("are the known ones", arguments: SubkeyAnswer.all)
    func known(answer: SubkeyAnswer) throws {
        let subkey = try Subkey.derive(answer.label, from: bytes(answer.key).span)
        let content = subkey.bytes.array
        #expect(content == bytes(answer.subkey))
    }

    @Test("differ when the label or the key does")
    func different() throws {
        var seen: Set<[UInt8]> = []
        for label in ["", "a", "b", "ab", "a\0"] {
            for key in [counting(32), counting(32, from: 1)] {
                let subkey = try Subkey.derive(label, from: key.span)
                seen.insert(subkey.bytes.array)
            }
        }
        #expect(seen.count == 10)
    }

    @Test("come from a key of 32 bytes only", arguments: [0, 16, 31, 33, 64])
    func lengths(count: Int) {
        #expect(throws: SodiumError.badLength) { _ = try Subkey.derive("a", from: counting(count).span) }
    }
}
