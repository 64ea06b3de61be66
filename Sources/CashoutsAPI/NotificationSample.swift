import Sodium

/// A notification as D24 would post it, about a cashout that cannot exist, and the same with a wrong control: what a
/// receiver is tried with.
///
/// Nothing in it is a credential: a control says no more of its key than any notification does.
package struct NotificationSample: Sendable {
    /// How many random bytes `init` should get: 16, so that no cashout has such a name.
    package static let randomByteCount = 16

    /// `preflight-` and two lower-case hexadecimal digits for each byte.
    package let externalID: String
    /// The body with the control of `externalID`.
    package let authentic: [UInt8]
    /// The body with that control, but for its last digit.
    package let forged: [UInt8]

    /// - Parameters:
    ///   - date: `YYYY-MM-DD HH:MM:SS` in GMT, as the page has it.
    ///   - key: API Signature.
    package init(date: String, random: [UInt8], key: Span<UInt8>) {
        let name = "preflight-\(Hexadecimal.encode(random.span))"
        let control = ControlString.of(externalID: Array(name.utf8).span, key: key).uppercaseHexadecimal
        externalID = name
        authentic = Self.body(date, name, control)
        forged = Self.body(date, name, SignatureText.withLastDigitChanged(control).uppercased())
    }

    /// All fields that the page documents, in its order; what is empty is sent as `name=`, as D24 does.
    private static func body(_ date: String, _ externalID: String, _ control: String) -> [UInt8] {
        let values: [NotificationField: String] = [
            .date: date, .comments: "sample of d24-preflight", .externalID: externalID, .control: control,
            .cashoutID: "0",
        ]
        let fields = NotificationField.allCases.map { field in
            let value = (values[field] ?? "").replacing(" ", with: "+").replacing(":", with: "%3A")
            return "\(field.rawValue)=\(value)"
        }
        return Array(fields.joined(separator: "&").utf8)
    }
}
