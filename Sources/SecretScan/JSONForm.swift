/// A string of JSON (RFC 8259, section 7), as one of its writers does it, but for `\uXXXX`: see
/// `UnescapedText`. A credential has no control characters.
struct JSONForm {
    static let all = [JSONForm(slash: false), JSONForm(slash: true)]

    /// Whether `/` becomes `\/`, as PHP does.
    let slash: Bool

    /// How many bytes a value of `count` bytes becomes at most.
    static func room(for count: Int) -> Int { 2 * count }

    /// Appends the string without its quotation marks.
    func append(_ value: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        for index in value.indices {
            switch value[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "/") where slash: output.append(UInt8(ascii: "\\"))
            case _: break
            }
            output.append(value[index])
        }
    }
}
