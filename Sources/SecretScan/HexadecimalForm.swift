import Sodium

/// Two digits for each byte.
struct HexadecimalForm {
    static let all = [HexadecimalForm(upper: false), HexadecimalForm(upper: true)]

    let upper: Bool

    /// How many bytes a value of `count` bytes becomes at most.
    static func room(for count: Int) -> Int { 2 * count }

    func append(_ value: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        for index in value.indices {
            output.append(ASCIIDigits.hexadecimal(value[index] >> 4, upper: upper))
            output.append(ASCIIDigits.hexadecimal(value[index], upper: upper))
        }
    }
}
