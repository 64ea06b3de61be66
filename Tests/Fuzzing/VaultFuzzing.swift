import CashoutsAPI
import Sodium

@testable import VaultFormat

/// Files of vaults.
enum VaultFuzzing {
    static func header(_ input: [UInt8]) {
        do {
            let vault = try UnverifiedVault(input)
            hold("the digest is written in the file", input.starts(with: frame(vault.state.digest)))
        } catch {
            switch error {
            case .tooLarge, .notAVault, .digestMismatch, .newerVersion, .notCanonical: break
            default: violated("a file fails with \(error)")
            }
        }
        do {
            let (header, bodyStart) = try VaultHeader.read(input.span, from: 0, line: 4)
            hold("a header has one spelling", header.encoded()[...] == input[..<bodyStart])
            hold("a body has the length that is announced", header.bodyCount == input.count - bodyStart)
        } catch {
            guard case .notCanonical(let line) = error else { violated("a header fails with \(error)") }
            hold("the number is that of a line", (4...4 + input.count { $0 == 0x0a }).contains(line))
        }
    }

    private static func frame(_ digest: [UInt8]) -> [UInt8] {
        Sample.firstLine + [UInt8]("digest \(Hexadecimal.encode(digest.span))\n".utf8)
    }

    static func sealed(_ input: [UInt8]) {
        let sample = Sample.shared
        do {
            let unverified = try UnverifiedVault(sample.sealed(input))
            let byUs = unverified.state.signer == sample.signer.verifyingKey
            do {
                let vault = try unverified.verified()
                hold("nobody else's name is under our signature", byUs)
                open(vault, mayHaveNewSecrets: false)
                unlock(vault)
            } catch { hold("our signature is good", error == .badSignature && !byUs) }
        } catch {
            guard case .notCanonical = error else { violated("a sealed file fails with \(error)") }
        }
    }

    /// Opens a vault with both identities, and whatever opens is written once more.
    static func open(_ vault: VerifiedVault, mayHaveNewSecrets: Bool) {
        open(vault, with: Sample.shared.writer, mayHaveNewSecrets)
        open(vault, with: Sample.shared.reader, mayHaveNewSecrets)
    }

    private static func unlock(_ vault: VerifiedVault) {
        do {
            let identity = try vault.identity(fromPhrase: Sample.phrase.span, within: Sample.costs)
            open(vault, with: identity, false)
        } catch {
            switch error {
            case .noPhraseSlot, .wrongPhrase, .phraseCostOutOfRange: break
            default: violated("a phrase fails with \(error)")
            }
        }
    }

    private static func open(
        _ file: VerifiedVault, with identity: borrowing Identity, _ mayHaveNewSecrets: Bool
    ) {
        do {
            let vault = try file.open(with: identity)
            let secrets = try Sample.secrets(of: vault)
            hold("no other plaintext", mayHaveNewSecrets || secrets == [Sample.shared.secrets])
            let role = vault.role
            let metadata = vault.metadata
            do {
                let draft = try VaultDraft(vault)
                hold("a reader does not write", role == .writer)
                let next = try UnverifiedVault(draft.sealed(at: file.state.writtenAt)).verified()
                let reopened = try next.open(with: identity)
                hold("what a writer found is what it writes", reopened.metadata == metadata)
                let kept = try Sample.secrets(of: reopened)
                hold("secrets too", kept == secrets)
            } catch {
                let isLast = file.header.generation == VaultFile.generationLimit && error == .defect
                let isReader = role == .reader && error == .readOnly
                hold("who opens a vault can write it", isReader || error == .commitmentMismatch || isLast)
            }
        } catch {
            switch error {
            case .noSlot, .badSlot, .commitmentMismatch, .signerMismatch, .badBox, .badMetadata,
                .newerVersion:
                break
            default: violated("opening fails with \(error)")
            }
        }
    }
}

extension VaultHeader {
    fileprivate var bodyCount: Int { boxes.reduce(0) { $0 + $1.length } }
}
