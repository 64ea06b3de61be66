/// The few characters that the grammars of this library name.
enum Ascii {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let percent = UInt8(ascii: "%")
    static let dot = UInt8(ascii: ".")
    static let slash = UInt8(ascii: "/")
    static let zero = UInt8(ascii: "0")
    static let colon = UInt8(ascii: ":")
    static let equals = UInt8(ascii: "=")

    static func isDigit(_ character: UInt8) -> Bool {
        (zero...UInt8(ascii: "9")).contains(character)
    }

    static func hexadecimalDigit(_ character: UInt8) -> UInt8? {
        switch character {
        case zero...UInt8(ascii: "9"): character - zero
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
