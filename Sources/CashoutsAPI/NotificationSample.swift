import Sodium

/// A notification as D24 would post it, about a cashout that cannot exist, and another with a wrong control:
/// what a receiver is tried with.
///
/// Nothing in it is a credential: a control says no more of its key than any notification does.
package struct NotificationSample: Sendable {
    /// How many random bytes `init` should get: 16 for each name, so that no cashout has one like it.
    package static let randomByteCount = 32

    /// `preflight-` and two lower-case hexadecimal digits for each byte of the first half.
    package let externalID: String
    /// The body with the control of `externalID`.
    package let authentic: [UInt8]
    /// A body with a name of its own, of the second half, and the control of that but for its last digit:
    /// under the first name, who only looks whether he has seen it would seem to verify.
    package let forged: [UInt8]

    /// - Parameters:
    ///   - date: `YYYY-MM-DD HH:MM:SS` in GMT, as the page has it.
    ///   - key: API Signature.
    package init(date: String, random: [UInt8], key: Span<UInt8>) {
        let half = random.count / 2
        let (name, other) = (Self.name(random[..<half]), Self.name(random[half...]))
        externalID = name
        authentic = Self.body(date, name, Self.control(of: name, key))
        forged = Self.body(
            date, other, SignatureText.withLastDigitChanged(Self.control(of: other, key)).uppercased())
    }

    private static func name(_ random: ArraySlice<UInt8>) -> String {
        "preflight-\(Hexadecimal.encode(Array(random).span))"
    }

    private static func control(of name: String, _ key: Span<UInt8>) -> String {
        ControlString.of(externalID: Array(name.utf8).span, key: key).uppercaseHexadecimal
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
