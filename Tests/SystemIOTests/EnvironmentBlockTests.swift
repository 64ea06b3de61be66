import Sodium
import Testing

@testable import SystemIO

struct EnvironmentBlockTests {
    init() throws {
        try Libsodium.start()
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func expect(_ block: borrowing EnvironmentBlock, is entries: String) {
        let isSame = block.entries.equals(bytes(entries).span)
        #expect(isSame)
        let starts = block.starts
        #expect(starts.count == entries.utf8.count { $0 == 0 })
    }

    @Test("every name is there once, the first of its kind")
    func duplicates() throws {
        let variables = [("A", "1"), ("B", ""), ("A", "2"), ("AB", "=3")]
            .map { (name: Self.bytes($0.0), value: Self.bytes($0.1)) }
        var block = try EnvironmentBlock(variables)
        Self.expect(block, is: "A=1\0B=\0AB==3\0")
        try block.set("A", to: Self.bytes("secret").span)
        Self.expect(block, is: "B=\0AB==3\0A=secret\0")
        try block.set("C", to: Self.bytes("").span)
        Self.expect(block, is: "B=\0AB==3\0A=secret\0C=\0")
        try block.set("AB", to: Self.bytes("x").span)
        Self.expect(block, is: "B=\0A=secret\0C=\0AB=x\0")
    }

    @Test("an empty one is empty")
    func empty() throws {
        var block = try EnvironmentBlock()
        Self.expect(block, is: "")
        try block.set("A", to: [0xFF].span)
        let isSame = block.entries.equals([0x41, 0x3D, 0xFF, 0].span)
        #expect(isSame)
    }

    @Test("what a child could not be given is refused, and the rest stays")
    func refusals() throws {
        var block = try EnvironmentBlock([(Self.bytes("A"), Self.bytes("1"))])
        for name in ["", "B=C", "B\0"] {
            #expect(throws: Errno.invalidArgument) { try block.set(name, to: [1].span) }
        }
        #expect(throws: Errno.invalidArgument) { try block.set("B", to: [1, 0, 2].span) }
        #expect(throws: Errno.invalidArgument) { _ = try EnvironmentBlock([([], [1])]) }
        #expect(throws: Errno.invalidArgument) { _ = try EnvironmentBlock([([0x41], [0])]) }
        Self.expect(block, is: "A=1\0")
    }
}
