import Sodium
import Testing

@Suite("Authenticated boxes")
struct AuthenticatedBoxTests {
    private let key = counting(32, from: 1)
    private let nonce = counting(24, from: 50)
    private let context = counting(9, from: 100)
    private let text = counting(40, from: 150)

    private func box() throws -> [UInt8] {
        try AuthenticatedBox.seal(text.span, authenticating: context.span, key: key.span, nonce: nonce.span)
    }

    /// How opening fails, or `nil` when it does not.
    private func failureToOpen(
        _ box: [UInt8], context: [UInt8]? = nil, key: [UInt8]? = nil, nonce: [UInt8]? = nil
    ) -> SodiumError? {
        let context = context ?? self.context
        let key = key ?? self.key
        let nonce = nonce ?? self.nonce
        return failure { () throws(SodiumError) in
            _ = try AuthenticatedBox.open(
                box.span, authenticating: context.span, key: key.span, nonce: nonce.span)
        }
    }

    @Test("have the sizes of the format")
    func sizes() {
        #expect(AuthenticatedBox.keyCount == 32)
        #expect(AuthenticatedBox.nonceCount == 24)
        #expect(AuthenticatedBox.tagCount == 16)
    }

    @Test("are the known ones", arguments: BoxAnswer.all)
    func known(answer: BoxAnswer) throws {
        let (key, nonce) = (bytes(answer.key), bytes(answer.nonce))
        let (context, text) = (bytes(answer.context), bytes(answer.text))
        let box = try AuthenticatedBox.seal(
            text.span, authenticating: context.span, key: key.span, nonce: nonce.span)
        #expect(box == bytes(answer.box))
        let opened = try AuthenticatedBox.open(
            box.span, authenticating: context.span, key: key.span, nonce: nonce.span)
        let content = opened.bytes.array
        #expect(content == text)
    }

    @Test("open when nothing was changed")
    func unchanged() throws {
        #expect(try failureToOpen(box()) == nil)
    }

    @Test("do not open with any one bit of the box changed")
    func boxFlips() throws {
        for flipped in try singleBitFlips(of: box()) { #expect(failureToOpen(flipped) == .cannotOpen) }
    }

    @Test("do not open with any one bit of the context changed, or another length of it")
    func contextFlips() throws {
        let box = try box()
        let others = singleBitFlips(of: context) + [[], Array(context.dropLast()), context + [0]]
        for other in others { #expect(failureToOpen(box, context: other) == .cannotOpen) }
    }

    @Test("do not open with any one bit of the key changed")
    func keyFlips() throws {
        let box = try box()
        for other in singleBitFlips(of: key) { #expect(failureToOpen(box, key: other) == .cannotOpen) }
    }

    @Test("do not open with any one bit of the nonce changed")
    func nonceFlips() throws {
        let box = try box()
        for other in singleBitFlips(of: nonce) { #expect(failureToOpen(box, nonce: other) == .cannotOpen) }
    }

    @Test("do not open when they are cut or continued")
    func lengths() throws {
        let box = try box()
        for count in 0..<box.count { #expect(failureToOpen(Array(box[..<count])) == .cannotOpen) }
        #expect(failureToOpen(box + [0]) == .cannotOpen)
    }

    @Test("take a key of 32 bytes and no other", arguments: [0, 16, 31, 33])
    func keyLengths(count: Int) throws {
        #expect(try failureToOpen(box(), key: counting(count)) == .badLength)
        #expect(throws: SodiumError.badLength) {
            try AuthenticatedBox.seal(
                text.span, authenticating: context.span, key: counting(count).span, nonce: nonce.span)
        }
    }

    @Test("take a nonce of 24 bytes and no other", arguments: [0, 12, 23, 25])
    func nonceLengths(count: Int) throws {
        #expect(try failureToOpen(box(), nonce: counting(count)) == .badLength)
        #expect(throws: SodiumError.badLength) {
            try AuthenticatedBox.seal(
                text.span, authenticating: context.span, key: key.span, nonce: counting(count).span)
        }
    }
}
