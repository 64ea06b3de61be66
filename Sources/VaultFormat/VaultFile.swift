package import Sodium

/// The frame that all versions of the format share, and that is read before anything is believed.
///
///     d24-vault VERSION
///     digest 128 HEX DIGITS
///     signature 128 HEX DIGITS
///     … what the digest covers, besides the first line
///
/// Digest and signature stand at fixed places in front, so that a reader of any version finds both, and tells
/// damage from a format that is newer than itself, without parsing anything that an attacker may have
/// written.
package enum VaultFile {
    /// 4 MiB: a thousand environments fit four times over, and reading it costs a few milliseconds.
    package static let sizeLimit = 4 * 1024 * 1024
    /// 1: the version this code reads and writes.
    package static let version = 1
    /// Generations stay below 2^63, so that every language can hold them.
    package static let generationLimit = UInt64(Int64.max)

    static let magic = "d24-vault "
    static let signatureLabel = "d24-vault signature 1"
    static let digestCount = 64

    /// BLAKE2b-512 over the first line and everything behind the signature line.
    static func digest(of firstLine: Span<UInt8>, and rest: Span<UInt8>) -> [UInt8] {
        Digest.of(firstLine, and: rest)
    }
}

/// The state of a vault that a file holds: what a pin remembers and a writer compares.
package struct VaultState: Hashable, Sendable {
    /// Of the vault, the same in all its states.
    package let id: VaultID
    /// Who signed the file, as its header says; whether this host trusts that key is the pin's to say.
    package let signer: VerifyingKey
    /// From 1 to 2^63 − 1; higher than that of the file it was made from.
    package let generation: UInt64
    /// 64 bytes.
    package let digest: [UInt8]
    /// By the clock of the host that wrote it.
    package let writtenAt: Timestamp

    /// Takes what a header says; nothing is checked here.
    package init(id: VaultID, signer: VerifyingKey, generation: UInt64, digest: [UInt8], writtenAt: Timestamp)
    {
        self.id = id
        self.signer = signer
        self.generation = generation
        self.digest = digest
        self.writtenAt = writtenAt
    }
}

/// A file that is undamaged and well formed, and that nobody vouches for yet.
package struct UnverifiedVault: Sendable {
    private let bytes: [UInt8]
    private let signature: Signature
    private let bodyStart: Int
    private let header: VaultHeader

    /// What to compare with the pin, before the signature is looked at.
    package let state: VaultState

    /// Reads a file in the frozen order: size, magic, digest, version, canonical header.
    ///
    /// Throws `tooLarge`, `notAVault`, `digestMismatch`, `newerVersion`, `notCanonical`.
    package init(_ bytes: [UInt8]) throws(VaultFormatError) {
        guard bytes.count <= VaultFile.sizeLimit else { throw .tooLarge }
        let span = bytes.span
        var cursor = LineCursor(span, position: 0, line: 1)
        guard cursor.begins(with: VaultFile.magic) else { throw .notAVault }
        let version: UInt64
        do {
            try cursor.expect(VaultFile.magic)
            version = try cursor.number(upTo: 999_999_999)
            try cursor.endLine()
        } catch { throw .notAVault }
        let firstLine = span.extracting(..<cursor.position)

        let digest: [UInt8]
        let signatureBytes: [UInt8]
        do {
            try cursor.expect("digest ")
            digest = try cursor.hexadecimal(count: VaultFile.digestCount)
            try cursor.endLine()
            try cursor.expect("signature ")
            signatureBytes = try cursor.hexadecimal(count: Signature.byteCount)
            try cursor.endLine()
        } catch { throw .digestMismatch }
        let rest = span.extracting(cursor.position...)
        guard constantTimeEquals(VaultFile.digest(of: firstLine, and: rest).span, digest.span) else {
            throw .digestMismatch
        }
        guard version != 0 else { throw .notAVault }
        guard version == UInt64(VaultFile.version) else { throw .newerVersion }

        (header, bodyStart) = try VaultHeader.read(span, from: cursor.position, line: cursor.line)
        do { signature = try Signature(bytes: signatureBytes) } catch { throw .defect }
        state = VaultState(
            id: header.id, signer: header.signer, generation: header.generation, digest: digest,
            writtenAt: header.writtenAt)
        self.bytes = bytes
    }

    /// Checks that the signer named in the header signed the digest. Throws `badSignature`.
    ///
    /// It says nothing about who that signer is: whether it is the one this host trusts is the pin's to say,
    /// and is asked before.
    package func verified() throws(VaultFormatError) -> VerifiedVault {
        let message = state.digest
        guard header.signer.verifies(signature, label: VaultFile.signatureLabel, message: message.span) else {
            throw .badSignature
        }
        return VerifiedVault(state: state, header: header, bytes: bytes, bodyStart: bodyStart)
    }
}

/// A file whose signature is good; only ``UnverifiedVault/verified()`` makes one.
package struct VerifiedVault: Sendable {
    /// As ``UnverifiedVault/state``, now with the word of the signer that it names.
    package let state: VaultState
    /// In its canonical form; the signature covers it.
    package let header: VaultHeader
    private let bytes: [UInt8]
    private let bodyStart: Int

    fileprivate init(state: VaultState, header: VaultHeader, bytes: [UInt8], bodyStart: Int) {
        self.state = state
        self.header = header
        self.bytes = bytes
        self.bodyStart = bodyStart
    }

    /// The ciphertext of a box, in place.
    func box(at index: Int) -> ArraySlice<UInt8> {
        var start = bodyStart
        for box in header.boxes[..<index] { start += box.length }
        return bytes[start..<start + header.boxes[index].length]
    }
}
