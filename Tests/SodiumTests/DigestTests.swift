import Sodium
import Testing

@Suite("Digests")
struct DigestTests {
    private static let plain = DigestAnswer.all.filter { $0.key.isEmpty }

    /// The digest of pieces.
    private func digest(
        of pieces: [[UInt8]], for answer: DigestAnswer
    ) throws(SodiumError) -> [UInt8] {
        let key = bytes(answer.key)
        let count = answer.digest.utf8.count / 2
        var digest = try key.isEmpty ? Digest(count: count) : Digest(count: count, key: key.span)
        for piece in pieces { digest.update(piece.span) }
        return digest.finalize()
    }

    @Test("are the known ones", arguments: DigestAnswer.all)
    func known(answer: DigestAnswer) throws {
        let whole = try digest(of: [bytes(answer.message)], for: answer)
        #expect(whole == bytes(answer.digest))
    }

    @Test("are the same wherever the message is cut", arguments: DigestAnswer.all)
    func cut(answer: DigestAnswer) throws {
        let message = bytes(answer.message)
        for index in 0...message.count {
            let pieces = [[UInt8](message[..<index]), [UInt8](message[index...])]
            let cut = try digest(of: pieces, for: answer)
            #expect(cut == bytes(answer.digest))
        }
    }

    @Test("are the same byte by byte", arguments: DigestAnswer.all)
    func byteByByte(answer: DigestAnswer) throws {
        let pieces = try digest(of: bytes(answer.message).map { [$0] }, for: answer)
        #expect(pieces == bytes(answer.digest))
    }

    @Test("are the same at once", arguments: plain)
    func atOnce(answer: DigestAnswer) throws {
        let digest = try Digest.of(bytes(answer.message).span, count: answer.digest.utf8.count / 2)
        #expect(digest == bytes(answer.digest))
    }

    @Test("have 64 bytes unless said otherwise")
    func standardLength() throws {
        let digest = try Digest.of(bytes(of: "abc").span)
        #expect(digest == bytes(DigestAnswer.all[0].digest))
    }

    @Test(
        "of a length that is not 16 to 64 are refused",
        arguments: [Int.min, -1, 0, 15, 65, 256 + 32, Int.max])
    func lengths(count: Int) {
        #expect(throws: SodiumError.badLength) { _ = try Digest(count: count) }
        #expect(throws: SodiumError.badLength) { _ = try Digest.of(counting(3).span, count: count) }
    }

    @Test("under a key that is not 16 to 64 bytes long are refused", arguments: [0, 1, 15, 65, 256 + 32])
    func keyLengths(count: Int) {
        #expect(throws: SodiumError.badLength) { _ = try Digest(count: 32, key: counting(count).span) }
    }
}
