import SystemIO
import Testing

@testable import SecretPlaces

struct GitObjectsTests {
    private static let id = "0123456789abcdef0123456789abcdef01234567"

    /// What is read of a stream that the shell's printf writes: a line for each object, then how it ended.
    private static func read(_ stream: String) throws -> [String] {
        let environment = try EnvironmentBlock()
        let arguments = ["-c", "printf '%b' \"$1\"", "sh", stream]
        var objects = GitObjects(try ChildCommand("/bin/sh", arguments, environment: environment))
        var lines: [String] = []
        do throws(GitObjectsError) {
            while let header = try objects.next() {
                var bytes: [UInt8] = []
                var isAtEnd = false
                while !isAtEnd {
                    let before = bytes.count
                    try bytes.append(addingCapacity: 3) { output throws(GitObjectsError) in
                        try objects.read(into: &output)
                    }
                    isAtEnd = bytes.count == before
                }
                lines.append("\(header.type) \(String(decoding: bytes, as: UTF8.self))")
            }
            lines.append("end")
        } catch {
            switch error {
            case .malformed: lines.append("malformed")
            case .system(let errno): lines.append("\(errno)")
            }
        }
        if objects.missing > 0 { lines.append("missing \(objects.missing)") }
        return lines
    }

    @Test("objects come one after the other, with newlines and nothing in them too")
    func objects() throws {
        let stream = "\(Self.id) blob 7\\nabc\\ndef\\n\(Self.id) tree 0\\n\\n\(Self.id) commit 1\\nx\\n"
        #expect(try Self.read(stream) == ["blob abc\ndef", "tree ", "commit x", "end"])
        #expect(try Self.read("") == ["end"])
    }

    @Test("an object that is missing is counted, and the next one read")
    func missing() throws {
        let stream = "\(Self.id) missing\\n\(Self.id) tag 2\\nhi\\n\(Self.id) missing\\n"
        #expect(try Self.read(stream) == ["tag hi", "end", "missing 2"])
    }

    @Test(
        "anything else is no list of objects",
        arguments: [
            ("x", ["malformed"]),
            ("\(id) blob\\n", ["malformed"]),
            ("\(id) blob 3 \\nabc\\n", ["malformed"]),
            ("\(id) blob 03\\nabc\\n", ["malformed"]),
            ("\(id) blob -1\\n\\n", ["malformed"]),
            ("\(id) blob +3\\nabc\\n", ["malformed"]),
            ("\(id) blob 99999999999999999999\\nabc\\n", ["malformed"]),
            ("\(id) file 3\\nabc\\n", ["malformed"]),
            ("\(id.dropLast()) blob 3\\nabc\\n", ["malformed"]),
            ("\(id.uppercased()) blob 3\\nabc\\n", ["malformed"]),
            ("\(id) blob 3\\nab", ["malformed"]),
            ("\(id) blob 3\\nabc", ["blob abc", "malformed"]),
            ("\(id) blob 3\\nabcd\\n", ["blob abc", "malformed"]),
            ("\(id) ambiguous\\n", ["malformed"]),
        ])
    func malformed(stream: String, lines: [String]) throws {
        #expect(try Self.read(stream) == lines)
    }

    @Test("a name of SHA-256 is one too")
    func sha256() {
        let id = String(repeating: "ab", count: 32)
        #expect(GitObjects.header(Array("\(id) tag 12".utf8)) == .init(id: id, type: "tag", size: 12))
        #expect(GitObjects.isMissing(Array("\(id) missing".utf8)))
        #expect(!GitObjects.isMissing(Array("\(id)00 missing".utf8)))
    }

    @Test("lines come whole, wherever their text is cut; what has no end for too long is let go")
    func lines() {
        func lines(_ pieces: [String]) -> [String] {
            var splitter = LineSplitter()
            var found: [String] = []
            for piece in pieces {
                splitter.take(Array(piece.utf8)) { found.append(String(decoding: $0, as: UTF8.self)) }
            }
            return found
        }
        #expect(lines(["a\n\nb", "c", "d\ne\nf"]) == ["a", "", "bcd", "e"])
        let long = String(repeating: "x", count: 40_000)
        #expect(lines(["a\n" + long, long, long, "end\nb\n"]) == ["a", "b"])
        #expect(lines([long, "end\n"]) == [long + "end"])
    }
}
