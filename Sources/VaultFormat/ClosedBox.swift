internal import Sodium

/// A box as it goes into a file: its line of the header and its ciphertext.
struct ClosedBox: Sendable {
    let description: BoxDescription
    let bytes: [UInt8]

    /// Pads and seals a text.
    static func seal(
        _ text: Span<UInt8>, as id: BoxID, key: Span<UInt8>, in vault: VaultID, generation: UInt64
    ) throws(VaultFormatError) -> ClosedBox {
        let nonce = RandomBytes.make(AuthenticatedBox.nonceCount)
        let encryption = try BoxKeys.encryption(key)
        let padded = Padding.pad(text)
        let context = context(of: id, in: vault, generation: generation)
        let commitment = try BoxKeys.commitment(key)
        do {
            let bytes = try AuthenticatedBox.seal(
                padded.bytes, authenticating: context.span, key: encryption.bytes, nonce: nonce.span)
            let description = BoxDescription(
                id: id, commitment: commitment, generation: generation, nonce: nonce, length: bytes.count)
            return ClosedBox(description: description, bytes: bytes)
        } catch { throw .defect }
    }

    /// Opens a box and leaves the padding on. Throws `commitmentMismatch`, `badBox`.
    static func open(
        _ bytes: ArraySlice<UInt8>, as description: BoxDescription, key: Span<UInt8>, in vault: VaultID
    ) throws(VaultFormatError) -> SecretBytes {
        try check(key, against: description)
        let encryption = try BoxKeys.encryption(key)
        let context = context(of: description.id, in: vault, generation: description.generation)
        do {
            return try AuthenticatedBox.open(
                bytes.span, authenticating: context.span, key: encryption.bytes, nonce: description.nonce.span
            )
        } catch { throw .badBox }
    }

    /// Compares a key with the header's commitment to it. Throws `commitmentMismatch`.
    static func check(_ key: Span<UInt8>, against description: BoxDescription) throws(VaultFormatError) {
        let commitment = try BoxKeys.commitment(key)
        guard constantTimeEquals(commitment.span, description.commitment.span) else {
            throw .commitmentMismatch
        }
    }

    /// `d24-vault 1 box` ‖ 0 ‖ vault id ‖ box id ‖ generation in 8 bytes, least significant first.
    private static func context(of box: BoxID, in vault: VaultID, generation: UInt64) -> [UInt8] {
        var context = [UInt8]("d24-vault 1 box".utf8) + [0] + vault.bytes + box.bytes
        for shift in stride(from: 0, to: 64, by: 8) {
            context.append(UInt8(truncatingIfNeeded: generation >> shift))
        }
        return context
    }
}
