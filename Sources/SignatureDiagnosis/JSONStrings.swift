import StrictJSON

/// What writers do differently within a JSON string: the bytes between its quotation marks, escapes and all.
enum JSONStrings {
    private static let quotationMark = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let slash = UInt8(ascii: "/")

    /// What a writer escapes although nothing asks for it.
    struct Escaped: OptionSet {
        let rawValue: Int
        static let slashes = Escaped(rawValue: 1)
        static let nonASCII = Escaped(rawValue: 2)
        static let delete = Escaped(rawValue: 4)
        /// PHP's `json_encode`.
        static let php: Escaped = [.slashes, .nonASCII]
        /// Python's `json.dumps`.
        static let python: Escaped = [.nonASCII, .delete]
    }

    /// `/` as `\/`.
    static func escapingSlashes(_ raw: [UInt8]) -> [UInt8] {
        mapping(raw, escape: { $1 += $0 }) { byte, output in
            output.append(contentsOf: byte == slash ? [backslash, slash] : [byte])
        }
    }

    /// `\/` as `/`.
    static func unescapingSlashes(_ raw: [UInt8]) -> [UInt8] {
        mapping(raw) { escape, output in output += escape.last == slash ? [slash] : escape }
    }

    /// Every character past ASCII as `\uXXXX`, beyond U+FFFF as two of them.
    static func escapingNonASCII(_ raw: [UInt8], upperCase: Bool) -> [UInt8] {
        guard raw.contains(where: { $0 >= 0x80 }) else { return raw }
        var output: [UInt8] = []
        output.reserveCapacity(3 * raw.count)
        let digits = Array((upperCase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        for unit in String(decoding: raw, as: UTF8.self).utf16 {
            if unit < 0x80 {
                output.append(UInt8(unit))
                continue
            }
            output.append(backslash)
            output.append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] as [UInt16] { output.append(digits[Int(unit >> shift & 15)]) }
        }
        return output
    }

    /// Every `\uXXXX` past ASCII as the character itself.
    static func unescapingNonASCII(_ raw: [UInt8]) -> [UInt8] {
        var pending: UInt16?
        return mapping(raw) { escape, output in
            guard escape.count == 6,
                let code = UInt16(String(decoding: escape.dropFirst(2), as: UTF8.self), radix: 16),
                code >= 0x80
            else {
                output += escape
                return
            }
            // The strict reader has seen that halves of a pair come together.
            if UTF16.isLeadSurrogate(code) {
                pending = code
                return
            }
            let units = (pending.map { [$0] } ?? []) + [code]
            pending = nil
            output += Array(String(decoding: units, as: UTF16.self).utf8)
        }
    }

    /// A text as a JSON string with its quotation marks, and no escapes but those that it needs and those
    /// named.
    static func encoded(_ text: [UInt8], _ escaped: Escaped = []) -> [UInt8] {
        var output = [quotationMark]
        output.reserveCapacity(text.count + 2)
        for byte in text {
            switch byte {
            case quotationMark, backslash: output += [backslash, byte]
            case slash where escaped.contains(.slashes): output += [backslash, byte]
            case 0x08: output += Array("\\b".utf8)
            case 0x0C: output += Array("\\f".utf8)
            case UInt8(ascii: "\n"): output += Array("\\n".utf8)
            case UInt8(ascii: "\r"): output += Array("\\r".utf8)
            case UInt8(ascii: "\t"): output += Array("\\t".utf8)
            case 0x7F where escaped.contains(.delete): output += Array("\\u007f".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                output += Array(("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
            case _: output.append(byte)
            }
        }
        output.append(quotationMark)
        return escaped.contains(.nonASCII) ? escapingNonASCII(output, upperCase: false) : output
    }

    /// The text that a JSON string stands for, given with its quotation marks; nil for another token.
    static func decoded(_ token: [UInt8]) -> [UInt8]? {
        guard token.first == quotationMark else { return nil }
        if !token.contains(backslash) { return Array(token.dropFirst().dropLast()) }
        guard case .string(let text)? = try? JSONReader.read(token.span) else { return nil }
        return Array(text.utf8)
    }

    /// Goes over whole escapes and single bytes.
    private static func mapping(
        _ raw: [UInt8], escape: (ArraySlice<UInt8>, inout [UInt8]) -> Void,
        plain: (UInt8, inout [UInt8]) -> Void = { $1.append($0) }
    ) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            guard raw[index] == backslash, index + 1 < raw.count else {
                plain(raw[index], &output)
                index += 1
                continue
            }
            let count = raw[index + 1] == UInt8(ascii: "u") ? min(6, raw.count - index) : 2
            escape(raw[index..<index + count], &output)
            index += count
        }
        return output
    }
}
