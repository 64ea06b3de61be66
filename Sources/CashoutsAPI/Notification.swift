import Sodium

/// A notification as D24 posts it: `application/x-www-form-urlencoded`, read from the raw bytes of the body.
///
/// `control` proves `external_id` and nothing else: all other fields are not authenticated.
package struct Notification: Sendable {
    /// 64 KiB: a real one has less than 1 KiB.
    package static let limit = 64 * 1024

    /// Every field in the order received. Names and values are decoded bytes of unknown encoding: escape them
    /// before they reach a terminal.
    package let fields: [(name: [UInt8], value: [UInt8])]

    /// The decoded bytes of `external_id`: UTF-8, not empty.
    package let externalID: [UInt8]

    /// The decoded bytes of `control`, not empty and otherwise not yet looked at.
    package let control: [UInt8]

    /// Reads a body of at most 64 KiB. One line end after the last field is dropped, since no sender writes
    /// one and a file that was saved by hand has it; but not where it would be a part of `external_id` for
    /// another reader.
    /// - Parameter isExact: whether these are known to be the bytes of the POST, to the last one. A line end
    ///   is then refused.
    package init(form body: Span<UInt8>, isExact: Bool = false) throws(NotificationError) {
        guard body.count <= Self.limit else { throw .tooLarge }
        var end = body.count
        if end > 0, body[end - 1] == ASCII.lineFeed { end -= 1 }
        if end < body.count, end > 0, body[end - 1] == ASCII.carriageReturn { end -= 1 }
        guard end > 0 else { throw .empty }
        guard end == body.count || !isExact else { throw .finalLineEnd }
        guard body[0] != UInt8(ascii: "{") else { throw .json }

        let fields = try FormReader.read(body.extracting(0..<end))
        for field in fields {
            if let known = NotificationField.allCases.first(where: { $0.isRespelled(by: field.name) }) {
                throw .otherSpelling(known)
            }
        }
        externalID = try Self.value(of: .externalID, in: fields)
        control = try Self.value(of: .control, in: fields)
        guard String(validating: externalID, as: UTF8.self) != nil else { throw .notUTF8(.externalID) }
        guard end == body.count || fields.last?.name != Array(NotificationField.externalID.rawValue.utf8)
        else {
            throw .finalLineEnd
        }
        self.fields = fields
    }

    /// Whether `control` is that of `external_id` under this key.
    package func check(key: Span<UInt8>) -> ControlCheck {
        let claimed: AuthenticationCode
        do {
            claimed = try ControlString.read(control.span)
        } catch {
            return .malformed(error)
        }
        return claimed == ControlString.of(externalID: externalID.span, key: key) ? .authentic : .different
    }

    /// What is unusual about it, but no reason to refuse it.
    package var warnings: [NotificationWarning] {
        var warnings: [NotificationWarning] = []
        let characters = externalID.count { $0 & 0xC0 != 0x80 }
        if characters > 100 { warnings.append(.longExternalID(characters: characters)) }
        return warnings
    }

    private static func value(
        of field: NotificationField, in fields: [(name: [UInt8], value: [UInt8])]
    ) throws(NotificationError) -> [UInt8] {
        let name = Array(field.rawValue.utf8)
        guard let value = fields.first(where: { $0.name == name })?.value else { throw .missing(field) }
        guard !value.isEmpty else { throw .emptyField(field) }
        return value
    }
}

/// The fields that the page documents. `date` is `YYYY-MM-DD HH:MM:SS` in GMT.
package enum NotificationField: String, CaseIterable, Sendable {
    case date
    case bankReferenceID = "bank_reference_id"
    case comments
    case externalID = "external_id"
    case control
    case cashoutID = "cashout_id"
    case statusReason = "status_reason"

    /// Whether a name is another spelling that some form parsers take for this field's: in capitals, with
    /// blanks or a byte-order mark around it, with `.`, a space or a bracket for `_`, in brackets, cut at a
    /// NUL or a bracket.
    ///
    /// Who asks us about the raw body and then reads it with such a parser would act on the other value.
    func isRespelled(by name: [UInt8]) -> Bool {
        let own = [UInt8](rawValue.utf8)
        guard name != own else { return false }
        let opening = UInt8(ascii: "[")
        let closing = UInt8(ascii: "]")
        // Blanks, also those past ASCII, and marks that are not seen: which ones a parser trims differs.
        let isAround = { (byte: UInt8) in byte <= ASCII.space || byte >= ASCII.delete }
        let cut = name.drop { isAround($0) || $0 == opening || $0 == closing }.prefix { $0 != 0 }
        guard let last = cut.lastIndex(where: { !isAround($0) }) else { return false }
        let folded = cut[...last].map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
            case UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: "-"): UInt8(ascii: "_")
            default: byte
            }
        }
        // A bracket that is not closed is a `_` for PHP, once; any other begins an index.
        return folded.prefix { $0 != opening && $0 != closing } == own[...]
            || folded.map { $0 == opening ? UInt8(ascii: "_") : $0 } == own
    }
}

/// What a control says about an external_id under one key.
package enum ControlCheck: Hashable, Sendable {
    case authentic
    /// A well-formed control of something else or by another key.
    case different
    /// No control at all, whatever the key.
    case malformed(SignatureTextError)
}

/// What is unusual about a notification.
package enum NotificationWarning: Hashable, Sendable {
    /// The page says 100 characters at most.
    case longExternalID(characters: Int)

    /// A sentence, lower case and without a full stop.
    package var message: String {
        switch self {
        case .longExternalID(let characters):
            "external_id has \(characters) characters, and D24 documents 100 at most"
        }
    }
}
