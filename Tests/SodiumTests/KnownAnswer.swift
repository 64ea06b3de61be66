import Testing

/// The rows of the tables in Vectors/KnownAnswers.swift. Bytes are hexadecimal; ``bytes(_:)`` reads them.

/// HMAC-SHA256 of a message.
struct AuthenticationAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    let key: String
    let message: String
    let code: String
    var testDescription: String { name }
}

/// BLAKE2b of a message, keyed unless the key is empty, as long as `digest`.
struct DigestAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    let key: String
    let message: String
    let digest: String
    var testDescription: String { name }
}

/// A subkey for a label.
struct SubkeyAnswer: Sendable {
    let label: String
    let key: String
    let subkey: String
}

/// An Ed25519 signature over the message as it is; `malleated` satisfies the same equation with S + L.
struct SignatureAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    let seed: String
    let verifyingKey: String
    let message: String
    let signature: String
    let malleated: String
    var testDescription: String { name }
}

/// An Ed25519 signature over label ‖ 0 ‖ message.
struct LabelledSignatureAnswer: Sendable {
    let label: String
    let seed: String
    let message: String
    let signature: String
}

/// An XChaCha20-Poly1305 box.
struct BoxAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    let key: String
    let nonce: String
    let context: String
    let text: String
    let box: String
    var testDescription: String { name }
}

/// All that follows from an identity's seed, and a box with `text` that was sealed to it.
struct IdentityAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    let seed: String
    let line: String
    let sealingKey: String
    let hostKey: String
    let recipient: String
    let text: String
    let box: String
    var testDescription: String { name }
}

/// Argon2id of a phrase, one lane, `memory` in KiB.
struct UnlockPhraseAnswer: Sendable, CustomTestStringConvertible {
    let phrase: String
    let salt: String
    let operations: Int
    let memory: Int
    let seed: String
    var testDescription: String { "\(operations) passes over \(memory) KiB for \(phrase.utf8.count) bytes" }
}

/// Bytes and their base64url text.
struct Base64URLAnswer: Sendable {
    let bytes: String
    let text: String
}
