import Sodium

@testable import VaultFormat

/// What a file of format version 2 looks like to this one.
func ofNewerVersion(_ file: [UInt8]) -> [UInt8] {
    let lines = file.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    return framed("d24-vault 2\n", [UInt8](lines[3])) { _ in [UInt8](lines[2]) }
}

/// The file as its writer would have written it with a later version, which puts a member into the metadata
/// that this one does not know.
func withUnknownMember(_ file: [UInt8], _ writer: borrowing Identity) throws -> [UInt8] {
    let vault = try opened(file, writer)
    let header = vault.file.header
    let text = vault.metadata.encoded().dropLast() + [UInt8](",\"future\":1}".utf8)
    let box = try ClosedBox.seal(
        [UInt8](text).span, as: .metadata, key: vault.keys.metadataKey, in: header.id,
        generation: header.generation)
    let changed = VaultHeader(
        id: header.id, generation: header.generation, writtenAt: header.writtenAt, signer: header.signer,
        slots: header.slots, boxes: [box.description] + header.boxes.dropFirst())
    let boxes = header.boxes.indices.dropFirst().flatMap { vault.file.box(at: $0) }
    let signed = try vault.keys.withSignerSeed { (seed: Span<UInt8>) throws(SodiumError) in
        try SigningKey(seed: seed)
    }
    guard let key = signed else { throw VaultFormatError.readOnly }
    return framed("d24-vault 1\n", changed.encoded() + box.bytes + boxes) { digest in
        let signature = key.sign(label: VaultFile.signatureLabel, message: digest.span)
        return [UInt8]("signature \(signature.hexadecimal)".utf8)
    }
}

/// The lines in front of what the digest covers, which is right.
private func framed(
    _ first: String, _ rest: [UInt8], signatureLine: ([UInt8]) -> [UInt8]
) -> [UInt8] {
    let digest = Digest.of(([UInt8](first.utf8) + rest).span)
    let line = "digest \(Hexadecimal.encode(digest.span))\n"
    return [UInt8]((first + line).utf8) + signatureLine(digest) + [UInt8(ascii: "\n")] + rest
}
