import CashoutsAPI

/// What was to be signed, and the other bytes that each accident makes of it.
struct BodyVariants {
    /// A notification's form, where that is what was posted.
    private let notification: Notification?
    /// The whole of what was posted.
    private let posted: [UInt8]
    /// The bytes that should have been signed.
    let message: [UInt8]

    /// A request's body.
    init(request body: [UInt8]) {
        posted = body
        message = body
        notification = try? Notification(form: body.span)
    }

    /// A notification, whose control covers its external_id.
    init(notification body: [UInt8], _ notification: Notification) {
        posted = body
        self.notification = notification
        message = ControlString.message(externalID: notification.externalID)
    }

    /// What a signer with this accident has signed instead of `bytes`; nil where it makes no difference.
    func variant(of bytes: [UInt8], _ accident: BodyAccident) -> [UInt8]? {
        guard let changed = changed(bytes, accident), changed != bytes else { return nil }
        return changed
    }

    private func changed(_ bytes: [UInt8], _ accident: BodyAccident) -> [UInt8]? {
        switch accident {
        case .finalLineFeedAdded: return bytes + [0x0A]
        case .finalLineFeedMissing: return bytes.last == 0x0A ? bytes.dropLast() : nil
        case .finalCRLFAdded: return bytes + [0x0D, 0x0A]
        case .finalCRLFMissing: return bytes.suffix(2) == [0x0D, 0x0A] ? bytes.dropLast(2) : nil
        case .byteOrderMarkAdded: return Self.byteOrderMark + bytes
        case .byteOrderMarkMissing:
            return bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(3)) : nil
        case .carriageReturnsStripped: return bytes.filter { $0 != 0x0D }
        case .carriageReturnsAdded:
            return bytes.contains(0x0D) ? nil : bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        case .empty: return []
        case .utf8Twice: return TextCodings.utf8OfLatin1(bytes)
        case .percentEncoded: return TextCodings.percentEncoded(bytes)
        case .encodedTwice: return JSONStrings.encoded(bytes)
        case .latin1, .windows1252, .utf16LittleEndian, .utf16BigEndian, .utf16LittleEndianMarked,
            .utf16BigEndianMarked, .composed, .decomposed:
            return String(validating: bytes, as: UTF8.self).flatMap { Self.recoded($0, accident) }
        case .controlMessage: return externalID.map { ControlString.message(externalID: $0) }
        case .externalIDAlone: return externalID
        case .wholeForm: return notification == nil ? nil : posted
        case .slashesEscaped, .slashesUnescaped, .nonASCIIEscaped, .nonASCIIEscapedUpperCase,
            .nonASCIIUnescaped, .compactJSON, .spacedJSON, .indentedByTwo, .indentedByFour, .indentedByTab,
            .indentedAsJackson, .keysSorted, .asPythonWrites, .asPHPWrites, .asJavaScriptWrites,
            .numbersShortened, .floatsShortened, .integersAsFloats, .numbersWithTwoDecimals,
            .numbersAsJavaDoubles, .decodedOnce, .formEncoded, .formEncodedPercent:
            return JSONText(bytes).flatMap { Self.rewritten($0, accident) }
        }
    }

    /// The external_id of what was posted, in a form or at the top of JSON.
    private var externalID: [UInt8]? {
        if let notification { return notification.externalID }
        let key = Array("\"\(NotificationField.externalID.rawValue)\"".utf8)
        return JSONText(posted)?.members?.first { $0.key == key }.flatMap { Self.text(of: $0.value) }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func recoded(_ text: String, _ accident: BodyAccident) -> [UInt8]? {
        switch accident {
        case .latin1: TextCodings.latin1(text)
        case .windows1252: TextCodings.windows1252(text)
        case .utf16LittleEndian: TextCodings.utf16(text, bigEndian: false, byteOrderMark: false)
        case .utf16BigEndian: TextCodings.utf16(text, bigEndian: true, byteOrderMark: false)
        case .utf16LittleEndianMarked: TextCodings.utf16(text, bigEndian: false, byteOrderMark: true)
        case .utf16BigEndianMarked: TextCodings.utf16(text, bigEndian: true, byteOrderMark: true)
        case .composed: TextCodings.composed(text)
        case .decomposed: TextCodings.decomposed(text)
        case _: nil
        }
    }

    private static func rewritten(_ json: JSONText, _ accident: BodyAccident) -> [UInt8]? {
        switch accident {
        case .slashesEscaped: json.mappingStrings { JSONStrings.escapingSlashes($0) }
        case .slashesUnescaped: json.mappingStrings { JSONStrings.unescapingSlashes($0) }
        case .nonASCIIEscaped: json.mappingStrings { JSONStrings.escapingNonASCII($0, upperCase: false) }
        case .nonASCIIEscapedUpperCase:
            json.mappingStrings { JSONStrings.escapingNonASCII($0, upperCase: true) }
        case .nonASCIIUnescaped: json.mappingStrings { JSONStrings.unescapingNonASCII($0) }
        case .compactJSON: json.restyled(.init())
        case .spacedJSON: json.restyled(.init(separator: ", ", colon: ": "))
        case .indentedByTwo: json.restyled(.init(colon: ": ", indent: "  "))
        case .indentedByFour: json.restyled(.init(colon: ": ", indent: "    "))
        case .indentedByTab: json.restyled(.init(colon: ": ", indent: "\t"))
        case .indentedAsJackson: json.restyled(.init(colon: " : ", indent: "  "))
        case .keysSorted: json.sortingKeys()
        case .asPythonWrites: written(json, .init(separator: ", ", colon: ": "), slashes: false, ascii: true)
        case .asPHPWrites: written(json, .init(), slashes: true, ascii: true)
        case .asJavaScriptWrites: written(json, .init(), slashes: false, ascii: false)
        case .numbersShortened: numbers(json) { $0.shortest }
        case .floatsShortened: numbers(json) { $0.shortestFloat }
        case .integersAsFloats: numbers(json) { $0.integerAsFloat }
        case .numbersWithTwoDecimals: numbers(json) { $0.twoDecimals }
        case .numbersAsJavaDoubles: numbers(json) { $0.scientific }
        case .decodedOnce: json.string.flatMap { text(of: $0) }
        case .formEncoded: form(json, spaceAsPlus: true)
        case .formEncodedPercent: form(json, spaceAsPlus: false)
        case _: nil
        }
    }

    /// As a common writer makes it: its white space, and its habits with slashes and what is not ASCII.
    private static func written(
        _ json: JSONText, _ style: JSONText.Style, slashes: Bool, ascii: Bool
    ) -> [UInt8]? {
        let strings = json.mappingStrings { raw in
            let slashed = JSONStrings.unescapingSlashes(raw)
            let plain = JSONStrings.unescapingNonASCII(
                slashes ? JSONStrings.escapingSlashes(slashed) : slashed)
            return ascii ? JSONStrings.escapingNonASCII(plain, upperCase: false) : plain
        }
        return JSONText(strings)?.restyled(style)
    }

    private static func numbers(_ json: JSONText, _ spelling: (DecimalText) -> [UInt8]?) -> [UInt8] {
        json.mappingNumbers { token in DecimalText(token).flatMap(spelling) ?? token }
    }

    /// `name=value&…` of the members at the top, in their order; nil where one is no plain value.
    private static func form(_ json: JSONText, spaceAsPlus: Bool) -> [UInt8]? {
        var output: [UInt8] = []
        for (key, value) in json.members ?? [] {
            guard let name = text(of: key), value.first != UInt8(ascii: "{"), value.first != UInt8(ascii: "[")
            else { return nil }
            if !output.isEmpty { output.append(UInt8(ascii: "&")) }
            output += TextCodings.percentEncoded(name, spaceAsPlus: spaceAsPlus) + [UInt8(ascii: "=")]
            output += TextCodings.percentEncoded(text(of: value) ?? value, spaceAsPlus: spaceAsPlus)
        }
        return output.isEmpty ? nil : output
    }

    /// What a JSON string stands for; nil for another token.
    private static func text(of token: [UInt8]) -> [UInt8]? {
        JSONStrings.decoded(token)
    }
}
