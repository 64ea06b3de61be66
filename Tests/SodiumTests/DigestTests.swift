import Sodium
import Testing

@Suite("Digests")
struct DigestTests {
    private static let plain = DigestAnswer.all.filter { $0.key.isEmpty }
    private static let keyed = DigestAnswer.all.filter { !$0.key.isEmpty }

    private func length(of answer: DigestAnswer) throws -> Digest.Length {
        try #require(Digest.Length(rawValue: answer.digest.utf8.count / 2))
    }

    /// The digest of pieces.
    private func digest(of pieces: [[UInt8]], for answer: DigestAnswer) throws -> [UInt8] {
        var digest = try Digest(length(of: answer), key: bytes(answer.key).span)
        for piece in pieces { digest.update(piece.span) }
        return digest.finalize()
    }

    @Test("are the known ones", arguments: keyed)
    func known(answer: DigestAnswer) throws {
        let whole = try digest(of: [bytes(answer.message)], for: answer)
        #expect(whole == bytes(answer.digest))
    }

    @Test("are the same wherever the message is cut", arguments: keyed)
    func cut(answer: DigestAnswer) throws {
        let message = bytes(answer.message)
        for index in 0...message.count {
            let pieces = [[UInt8](message[..<index]), [UInt8](message[index...])]
            let cut = try digest(of: pieces, for: answer)
            #expect(cut == bytes(answer.digest))
        }
    }

    @Test("are the same byte by byte", arguments: keyed)
    func byteByByte(answer: DigestAnswer) throws {
        let pieces = try digest(of: bytes(answer.message).map { [$0] }, for: answer)
        #expect(pieces == bytes(answer.digest))
    }

    @Test("are the same at once", arguments: plain)
    func atOnce(answer: DigestAnswer) throws {
        let length = try length(of: answer)
        let digest = Digest.of(bytes(answer.message).span, length)
        #expect(digest == bytes(answer.digest))
    }

    @Test("are the same in two pieces", arguments: plain.filter { $0.digest.utf8.count == 128 })
    func inTwo(answer: DigestAnswer) {
        let message = bytes(answer.message)
        for index in 0...message.count {
            let (first, second) = ([UInt8](message[..<index]), [UInt8](message[index...]))
            #expect(Digest.of(first.span, and: second.span) == bytes(answer.digest))
        }
    }

    @Test("have 64 bytes unless said otherwise")
    func standardLength() {
        let digest = Digest.of(bytes(of: "abc").span)
        #expect(digest == bytes(DigestAnswer.all[0].digest))
    }

    @Test("under a key that is not 16 to 64 bytes long are refused", arguments: [0, 1, 15, 65, 256 + 32])
    func keyLengths(count: Int) {
        #expect(throws: SodiumError.badLength) { _ = try Digest(.bytes32, key: counting(count).span) }
    }
}
