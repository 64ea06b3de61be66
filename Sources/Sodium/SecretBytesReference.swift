/// A `SecretBytes` that several have at once, such as a request and those who send it; wiped with the last of
/// them.
///
/// The secret itself is there once: copying the reference copies no byte of it.
package final class SecretBytesReference: Sendable {
    private let secret: SecretBytes

    /// Takes a secret over, and copies no byte of it.
    package init(_ secret: consuming SecretBytes) { self.secret = secret }

    /// Of a copy in guarded memory; the original is its owner's to wipe.
    package convenience init(copying bytes: Span<UInt8>) { self.init(SecretBytes(copying: bytes)) }

    /// How many bytes it holds.
    package var count: Int { secret.count }

    /// The secret, for as long as `body` runs, to be read in place.
    package func read<Result>(_ body: (borrowing SecretBytes) -> Result) -> Result { body(secret) }
}
