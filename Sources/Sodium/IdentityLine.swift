/// The identity's line of text: `d24-identity-1 ` and 48 characters of base64url for seed ‖ checksum.
extension Identity {
    /// What the line begins with.
    package static let linePrefix = "d24-identity-1 "
    private static let checksumCount = 4
    static let checksumLabel = "d24-identity-1 checksum"

    /// The line without a newline, in guarded memory, to be written to a file of mode 0600.
    package func line() throws(SodiumError) -> SecretBytes {
        let checksum = try Self.checksum(of: seed.bytes)
        let body = SecretBytes(capacity: Self.seedCount + Self.checksumCount) { output in
            for index in seed.bytes.indices { output.append(seed.bytes[index]) }
            for byte in checksum { output.append(byte) }
        }
        let prefix = [UInt8](Self.linePrefix.utf8)
        return SecretBytes(capacity: prefix.count + Base64URL.room(for: body.count)) { output in
            for byte in prefix { output.append(byte) }
            Base64URL.append(body.bytes, to: &output)
        }
    }

    /// Reads the line, without a newline. Throws `malformed`.
    package init(line: Span<UInt8>) throws(SodiumError) {
        let prefix = [UInt8](Self.linePrefix.utf8)
        guard line.count > prefix.count,
            constantTimeEquals(line.extracting(..<prefix.count), prefix.span)
        else { throw .malformed }
        let decoded = try Base64URL.decode(
            line.extracting(prefix.count...), count: Self.seedCount + Self.checksumCount)
        guard try Self.isSound(decoded) else { throw .malformed }
        try self.init(seed: decoded.prefix(Self.seedCount))
    }

    /// Whether the checksum behind a seed is the seed's.
    private static func isSound(_ line: borrowing SecretBytes) throws(SodiumError) -> Bool {
        let checksum = try checksum(of: line.bytes.extracting(..<seedCount))
        return constantTimeEquals(line.bytes.extracting(seedCount...), checksum.span)
    }

    /// The first 4 bytes of a labelled subkey: tells a slip in the line, and nothing about the seed.
    private static func checksum(of seed: Span<UInt8>) throws(SodiumError) -> [UInt8] {
        [UInt8](try Subkey.published(checksumLabel, from: seed).prefix(checksumCount))
    }
}
