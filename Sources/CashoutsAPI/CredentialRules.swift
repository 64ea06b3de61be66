/// What a value of a credential must be, however it was entered: at a terminal, as JSON or as lines.
///
/// No value of D24's has what is refused here; a copy from a web page or a mail easily does, and a key with
/// an invisible character at its end looks right and is rejected.
package enum CredentialRules {
    /// Throws the first rule that `value` breaks.
    package static func check(_ value: Span<UInt8>) throws(CredentialValueError) {
        guard !value.isEmpty else { throw .empty }
        let text: UTF8Span
        do {
            text = try UTF8Span(validating: value)
        } catch {
            throw .notUTF8
        }
        var iterator = text.makeUnicodeScalarIterator()
        var first: Unicode.Scalar?
        var last: Unicode.Scalar?
        var hasNUL = false
        var hasControl = false
        while let scalar = iterator.next() {
            guard scalar != "\u{FEFF}" else { throw .byteOrderMark }
            first = first ?? scalar
            last = scalar
            hasNUL = hasNUL || scalar == "\0"
            hasControl = hasControl || scalar.properties.generalCategory == .control
        }
        if let first, isSpace(first) { throw .leadingSpace }
        if let last, isSpace(last) { throw .trailingSpace }
        guard !hasNUL else { throw .nul }
        guard !hasControl else { throw .controlCharacter }
    }

    /// What is unusual about a value that passed `check(_:)`.
    package static func warnings(_ value: Span<UInt8>, for field: CredentialField) -> [CredentialWarning] {
        var warnings: [CredentialWarning] = []
        var characters = 0
        var hasColon = false
        for index in value.indices {
            // Every byte that does not continue a scalar begins one.
            if value[index] & 0xC0 != 0x80 { characters += 1 }
            if value[index] == UInt8(ascii: ":") { hasColon = true }
        }
        if let maximum = field.documentedMaximum, characters > maximum {
            warnings.append(.longerThanDocumented(field))
        }
        if field == .apiKey, hasColon { warnings.append(.colonInAPIKey) }
        return warnings
    }

    /// White space of Unicode, and what has no width: both are invisible at the edge of a value.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x180E, 0x200B...0x200F, 0x2060: true
        case _: scalar.properties.isWhitespace
        }
    }
}

/// Why a value cannot be a credential's.
package enum CredentialValueError: String, Error, CaseIterable, Sendable {
    case empty
    case notUTF8
    case byteOrderMark
    case leadingSpace
    case trailingSpace
    case nul
    case controlCharacter

    /// A predicate, lower case and without a full stop: "API Key …".
    package var message: String {
        switch self {
        case .empty: "is empty"
        case .notUTF8: "is not UTF-8"
        case .byteOrderMark: "holds a byte-order mark"
        case .leadingSpace: "begins with a space or another invisible character"
        case .trailingSpace: "ends with a space or another invisible character"
        case .nul: "holds a NUL character"
        case .controlCharacter: "holds a control character"
        }
    }

    /// What to do about it.
    package var hint: String { "copy the value anew from \(PanelPath.credentials)" }
}

/// What is unusual about a value, but no reason to refuse it.
package enum CredentialWarning: Hashable, Sendable {
    /// The page says 32 characters at most; longer values have been seen.
    case longerThanDocumented(CredentialField)
    /// HTTP Basic Auth takes the first colon for the end of the user.
    case colonInAPIKey

    /// A sentence, lower case and without a full stop.
    package var message: String {
        switch self {
        case .longerThanDocumented(let field):
            "\(field.panelName) is longer than the \(field.documentedMaximum ?? 0) characters of D24's page"
        case .colonInAPIKey: "API Key holds a colon, which HTTP Basic Auth cannot carry"
        }
    }
}
