import CashoutsAPI
import Sodium
import TestSupport
import Testing

@testable import VaultFormat

struct CredentialRecordsTests {
    init() throws { try Libsodium.start() }

    private func record(_ version: UInt8, _ field: UInt8, _ length: UInt8) -> [UInt8] {
        [version, 0, 0, 0, field, length, 0, 0, 0]
    }

    /// Reads a text that gets its padding here.
    private func read(_ text: [UInt8]) throws(VaultFormatError) -> CredentialRecords {
        let bytes = padded(text)
        return try CredentialRecords(padded: SecretBytes(copying: bytes.span))
    }

    @Test("versions go in and come out")
    func addingAndRemoving() throws {
        let first = SampleSecrets("a")
        let second = SampleSecrets("b")
        var records = CredentialRecords()
        #expect(records.text.array == [0, 0, 0, 0])
        records = records.adding(1, first)
        records = records.adding(70_000, second)
        records = try read(records.text.array)
        #expect(records.versions == [1, 70_000])
        for field in CredentialField.allCases {
            #expect(records.value(of: field, in: 1)?.array == first[field])
            #expect(records.value(of: field, in: 70_000)?.array == second[field])
            #expect(records.value(of: field, in: 2)?.array == nil)
        }
        records = try read(records.removing(1).text.array)
        #expect(records.versions == [70_000])
        #expect(records.value(of: .apiSignature, in: 70_000)?.array == second.apiSignature)
        #expect(!records.text.array.contains(first.apiKey))
        records = records.removing(70_000)
        #expect(records.text.array == [0, 0, 0, 0])
    }

    @Test("the layout is that of the page")
    func layout() {
        let key: [UInt8] = [0x41]
        let passphrase: [UInt8] = [0x42, 0x43]
        let signature: [UInt8] = [0x44]
        let records = CredentialRecords().adding(
            258, apiKey: key.span, apiPassphrase: passphrase.span, apiSignature: signature.span)
        let index: [UInt8] = [
            3, 0, 0, 0,
            2, 1, 0, 0, 0, 1, 0, 0, 0,
            2, 1, 0, 0, 1, 2, 0, 0, 0,
            2, 1, 0, 0, 2, 1, 0, 0, 0,
        ]
        #expect(records.text.array == index + [0x41, 0x42, 0x43, 0x44])
    }

    @Test("the highest number fits, and so does the one behind it")
    func highestNumber() throws {
        let value: [UInt8] = [1]
        for number in [CredentialVersion.numberLimit, CredentialVersion.numberLimit + 1] {
            let records = CredentialRecords().adding(
                number, apiKey: value.span, apiPassphrase: value.span, apiSignature: value.span)
            let versions = try read(records.text.array).versions
            #expect(versions == [number])
        }
    }

    @Test("whatever else stands there is a bad box")
    func refused() throws {
        let one = record(1, 0, 1) + record(1, 1, 1) + record(1, 2, 1)
        let two = record(2, 0, 1) + record(2, 1, 1) + record(2, 2, 1)
        _ = try read([3, 0, 0, 0] + one + [1, 2, 3])
        _ = try read([6, 0, 0, 0] + one + two + [1, 2, 3, 4, 5, 6])
        let table: [(String, [UInt8])] = [
            ("nothing", []), ("half a count", [0, 0, 0]), ("a byte behind none", [0, 0, 0, 0, 1]),
            ("a value too few", [3, 0, 0, 0] + one + [1, 2]),
            ("a gap behind", [3, 0, 0, 0] + one + [1, 2, 3, 4]),
            ("an index cut short", [3, 0, 0, 0] + one.dropLast()),
            ("a count too high", [6, 0, 0, 0] + one + [1, 2, 3]),
            ("no index", [3, 0, 0, 0]), ("two fields", [2, 0, 0, 0] + one.prefix(18) + [1, 2]),
            ("four records", [4, 0, 0, 0] + one + record(2, 0, 1) + [1, 2, 3, 4]),
            ("a number of records to drown in", [0xff, 0xff, 0xff, 0xff] + one + [1, 2, 3]),
            (
                "a field twice",
                [3, 0, 0, 0] + record(1, 0, 1) + record(1, 0, 1) + record(1, 2, 1) + [1, 2, 3]
            ),
            (
                "fields out of order",
                [3, 0, 0, 0] + record(1, 1, 1) + record(1, 0, 1) + record(1, 2, 1) + [1, 2, 3]
            ),
            (
                "a field that is none",
                [3, 0, 0, 0] + record(1, 0, 1) + record(1, 1, 1) + record(1, 3, 1) + [1, 2, 3]
            ),
            ("an empty value", [3, 0, 0, 0] + record(1, 0, 1) + record(1, 1, 0) + record(1, 2, 1) + [1, 2]),
            (
                "two versions in one",
                [3, 0, 0, 0] + record(1, 0, 1) + record(2, 1, 1) + record(1, 2, 1) + [1, 2, 3]
            ),
            ("version 0", [3, 0, 0, 0] + record(0, 0, 1) + record(0, 1, 1) + record(0, 2, 1) + [1, 2, 3]),
            ("a version twice", [6, 0, 0, 0] + one + one + [1, 2, 3, 4, 5, 6]),
            ("versions out of order", [6, 0, 0, 0] + two + one + [1, 2, 3, 4, 5, 6]),
            (
                "a value beyond the end",
                [3, 0, 0, 0] + record(1, 0, 1) + record(1, 1, 1) + record(1, 2, 200) + [1, 2, 3]
            ),
            (
                "a length without end",
                [3, 0, 0, 0] + record(1, 0, 1) + record(1, 1, 1) + [
                    1, 0, 0, 0, 2, 255, 255, 255, 255, 1, 2, 3,
                ]
            ),
        ]
        for (name, text) in table { #expect(failure { _ = try read(text) } == .badBox, "\(name)") }
    }

    @Test("random bytes never stop the reader")
    func noise() {
        var generator = SeededGenerator(seed: 42)
        for round in 0..<300 {
            var text = generator.bytes(Int.random(in: 0..<200, using: &generator))
            if round.isMultiple(of: 2), text.count > 4 { text.replaceSubrange(0..<4, with: [3, 0, 0, 0]) }
            #expect(failure { _ = try read(text) } == .badBox)
        }
    }
}
