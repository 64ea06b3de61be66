import Sodium

/// Names in bytes as text that can be read and told apart.
enum ShownBytes {
    /// The text, with each byte that is not part of UTF-8 as `\xNN`.
    static func text(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var position = 0
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let encoded):
                text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
                position += encoded.count
            case .error(let length):
                for byte in bytes[position..<position + length] {
                    text += "\\x\(Hexadecimal.encode([byte].span))"
                }
                position += length
            case .emptyInput:
                return text
            }
        }
    }
}
