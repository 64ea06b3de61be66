import Sodium
import Testing

@testable import VaultFormat

/// A vault file taken apart, to be changed and put together again with a digest that is right.
///
/// It knows the frame from `d24-vault(5)` and shares no code with the library but libsodium's wrapper.
struct DissectedVault {
    var firstLine: String
    var signature: String
    /// The lines from `vault` to `body`; the first is line 4 of the file.
    var lines: [String]
    /// The boxes of the body, in the order of their lines.
    var boxes: [[UInt8]]

    init(_ file: [UInt8]) throws {
        var rest = file[...]
        func line() throws -> String {
            let end = try #require(rest.firstIndex(of: UInt8(ascii: "\n")))
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        firstLine = try line()
        _ = try line()
        signature = String(try line().dropFirst("signature ".count))
        lines = []
        while lines.last?.hasPrefix("body ") != true { lines.append(try line()) }
        boxes = []
        for line in lines where line.hasPrefix("box ") {
            let length = try #require(Int(String(line.split(separator: " ")[5])))
            boxes.append([UInt8](rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        #expect(rest.isEmpty)
    }

    private var covered: (first: [UInt8], rest: [UInt8]) {
        let text = lines.map { $0 + "\n" }.joined()
        return ([UInt8]("\(firstLine)\n".utf8), [UInt8](text.utf8) + boxes.joined())
    }

    /// BLAKE2b-512 of everything but the digest's and the signature's lines.
    var digest: [UInt8] {
        let covered = covered
        let all = covered.first + covered.rest
        return Digest.of(all.span)
    }

    /// The file with the signature it had.
    func assembled() -> [UInt8] {
        let digest = digest
        let frame = "digest \(Hexadecimal.encode(digest.span))\nsignature \(signature)\n"
        return covered.first + [UInt8](frame.utf8) + covered.rest
    }

    /// The file with a signature by this key.
    func assembled(signedBy key: borrowing SigningKey) -> [UInt8] {
        let digest = digest
        var signed = self
        signed.signature = key.sign(label: "d24-vault signature 1", message: digest.span).hexadecimal
        return signed.assembled()
    }
}

/// Changes of the text.
extension DissectedVault {
    /// Where the lines of that word are.
    func indices(of word: String) -> [Int] { lines.indices.filter { lines[$0].hasPrefix(word + " ") } }

    /// One word of a line; the line's own is number 0.
    subscript(line: Int, word: Int) -> String {
        get { String(lines[line].split(separator: " ", omittingEmptySubsequences: false)[word]) }
        set {
            var words = lines[line].split(separator: " ", omittingEmptySubsequences: false).map { String($0) }
            words[word] = newValue
            lines[line] = words.joined(separator: " ")
        }
    }

    func bytes(_ line: Int, _ word: Int) throws -> [UInt8] {
        try #require(Hexadecimal.decode(self[line, word]))
    }

    mutating func setBytes(_ line: Int, _ word: Int, _ bytes: [UInt8]) {
        self[line, word] = Hexadecimal.encode(bytes.span)
    }

    /// The line of the slot that belongs to an identity.
    func slotLine(of recipient: Recipient) throws -> Int {
        let key = Hexadecimal.encode(recipient.sealingKey.span)
        return try #require(indices(of: "slot").first { lines[$0].contains(key) })
    }
}
