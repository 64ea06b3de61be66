@_spi(_Unicode) import Swift

/// Other bytes for the same text.
enum TextCodings {
    /// ISO 8859-1, and `?` for a character that is not in it, as most encoders write.
    static func latin1(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    }

    /// Windows-1252, which has the euro and other signs where ISO 8859-1 has controls, and `?` for what is
    /// not in it.
    static func windows1252(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x80,
                let index = windows1252Signs.firstIndex(of: UInt16(truncatingIfNeeded: scalar.value)),
                scalar.value <= 0xFFFF
            {
                bytes.append(UInt8(0x80 + index))
            } else if let byte = UInt8(exactly: scalar.value), !(0x80...0x9F).contains(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "?"))
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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 * text.utf8.count + 2)
        for unit in (byteOrderMark ? [0xFEFF] : []) + Array(text.utf16) {
            let high = UInt8(unit >> 8)
            let low = UInt8(unit & 0xFF)
            bytes.append(bigEndian ? high : low)
            bytes.append(bigEndian ? low : high)
        }
        return bytes
    }

    /// Each byte taken for a character of ISO 8859-1, and written in UTF-8.
    static func utf8OfLatin1(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(2 * bytes.count)
        for byte in bytes {
            if byte < 0x80 {
                output.append(byte)
            } else {
                output.append(0xC0 | byte >> 6)
                output.append(0x80 | byte & 0x3F)
            }
        }
        return output
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

    /// What a percent-encoder leaves as it is, besides letters and digits.
    enum Kept: String {
        /// RFC 3986, section 2.3: Python's `quote_plus`, Go's `url.QueryEscape`, PHP's `rawurlencode`.
        case unreserved = "-._~"
        /// Python's `quote`.
        case path = "-._~/"
        /// JavaScript's `encodeURIComponent`.
        case component = "-._~!'()*"
        /// HTML forms, Java's `URLEncoder`.
        case form = "-._*"
        /// PHP's `urlencode`.
        case php = "-._"
    }

    /// `%XX` for all but letters, digits and what is kept.
    static func percentEncoded(
        _ bytes: [UInt8], _ kept: Kept = .unreserved, spaceAsPlus: Bool = false
    ) -> [UInt8] {
        let signs = Array(kept.rawValue.utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(3 * bytes.count)
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: output.append(byte)
            case 0x20 where spaceAsPlus: output.append(UInt8(ascii: "+"))
            case _ where signs.contains(byte): output.append(byte)
            case _:
                output.append(UInt8(ascii: "%"))
                output.append(digits[Int(byte >> 4)])
                output.append(digits[Int(byte & 15)])
            }
        }
        return output
    }
}
