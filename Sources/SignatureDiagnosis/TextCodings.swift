@_spi(_Unicode) import Swift

/// Other bytes for the same text.
enum TextCodings {
    /// ISO 8859-1; nil where a character is not in it.
    static func latin1(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// Windows-1252, which has the euro and other signs where ISO 8859-1 has controls.
    static func windows1252(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if let index = windows1252Signs.firstIndex(of: UInt16(truncatingIfNeeded: scalar.value)),
                scalar.value <= 0xFFFF
            {
                bytes.append(UInt8(0x80 + index))
            } else if let byte = UInt8(exactly: scalar.value), !(0x80...0x9F).contains(byte) {
                bytes.append(byte)
            } else {
                return nil
            }
        }
        return bytes
    }

    /// 0x80 to 0x9F, by https://encoding.spec.whatwg.org/index-windows-1252.txt.
    private static let windows1252Signs: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152,
        0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
        0x2122,
        0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    static func utf16(_ text: String, bigEndian: Bool, byteOrderMark: Bool) -> [UInt8] {
        ((byteOrderMark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            let high = UInt8(unit >> 8)
            let low = UInt8(unit & 0xFF)
            return bigEndian ? [high, low] : [low, high]
        }
    }

    /// Each byte taken for a character of ISO 8859-1, and written in UTF-8.
    static func utf8OfLatin1(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte in byte < 0x80 ? [byte] : [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
    }

    /// Unicode's composed form C.
    static func composed(_ text: String) -> [UInt8] {
        var scalars = String.UnicodeScalarView()
        for scalar in text._nfc { scalars.append(scalar) }
        return Array(String(scalars).utf8)
    }

    /// Unicode's decomposed form D.
    static func decomposed(_ text: String) -> [UInt8] {
        var scalars = String.UnicodeScalarView()
        for scalar in text._nfd { scalars.append(scalar) }
        return Array(String(scalars).utf8)
    }

    /// `%XX` for all but letters, digits and `-._~` (RFC 3986, section 2.3).
    static func percentEncoded(_ bytes: [UInt8], spaceAsPlus: Bool = false) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: return [byte]
            case 0x20 where spaceAsPlus: return [UInt8(ascii: "+")]
            case _:
                let digits = String(byte, radix: 16, uppercase: true)
                return Array(("%" + (digits.count == 1 ? "0" : "") + digits).utf8)
            }
        }
    }
}
