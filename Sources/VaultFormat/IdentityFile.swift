package import Sodium

/// The text of an identity file or credential: comments, the identity's line, and perhaps the vault it
/// trusts.
///
///     # anything
///     d24-identity-1 …
///     vault VAULT-ID SIGNER
package struct IdentityFile: ~Copyable {
    /// 4 KiB: the lines take less than 300 bytes, the rest is for comments.
    package static let sizeLimit = 4096

    /// From the line `d24-identity-1 …`, of which there is exactly one.
    package let identity: Identity
    /// The vault and signer that a line pins, for hosts where no state can be written.
    package let pinned: TrustPin?

    /// Reads the file from guarded memory. Throws `badLine`, for a missing identity with the number of the
    /// last line; no error repeats a line.
    package init(_ text: Span<UInt8>) throws(VaultFormatError) {
        var seed: (range: Range<Int>, number: Int)?
        var pinned: TrustPin?
        var number = 0
        var start = 0
        while start < text.count {
            number += 1
            var end = start
            while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
            let line = text.extracting(start..<end)
            if line.isEmpty || line[0] == UInt8(ascii: "#") {
                // A comment or an empty line.
            } else if line[0] == UInt8(ascii: "v") {
                guard pinned == nil, let pin = TrustPin(line: line) else { throw .badLine(number) }
                pinned = pin
            } else {
                guard seed == nil else { throw .badLine(number) }
                seed = (start..<end, number)
            }
            start = end + 1
        }
        guard let seed else { throw .badLine(max(number, 1)) }
        let line = text.extracting(seed.range)
        do { identity = try Identity(line: line) } catch { throw .badLine(seed.number) }
        self.pinned = pinned
    }

    /// The identity, when the rest is no longer needed.
    package consuming func takeIdentity() -> Identity { identity }
}

extension TrustPin {
    /// Reads `vault VAULT-ID SIGNER`.
    package init?(line: Span<UInt8>) {
        var cursor = LineCursor(line, position: 0, line: 1)
        do {
            try cursor.expect("vault ")
            guard let id = VaultID(bytes: try cursor.hexadecimal()) else { return nil }
            try cursor.expect(" ")
            let signer = try VerifyingKey(bytes: try cursor.hexadecimal(count: VerifyingKey.byteCount))
            guard cursor.position == line.count else { return nil }
            self.init(id: id, signer: signer)
        } catch { return nil }
    }

    /// `vault VAULT-ID SIGNER`, without a newline.
    package var line: String { "vault \(id.text) \(signer.hexadecimal)" }
}
