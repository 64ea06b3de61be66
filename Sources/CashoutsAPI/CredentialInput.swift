/// Reads the three fields from a file, a descriptor or standard input (design: "Fields are …").
///
/// A first byte `{` means JSON, anything else means lines `D24_API_KEY=…`. The input lies in one locked
/// buffer and values go from there to `SecretBytes`, never through a `String` or an array.
package enum CredentialInput {
    /// 16 KiB: three values of a few hundred bytes and generous comments; a larger file is the wrong file.
    package static let limit = 16 * 1024

    /// Reads the whole input. Throws the first thing that is wrong, with its line.
    package static func read(_ input: Span<UInt8>) throws(CredentialInputError) -> CredentialTriple {
        guard !input.isEmpty else { throw .empty }
        guard input.count <= limit else { throw .tooLarge }
        if input[0] == UInt8(ascii: "{") {
            var reader = CredentialJSON(input)
            return try reader.read()
        }
        if input.count >= 3, input[0] == 0xEF, input[1] == 0xBB, input[2] == 0xBF { throw .byteOrderMark }
        return try CredentialLines.read(input)
    }
}
