import Sodium
import TestSupport
import Testing

@testable import VaultFormat

/// Headers with a right digest and a right signature that are not written in the one way there is.
///
/// The sample has line 4 vault, 5 generation, 6 written, 7 signer, 8 to 10 slots, 11 to 13 boxes, 14 body.
struct VaultHeaderReaderTests {
    struct Mutation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Where it is noticed.
        let line: Int
        let change: @Sendable (inout DissectedVault) throws -> Void

        init(_ name: String, line: Int, _ change: @escaping @Sendable (inout DissectedVault) throws -> Void) {
            testDescription = name
            self.line = line
            self.change = change
        }

        /// Replaces one word of a line.
        init(_ line: Int, word: Int, _ text: String) {
            self.init("line \(line), word \(word): \(text)", line: line) { $0[line - 4, word] = text }
        }
    }

    private static let zeros = String(repeating: "0", count: 128)

    static let frameAndIDs: [Mutation] = [
        Mutation(4, word: 0, "Vault"),
        Mutation("an id of 15 bytes", line: 4) { $0[0, 1].removeLast(2) },
        Mutation("an id of 17 bytes", line: 4) { $0[0, 1] += "00" },
        Mutation("half a byte", line: 4) { $0[0, 1].removeLast() },
        Mutation("upper case", line: 4) { $0[0, 1] = String(repeating: "A", count: 32) },
        Mutation("a space behind", line: 4) { $0.lines[0] += " " },
        Mutation("two spaces", line: 4) { $0.lines[0] = $0.lines[0].replacing(" ", with: "  ") },
        Mutation("a tab", line: 4) { $0.lines[0] = $0.lines[0].replacing(" ", with: "\t") },
        Mutation("a carriage return", line: 4) { $0.lines[0] += "\r" },
        Mutation("a word more", line: 4) { $0.lines[0] += " 0" },
        Mutation("an empty line", line: 4) { $0.lines.insert("", at: 0) },
        Mutation(5, word: 1, "0"), Mutation(5, word: 1, "01"), Mutation(5, word: 1, "+1"),
        Mutation(5, word: 1, "1.0"), Mutation(5, word: 1, "0x1"),
        Mutation(5, word: 1, "9223372036854775808"), Mutation(5, word: 1, "18446744073709551617"),
        Mutation("no generation", line: 5) { $0.lines.remove(at: 1) },
        Mutation(6, word: 1, "2026-02-29T00:00:00Z"), Mutation(6, word: 1, "2026-11-23T15:04:05z"),
        Mutation(6, word: 1, "1795446245"),
        Mutation("lines exchanged", line: 5) { $0.lines.swapAt(1, 2) },
        Mutation("a signer of 31 bytes", line: 7) { $0[3, 1].removeLast(2) },
        Mutation("a line that is not known", line: 8) { $0.lines.insert("note x", at: 4) },
        Mutation("a comment", line: 4) { $0.lines.insert("# x", at: 0) },
    ]

    static let slots: [Mutation] = [
        Mutation("slots out of order", line: 9) { $0.lines.swapAt(4, 5) },
        Mutation("a slot twice", line: 9) { $0.lines.insert($0.lines[4], at: 5) },
        Mutation("two slots with one id", line: 9) { $0[5, 1] = $0[4, 1] },
        Mutation("two slots with one sealing key", line: 9) { $0[5, 4] = $0[4, 4] },
        Mutation("two slots with one host key", line: 10) { $0[6, 5] = $0[4, 5] },
        Mutation("a host key that is another's sealing key", line: 9) { $0[5, 5] = $0[4, 4] },
        Mutation("a slot whose keys are one", line: 8) { $0[4, 5] = $0[4, 4] },
        Mutation("no slot", line: 8) { $0.lines.removeSubrange(4..<7) },
        Mutation("an id of 7 bytes", line: 8) { $0[4, 1].removeLast(2) },
        Mutation(8, word: 2, "owner"), Mutation(8, word: 2, "Reader"), Mutation(8, word: 2, ""),
        Mutation(8, word: 3, "token"), Mutation(8, word: 3, "phrase"),
        Mutation("a sealing key of 31 bytes", line: 8) { $0[4, 4].removeLast(2) },
        Mutation("a host key of 33 bytes", line: 8) { $0[4, 5] += "00" },
        Mutation("a box of 47 bytes", line: 8) { $0[4, 6] = String(zeros.prefix(94)) },
        Mutation("a box in upper case", line: 8) { $0[4, 6] = $0[4, 6].uppercased() + "AA" },
        Mutation("a slot behind the boxes", line: 13) { $0.lines.insert($0.lines.remove(at: 6), at: 9) },
        phrase("03 262144 \(zeros.prefix(32))"), phrase("3 0262144 \(zeros.prefix(32))"),
        phrase("4294967296 262144 \(zeros.prefix(32))"), phrase("3 4294967296 \(zeros.prefix(32))"),
        phrase("-3 262144 \(zeros.prefix(32))"), phrase("3 262144 \(zeros.prefix(30))"),
        phrase("3 262144 \(zeros.prefix(34))"), phrase("3 262144"), phrase("3 262144 \(zeros.prefix(32)) 1"),
    ]

    static let boxes: [Mutation] = [
        Mutation("no metadata", line: 11) { vault in
            vault.lines.remove(at: 7)
            vault.boxes.removeFirst()
            vault[9, 1] = "2080"
        },
        Mutation("no box at all", line: 11) { vault in
            vault.lines.replaceSubrange(7..., with: ["body 0"])
            vault.boxes = []
        },
        Mutation("boxes out of order", line: 13) { vault in
            vault.lines.swapAt(8, 9)
            vault.boxes.swapAt(1, 2)
        },
        Mutation("two boxes with one id", line: 13) { $0[9, 1] = $0[8, 1] },
        Mutation("two boxes for the metadata", line: 12) { $0[8, 1] = $0[7, 1] },
        Mutation("an id of 9 bytes", line: 12) { $0[8, 1] += "00" },
        Mutation("a commitment of 31 bytes", line: 12) { $0[8, 2].removeLast(2) },
        Mutation("a nonce of 25 bytes", line: 12) { $0[8, 4] += "00" },
        Mutation(12, word: 3, "0"), Mutation(12, word: 3, "2"), Mutation(12, word: 3, "01"),
        Mutation("old metadata", line: 14) { $0[1, 1] = "2" },
        Mutation(12, word: 5, "0"), Mutation(12, word: 5, "16"), Mutation(12, word: 5, "1024"),
        Mutation(12, word: 5, "1041"), Mutation(12, word: 5, "01040"), Mutation(12, word: 5, "4194305"),
        Mutation(12, word: 5, "18446744073709551600"),
        Mutation("a length that is too great", line: 14) { $0[8, 5] = "2064" },
        Mutation("a body that is longer than its boxes", line: 15) { $0.boxes.append([0]) },
        Mutation("a body that is shorter", line: 15) { $0.boxes[2].removeLast() },
        Mutation(14, word: 1, "0"),
        Mutation("a body with a zero in front", line: 14) { $0[10, 1] = "0" + $0[10, 1] },
        Mutation("no line for the body", line: 14) { $0.lines.removeLast() },
        Mutation("a line behind the body's", line: 15) { $0.lines.append("body 0") },
    ]

    private static func phrase(_ words: String) -> Mutation {
        Mutation("phrase \(words)", line: 8) { $0[4, 3] = "phrase \(words)" }
    }

    @Test("what is not canonical is told with its line", arguments: frameAndIDs + slots + boxes)
    func refused(mutation: Mutation) throws {
        let sample = try SampleVault()
        let signer = try sample.signer()
        var vault = try DissectedVault(sample.bytes)
        try mutation.change(&vault)
        let file = vault.assembled(signedBy: signer)
        let expected = VaultFormatError.notCanonical(line: mutation.line)
        #expect(failure { _ = try UnverifiedVault(file) } == expected)
    }

    @Test("a well-formed change by nobody fails at the signature, not before")
    func wellFormed() throws {
        let sample = try SampleVault()
        let changes: [(inout DissectedVault) -> Void] = [
            {
                $0[1, 1] = "7"; $0[7, 3] = "7"
            }, { $0[2, 1] = "2030-01-01T00:00:00Z" },
            { $0[4, 3] = "phrase 1 8 \(String(repeating: "0", count: 32))" },
            { $0.lines.remove(at: 4) }, { $0[4, 6] += "00" },
            {
                $0[8, 3] = "1"; $0[8, 4] = $0[9, 4]
            },
            { $0[4, 2] = $0[4, 2] == "reader" ? "writer" : "reader" }, { $0[8, 2] = $0[9, 2] },
        ]
        for (index, change) in changes.enumerated() {
            var vault = try DissectedVault(sample.bytes)
            change(&vault)
            let file = vault.assembled()
            _ = try UnverifiedVault(file)
            #expect(failure { _ = try UnverifiedVault(file).verified() } == .badSignature, "\(index)")
        }
    }

    @Test("a line that is cut anywhere is refused")
    func cut() throws {
        let sample = try SampleVault()
        let vault = try DissectedVault(sample.bytes)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let index = Int.random(in: vault.lines.indices, using: &generator)
            let length = Int.random(in: 0..<vault.lines[index].count, using: &generator)
            var cut = vault
            cut.lines[index] = String(vault.lines[index].prefix(length))
            let file = cut.assembled()
            let found = failure { _ = try UnverifiedVault(file).verified() }
            // A slot's box may be shorter and still be one; the signature tells.
            let isSlot = vault.indices(of: "slot").contains(index)
            #expect(
                found == .notCanonical(line: index + 4) || isSlot && found == .badSignature,
                "line \(index + 4), \(length) characters")
        }
    }
}
