import CashoutsAPI
import StrictJSON

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

    /// Why what should have been signed is not read as JSON; nil where it is, and for a notification's form.
    var jsonRefusal: JSONError? {
        guard notification == nil else { return nil }
        do { _ = try JSONText(message) } catch { return error }
        return nil
    }

    /// What a signer with this accident has signed instead of a body; nil where it makes no difference.
    func variant(of body: ReadBody, _ accident: BodyAccident) -> [UInt8]? {
        guard let changed = changed(body, accident), changed != body.bytes else { return nil }
        return changed
    }

    private func changed(_ body: ReadBody, _ accident: BodyAccident) -> [UInt8]? {
        let bytes = body.bytes
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
            guard bytes.contains(0x0A), !bytes.contains(0x0D) else { return nil }
            return bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        case .empty: return []
        case .utf8Twice: return TextCodings.utf8OfLatin1(bytes)
        case .percentEncoded: return TextCodings.percentEncoded(bytes)
        case .percentEncodedPlus: return TextCodings.percentEncoded(bytes, spaceAsPlus: true)
        case .percentEncodedJava: return TextCodings.percentEncoded(bytes, .form, spaceAsPlus: true)
        case .percentEncodedPath: return TextCodings.percentEncoded(bytes, .path)
        case .percentEncodedComponent: return TextCodings.percentEncoded(bytes, .component)
        case .encodedTwice: return JSONStrings.encoded(bytes)
        case .encodedTwiceASCII: return body.text == nil ? nil : JSONStrings.encoded(bytes, .python)
        case .latin1, .windows1252, .utf16LittleEndian, .utf16BigEndian, .utf16LittleEndianMarked,
            .utf16BigEndianMarked, .composed, .decomposed:
            return body.text.flatMap { Self.recoded($0, accident) }
        case .controlMessage: return externalID.map { ControlString.message(externalID: $0) }
        case .externalIDAlone: return externalID
        case .wholeForm: return form(control: nil)
        case .wholeFormEmptyControl: return form(control: Self.controlName)
        case .slashesEscaped, .slashesUnescaped, .nonASCIIEscaped, .nonASCIIEscapedUpperCase,
            .nonASCIIUnescaped, .compactJSON, .spacedJSON, .indentedByTwo, .indentedByFour, .indentedByTab,
            .indentedAsJackson, .keysSorted, .asPythonWrites, .asPHPWrites, .asJavaScriptWrites,
            .numbersShortened, .floatsShortened, .integersAsFloats, .numbersWithTwoDecimals,
            .numbersAsJavaDoubles, .numbersAsBigDecimals, .numbersWithExponents, .decodedOnce, .formEncoded,
            .formEncodedPercent, .formEncodedEmptyNull, .formAsPythonWrites, .formAsPHPWrites:
            return body.json.flatMap { Self.rewritten($0, accident) }
        }
    }

    private static let controlName = Array("\(NotificationField.control.rawValue)=".utf8)

    /// The form that was posted, with this in place of its control; with nothing where that is nil.
    private func form(control: [UInt8]?) -> [UInt8]? {
        guard notification != nil else { return nil }
        let fields = posted.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        let others = fields.compactMap { field in
            field.starts(with: Self.controlName) ? control.map { $0[...] } : field
        }
        return Array(others.joined(separator: [UInt8(ascii: "&")]))
    }

    /// The external_id of what was posted, in a form or at the top of JSON.
    private var externalID: [UInt8]? {
        if let notification { return notification.externalID }
        let key = Array("\"\(NotificationField.externalID.rawValue)\"".utf8)
        let members = try? JSONText(posted).members
        return members?.first { $0.key == key }.flatMap { JSONStrings.decoded($0.value) }
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
        case .asPythonWrites:
            json.rewritingStrings { JSONStrings.encoded($0, .python) }.mappingNumbers(
                spelling(\.shortestFloat)
            )
            .restyled(.init(separator: ", ", colon: ": "))
        case .asPHPWrites:
            json.rewritingStrings { JSONStrings.encoded($0, .php) }.mappingNumbers(spelling(\.php))
                .restyled(.init())
        case .asJavaScriptWrites:
            json.rewritingStrings { JSONStrings.encoded($0) }.mappingNumbers(spelling(\.shortest))
                .restyled(.init())
        case .numbersShortened: json.mappingNumbers(spelling(\.shortest)).bytes
        case .floatsShortened: json.mappingNumbers(spelling(\.shortestFloat)).bytes
        case .integersAsFloats: json.mappingNumbers(exactSpelling(\.integerAsFloat)).bytes
        case .numbersWithTwoDecimals: json.mappingNumbers(exactSpelling(\.twoDecimals)).bytes
        case .numbersAsJavaDoubles: json.mappingNumbers(spelling(\.scientific)).bytes
        case .numbersAsBigDecimals: json.mappingNumbers(exactSpelling(\.bigDecimal)).bytes
        case .numbersWithExponents: json.mappingNumbers(exactSpelling(\.exponents)).bytes
        case .decodedOnce: json.string.flatMap { JSONStrings.decoded($0) }
        case .formEncoded: FormWriter(kept: .unreserved).form(of: json)
        case .formEncodedPercent: FormWriter(kept: .unreserved, spaceAsPlus: false).form(of: json)
        case .formEncodedEmptyNull: FormWriter(kept: .unreserved, words: ["null": ""]).form(of: json)
        case .formAsPythonWrites:
            FormWriter(kept: .unreserved, words: ["true": "True", "false": "False", "null": "None"])
                .form(of: json.mappingNumbers(spelling(\.shortestFloat)))
        case .formAsPHPWrites:
            FormWriter(kept: .php, words: ["true": "1", "false": "0", "null": nil])
                .form(of: json.mappingNumbers(spelling(\.php)))
        case _: nil
        }
    }

    /// How a number is spelled by whoever keeps it as a double.
    private static func spelling(
        _ spelling: @escaping (DecimalText) -> [UInt8]?
    ) -> ([UInt8]) -> [UInt8] {
        { token in DecimalText(token)?.rounded.flatMap(spelling) ?? token }
    }

    private static func exactSpelling(
        _ spelling: @escaping (DecimalText) -> [UInt8]?
    ) -> ([UInt8]) -> [UInt8] {
        { token in DecimalText(token).flatMap(spelling) ?? token }
    }
}

/// A body and what it is read as: once, however many accidents are tried on it.
struct ReadBody {
    let bytes: [UInt8]
    /// Where it is UTF-8.
    let text: String?
    /// Where it is JSON.
    let json: JSONText?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        text = String(validating: bytes, as: UTF8.self)
        json = try? JSONText(bytes)
    }
}
