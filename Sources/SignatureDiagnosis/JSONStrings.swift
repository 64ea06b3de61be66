import StrictJSON

/// What writers do differently within a JSON string: the bytes between its quotation marks, escapes and all.
enum JSONStrings {
    private static let backslash = UInt8(ascii: "\\")
    private static let slash = UInt8(ascii: "/")

    /// `/` as `\/`.
    static func escapingSlashes(_ raw: [UInt8]) -> [UInt8] {
        mapping(raw) { unit in unit == [slash] ? [backslash, slash] : unit }
    }

    /// `\/` as `/`.
    static func unescapingSlashes(_ raw: [UInt8]) -> [UInt8] {
        mapping(raw) { unit in unit == [backslash, slash] ? [slash] : unit }
    }

    /// Every character past ASCII as `\uXXXX`, beyond U+FFFF as two of them.
    static func escapingNonASCII(_ raw: [UInt8], upperCase: Bool) -> [UInt8] {
        String(decoding: raw, as: UTF8.self).unicodeScalars.flatMap { scalar -> [UInt8] in
            if scalar.isASCII { return [UInt8(truncatingIfNeeded: scalar.value)] }
            return UTF16.encode(scalar).map { units in
                units.flatMap { unit -> [UInt8] in
                    let digits = String(unit, radix: 16, uppercase: upperCase)
                    return Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
                }
            } ?? []
        }
    }

    /// Every `\uXXXX` past ASCII as the character itself.
    static func unescapingNonASCII(_ raw: [UInt8]) -> [UInt8] {
        var pending: UInt16?
        return mapping(raw) { unit in
            guard unit.count == 6,
                let code = UInt16(String(decoding: unit.dropFirst(2), as: UTF8.self), radix: 16),
                code >= 0x80
            else { return unit }
            // The strict reader has seen that halves of a pair come together.
            if UTF16.isLeadSurrogate(code) {
                pending = code
                return []
            }
            let units = (pending.map { [$0] } ?? []) + [code]
            pending = nil
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }
    }

    /// A text as a JSON string with its quotation marks, and no escapes but those that it needs.
    static func encoded(_ text: [UInt8]) -> [UInt8] {
        var output = [UInt8(ascii: "\"")]
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), backslash: output += [backslash, byte]
            case UInt8(ascii: "\n"): output += Array("\\n".utf8)
            case UInt8(ascii: "\r"): output += Array("\\r".utf8)
            case UInt8(ascii: "\t"): output += Array("\\t".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                output += Array(("\\u00" + (digits.count == 1 ? "0" : "") + digits).utf8)
            case _: output.append(byte)
            }
        }
        return output + [UInt8(ascii: "\"")]
    }

    /// The text that a JSON string stands for, given with its quotation marks; nil for another token.
    static func decoded(_ token: [UInt8]) -> [UInt8]? {
        guard case .string(let text)? = try? JSONReader.read(token.span) else { return nil }
        return Array(text.utf8)
    }

    /// Goes over single bytes and whole escapes.
    private static func mapping(_ raw: [UInt8], _ change: ([UInt8]) -> [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < raw.count {
            var count = 1
            if raw[index] == backslash, index + 1 < raw.count {
                count = raw[index + 1] == UInt8(ascii: "u") ? min(6, raw.count - index) : 2
            }
            output += change(Array(raw[index..<index + count]))
            index += count
        }
        return output
    }
}
