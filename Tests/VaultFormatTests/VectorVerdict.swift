import CashoutsAPI
import Sodium
import StrictJSON
import TestSupport
import Testing

@testable import VaultFormat

/// What came of opening a vector, in the words of its header.
enum VectorVerdict: Equatable {
    case opened(slot: String, metadata: JSONValue, secrets: [[String]])
    case refused(String)

    /// The page's checks, and the word of ``word(_:)`` for what this library throws: some share an error.
    static let checks = [
        "too-large": "too large", "not-a-vault": "no vault", "frame": "digest", "digest": "digest",
        "version": "newer", "header": "header", "body-length": "header",
        "vault": "other vault", "signer": "other signer", "older": "older", "diverged": "diverged",
        "signature": "signature", "identity": "no slot", "phrase": "wrong phrase", "costs": "costs",
        "slot-box": "slot", "bundle": "slot", "bundle-place": "slot", "keys": "slot", "signer-seed": "seed",
        "commitment": "commitment", "box": "box", "padding": "box",
        "json": "metadata", "metadata": "metadata", "slots": "metadata", "boxes": "metadata",
        "member": "newer", "no-environment": "absent", "environment": "not given", "records": "box",
        "versions": "box",
    ]

    private static func word(_ error: VaultFormatError) -> String {
        switch error {
        case .tooLarge: "too large"
        case .notAVault: "no vault"
        case .digestMismatch: "digest"
        case .newerVersion: "newer"
        case .notCanonical: "header"
        case .badSignature: "signature"
        case .noSlot: "no slot"
        case .wrongPhrase, .noPhraseSlot: "wrong phrase"
        case .phraseCostOutOfRange: "costs"
        case .badSlot: "slot"
        case .signerMismatch: "seed"
        case .commitmentMismatch: "commitment"
        case .badBox: "box"
        case .badMetadata: "metadata"
        case .environmentNotGranted: "not given"
        case .outOfMemory, .readOnly, .wouldBeTooLarge, .badLine, .defect: "not of reading: \(error)"
        }
    }

    /// What the header of a vector says.
    static func expected(by vector: VaultVector) throws -> VectorVerdict {
        guard vector.kind == "opened" else { return .refused(checks[vector.check] ?? "nothing known") }
        let metadata = try #require(vector.metadata)
        return .opened(
            slot: try #require(vector.slot), metadata: try JSONReader.read(metadata.span),
            secrets: vector.open.map { vector.secrets(of: $0) })
    }

    init(opening vector: VaultVector) throws {
        do { self = try Self.opened(vector) } catch let error as VaultFormatError {
            self = .refused(Self.word(error))
        } catch let refusal as Refusal { self = .refused(refusal.word) }
    }

    /// Refusals that are no errors of this library, but its callers'.
    private struct Refusal: Error {
        let word: String
    }

    /// The frozen order, as the tools have it: the pins come before the signature.
    private static func opened(_ vector: VaultVector) throws -> VectorVerdict {
        try Libsodium.start()
        let unverified = try UnverifiedVault(vector.bytes)
        let pin = try TrustPin(vector.pin.span)
        try judge(unverified.state, by: pin)
        let identity: Identity
        let file: VerifiedVault
        if let text = vector.identityFile {
            let parsed = try IdentityFile(text.span)
            if let pin = parsed.pinned { try judge(unverified.state, by: pin) }
            identity = parsed.takeIdentity()
            file = try unverified.verified()
        } else {
            file = try unverified.verified()
            let phrase = try #require(vector.phrase)
            identity = try file.identity(fromPhrase: phrase.span)
        }
        let vault = try file.open(with: identity)
        let secrets = try vector.open.map { name throws in
            guard let known = EnvironmentName(name), let environment = vault.metadata[known] else {
                throw Refusal(word: "absent")
            }
            return try Self.secrets(of: environment, in: vault)
        }
        return .opened(
            slot: "\(vault.slot.id.text) \(vault.role.rawValue)",
            metadata: try JSONReader.read(vault.metadata.encoded().span), secrets: secrets)
    }

    private static func judge(_ state: VaultState, by pin: TrustPin) throws {
        switch pin.judge(state) {
        case .agrees: break
        case .otherVault: throw Refusal(word: "other vault")
        case .otherSigner: throw Refusal(word: "other signer")
        case .older: throw Refusal(word: "older")
        case .diverged: throw Refusal(word: "diverged")
        }
    }

    /// A line for each secret, whose fingerprint must be the one that the metadata have.
    private static func secrets(
        of environment: EnvironmentRecord, in vault: borrowing OpenVault
    ) throws -> [String] {
        let records = try vault.credentials(of: environment)
        var lines: [String] = []
        for version in environment.versions {
            for field in CredentialField.allCases {
                guard let secret = records.value(of: field, in: version.number) else { continue }
                let fingerprint = try vault.fingerprint(of: secret)
                #expect(fingerprint == version.fingerprints?[field])
                let hash = Hexadecimal.encode(Digest.of(secret, .bytes32).span)
                lines.append("\(version.number) \(version.state.rawValue) \(field.jsonName) \(hash)")
            }
        }
        return lines
    }
}
