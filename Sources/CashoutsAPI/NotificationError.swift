/// Why a body is not a notification. Carries the names that the page documents and offsets in bytes, nothing
/// of the body.
package enum NotificationError: Error, Hashable, Sendable {
    case empty
    case tooLarge
    /// A body in JSON has a `Payload-Signature` header instead of a control.
    case json
    /// A `%` without two hexadecimal digits after it.
    case badEscape(offset: Int)
    /// A field without a name.
    case noName(offset: Int)
    /// A name that occurs twice, nil where it is not a documented one: two readers could take different
    /// values.
    case duplicate(NotificationField?)
    case missing(NotificationField)
    case emptyField(NotificationField)

    /// A sentence, lower case and without a full stop.
    package var message: String {
        switch self {
        case .empty: "the notification is empty"
        case .tooLarge: "the notification is larger than 64 KiB"
        case .json: "the notification is JSON and not a form"
        case .badEscape(let offset): "the notification has a bad percent escape at byte \(offset)"
        case .noName(let offset): "the notification has a field without a name at byte \(offset)"
        case .duplicate(let field?): "the notification has \(field.rawValue) twice"
        case .duplicate(nil): "the notification has a field twice"
        case .missing(let field): "the notification has no \(field.rawValue)"
        case .emptyField(let field): "the notification has an empty \(field.rawValue)"
        }
    }

    /// What to do about it.
    package var hint: String {
        switch self {
        case .json: "verify a JSON body with its Payload-Signature header"
        case .empty, .tooLarge, .badEscape, .noName, .duplicate, .missing, .emptyField:
            "give the body of the POST request as it was received, before anything decodes it"
        }
    }
}
