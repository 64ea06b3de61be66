import Synchronization
import TestSupport
import Testing

@testable import Sodium

/// What libsodium and this wrapper leave on the stack, which is ordinary memory.
@Suite("The stack")
struct StackTests {
    private let key = counting(32, from: 0x41)
    private let text = counting(64, from: 0xa1)
    private let nonce = counting(24, from: 0x11)

    init() throws { try Libsodium.start() }

    /// Work that comes to its end; what threw sooner may have had no secret yet.
    private func expectGone(_ secrets: [[UInt8]], _ work: @escaping @Sendable () throws -> Void) {
        let end = End()
        let stack = OwnStack { if (try? work()) != nil { end.isReached.store(true, ordering: .relaxed) } }
        let isReached = end.isReached.load(ordering: .relaxed)
        #expect(isReached)
        for (index, secret) in secrets.enumerated() {
            #expect(!stack.holds(secret), "secret \(index)")
        }
    }

    private final class End: Sendable {
        let isReached = Atomic(false)
    }

    @Test("is seen to hold what work leaves there")
    func witness() {
        let text = text
        let stack = OwnStack {
            unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { buffer in
                for index in text.indices { unsafe buffer[128 + index] = text[index] }
            }
        }
        #expect(stack.holds(text))
        #expect(!stack.holds(nonce))
    }

    @Test("holds no subkey")
    func subkey() throws {
        let key = key
        let subkey = try Subkey.derive("label", from: key.span)
        expectGone([key, subkey.bytes.array]) { _ = try Subkey.derive("label", from: key.span) }
    }

    @Test("holds nothing of an identity")
    func identity() throws {
        let key = key
        let identity = try Identity(seed: SecretBytes(copying: key.span))
        let sealing = try Subkey.derive("d24-identity-1 sealing", from: key.span)
        let hostKey = try Subkey.derive("d24-identity-1 host key", from: key.span)
        let secrets = [key, identity.sealingSecret.bytes.array, sealing.bytes.array, hostKey.bytes.array]
        expectGone(secrets) { _ = try Identity(seed: SecretBytes(copying: key.span)) }
        let line = try identity.line()
        let text = line.bytes.array
        expectGone(secrets + [text]) { _ = try Identity(line: text.span) }
    }

    @Test("holds neither text nor key of a box")
    func boxes() throws {
        let (key, text, nonce) = (key, text, nonce)
        let box = try AuthenticatedBox.seal(
            text.span, authenticating: nonce.span, key: key.span, nonce: nonce.span)
        expectGone([key, text]) {
            _ = try AuthenticatedBox.seal(
                text.span, authenticating: nonce.span, key: key.span, nonce: nonce.span)
        }
        expectGone([key, text]) {
            _ = try AuthenticatedBox.open(
                box.span, authenticating: nonce.span, key: key.span, nonce: nonce.span)
        }
        let identity = try Identity(seed: SecretBytes(copying: key.span))
        let recipient = identity.recipient
        let sealed = try SealedBox(sealing: text.span, to: recipient)
        expectGone([text]) { _ = try SealedBox(sealing: text.span, to: recipient) }
        let secret = identity.sealingSecret.bytes.array
        expectGone([text, secret]) {
            let identity = try Identity(seed: SecretBytes(copying: key.span))
            _ = try identity.open(sealed)
        }
    }

    @Test("holds no key that signs")
    func signing() throws {
        let (key, text) = (key, text)
        expectGone([key]) { _ = try SigningKey(seed: key.span).sign(label: "label", message: text.span) }
        // HMAC exclusive-ors its key with two constants (RFC 2104).
        expectGone([key, key.map { $0 ^ 0x36 }, key.map { $0 ^ 0x5c }]) {
            var authenticator = MessageAuthenticator(key: key.span)
            authenticator.update(text.span)
            _ = authenticator.finalize()
        }
    }

    @Test("holds neither key nor text of a digest")
    func digest() {
        let key = key
        // More than its state has room for, so that some is taken in before the end.
        let text = Array([text, text, text, text, text, text].joined())
        expectGone([key, text]) {
            var digest = try Digest(.bytes16, key: key.span)
            digest.update(text.span)
        }
        expectGone([key, text]) {
            var digest = try Digest(.bytes16, key: key.span)
            digest.update(text.span)
            _ = digest.finalize()
        }
    }

    @Test("holds neither a phrase nor its seed")
    func phrase() throws {
        let phrase = text
        let salt = counting(16)
        let cost = UnlockPhrase.Cost(operations: 1, memory: 8)
        let range = UnlockPhrase.CostRange(floor: cost, cap: cost)
        let seed = try UnlockPhrase.deriveSeed(from: phrase.span, salt: salt, cost: cost, within: range)
        expectGone([phrase, seed.bytes.array]) {
            _ = try UnlockPhrase.deriveSeed(from: phrase.span, salt: salt, cost: cost, within: range)
        }
    }
}
