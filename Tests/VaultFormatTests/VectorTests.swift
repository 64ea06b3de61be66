import Sodium
import TestSupport
import Testing

@testable import VaultFormat

/// Vaults of the other implementation, each with one thing wrong with it or none, and golden ones of the
/// tools.
struct VectorTests {
    @Test("a vector is judged as its header says", arguments: VaultVector.made + VaultVector.golden)
    func verdict(_ name: String) throws {
        let vector = try VaultVector(name)
        try #expect(VectorVerdict(opening: vector) == .expected(by: vector))
    }

    @Test("a header that is read is written as it was", arguments: VaultVector.made + VaultVector.golden)
    func roundTrip(_ name: String) throws {
        let bytes = try VaultVector(name).bytes
        // The header begins in line 4, and is read for itself, whatever is wrong with the frame.
        let newlines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        guard newlines.count > 2 else { return }
        let start = newlines[2] + 1
        guard let (header, body) = try? VaultHeader.read(bytes.span, from: start, line: 4) else { return }
        #expect(header.encoded() == [UInt8](bytes[start..<body]))
    }

    @Test("there are vectors, and each check has refused one")
    func coverage() throws {
        let checks = Set(try VaultVector.made.map { try VaultVector($0).check })
        #expect(checks == Set(VectorVerdict.checks.keys).union([""]))
    }

    /// The construction is real: without the commitment a writer could hand out two keys that each open the
    /// box.
    @Test("one box opens under two keys, and the commitment lets one of them do so")
    func twoKeys() throws {
        try Libsodium.start()
        let first = try VaultVector("made/two-keys-first")
        let second = try VaultVector("made/two-keys-second")
        #expect(first.bytes == second.bytes)
        #expect((first.kind, second.check) == ("opened", "commitment"))
        let file = try DissectedVault(first.bytes)
        let holders = try [first, second].map { vector in
            let text = try #require(vector.identityFile)
            return try file.bundle(of: IdentityFile(text.span).takeIdentity())
        }
        let box = try #require(holders[1].entries.first?.box)
        let keys = try holders.map { try $0.key(of: Hexadecimal.encode(box.span)) }
        #expect(keys[0] != keys[1])
        let index = try #require(try file.indices(of: "box").firstIndex { try file.bytes($0, 1) == box })
        let texts = try keys.map { try file.text(ofBox: index, key: $0) }
        #expect(texts[0] != texts[1])
    }
}
