import Sodium
package import StrictJSON

/// A notification in JSON, whose `Payload-Signature` covers every byte of its body, unlike a form's control.
///
/// The merchant's own requests are signed with the same key in the same way. Those that have the keys in
/// their body are refused; no other can be told from a notification.
package struct SignedNotification: Sendable {
    /// The members of the body, in their order.
    package let members: [JSONMember]
    private let body: [UInt8]
    private let signature: String

    /// Reads a body of at most 64 KiB. Throws `notJSON` where two readers of such a body could take
    /// different values, `ownRequest`, `tooLarge`.
    package init(json body: Span<UInt8>, signature: String) throws(NotificationError) {
        guard body.count <= Notification.limit else { throw .tooLarge }
        guard let value = try? JSONReader.read(body), let members = value.members else { throw .notJSON }
        guard !members.contains(where: { ["login", "pass"].contains($0.key) }) else { throw .ownRequest }
        self.members = members
        self.body = body.array
        self.signature = signature
    }

    /// The text of `external_id`, where there is one.
    package var externalID: String? {
        members.first { $0.key == NotificationField.externalID.rawValue }?.value.stringValue
    }

    /// Whether the signature is that of the body under this key.
    package func check(key: Span<UInt8>) -> ControlCheck {
        let claimed: PayloadSignature
        do { claimed = try PayloadSignature(claimed: signature) } catch { return .malformed(error) }
        return claimed == PayloadSignature(of: body.span, key: key) ? .authentic : .different
    }
}
