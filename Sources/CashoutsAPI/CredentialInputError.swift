/// Why an input holds no credential. Carries line numbers, counted from 1, and names that are ours; nothing
/// else of the input.
package enum CredentialInputError: Error, Hashable, Sendable {
    case empty
    case tooLarge
    case byteOrderMark

    // Lines.
    case noEqualsSign(line: Int)
    case exportPrefix(line: Int)
    case unknownName(line: Int)
    case spaceAroundName(CredentialField, line: Int)
    case quoted(CredentialField, line: Int)
    case braceNotFirst(line: Int)

    // JSON.
    case malformedJSON(line: Int)
    case badEscape(line: Int)
    case unknownKey(line: Int)
    case notAString(CredentialField, line: Int)
    case textAfterJSON(line: Int)

    // Both.
    case duplicate(CredentialField, line: Int)
    case missing([CredentialField])
    case value(CredentialField, line: Int, CredentialValueError)

    /// A sentence, lower case but for the panel's words, without a full stop.
    package var message: String {
        switch self {
        case .empty: "the input is empty"
        case .tooLarge: "the input is larger than 16 KiB"
        case .byteOrderMark: "the input begins with a byte-order mark"
        case .noEqualsSign(let line): "line \(line) has no equals sign"
        case .exportPrefix(let line): "line \(line) begins with export"
        case .unknownName(let line): "line \(line) begins with a name that is none of the three"
        case .spaceAroundName(let field, let line): "line \(line) has a space beside \(field.variableName)"
        case .quoted(let field, let line): "line \(line) has quotes around the value of \(field.variableName)"
        case .braceNotFirst(let line): "line \(line) begins JSON, which must begin with the first byte"
        case .malformedJSON(let line): "the JSON is malformed in line \(line)"
        case .badEscape(let line): "line \(line) has an escape that JSON does not know or half of a pair"
        case .unknownKey(let line): "line \(line) has a key that is none of the three"
        case .notAString(let field, let line):
            "the value of \(field.jsonName) in line \(line) is not a string"
        case .textAfterJSON(let line): "there is more after the JSON in line \(line)"
        case .duplicate(let field, let line): "line \(line) gives \(field.panelName) a second time"
        case .missing(let fields):
            "the input has no \(fields.map(\.panelName).joined(separator: " and no "))"
        case .value(let field, let line, let error): "line \(line): \(field.panelName) \(error.message)"
        }
    }

    /// What to write instead.
    package var hint: String {
        switch self {
        case .empty, .missing, .unknownName, .noEqualsSign, .tooLarge:
            "write the lines D24_API_KEY=…, D24_API_PASSPHRASE=… and D24_API_SIGNATURE=…, "
                + "or JSON with api_key, api_passphrase and api_signature"
        case .byteOrderMark: "save the file as UTF-8 without a byte-order mark"
        case .exportPrefix: "leave export out: the lines are not given to a shell"
        case .spaceAroundName: "write the name at the start of the line and the equals sign right after it"
        case .quoted: "leave the quotes out: the value is taken as it stands, to the end of the line"
        case .braceNotFirst: "remove everything before the brace"
        case .malformedJSON, .badEscape, .unknownKey, .notAString, .textAfterJSON:
            "write one JSON object with the strings api_key, api_passphrase and api_signature, no more"
        case .duplicate: "give each of the three once"
        case .value(_, _, let error): error.hint
        }
    }
}
