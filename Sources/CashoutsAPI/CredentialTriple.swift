package import Sodium

/// The three fields of a credential in guarded memory: they move together or not at all.
package struct CredentialTriple: ~Copyable {
    private let apiKey: SecretBytes
    private let apiPassphrase: SecretBytes
    private let apiSignature: SecretBytes

    /// Takes three values that keep `CredentialRules`.
    package init(
        apiKey: consuming SecretBytes, apiPassphrase: consuming SecretBytes,
        apiSignature: consuming SecretBytes
    ) {
        self.apiKey = apiKey
        self.apiPassphrase = apiPassphrase
        self.apiSignature = apiSignature
    }

    /// The bytes of one field, to be read in place.
    package subscript(field: CredentialField) -> Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            switch field {
            case .apiKey: apiKey.bytes
            case .apiPassphrase: apiPassphrase.bytes
            case .apiSignature: apiSignature.bytes
            }
        }
    }

    /// Whether all three are locked into memory, so that they cannot reach a swap device.
    package var isLocked: Bool { apiKey.isLocked && apiPassphrase.isLocked && apiSignature.isLocked }

    /// What is unusual about the values, none of which is a reason to refuse them.
    package var warnings: [CredentialWarning] {
        var warnings: [CredentialWarning] = []
        for field in CredentialField.allCases {
            warnings += CredentialRules.warnings(self[field], for: field)
        }
        return warnings
    }
}

/// Three fields that are being read, in any order.
struct PartialCredential: ~Copyable {
    private var apiKey: SecretBytes?
    private var apiPassphrase: SecretBytes?
    private var apiSignature: SecretBytes?

    init() {
        apiKey = nil
        apiPassphrase = nil
        apiSignature = nil
    }

    func has(_ field: CredentialField) -> Bool {
        switch field {
        case .apiKey: apiKey != nil
        case .apiPassphrase: apiPassphrase != nil
        case .apiSignature: apiSignature != nil
        }
    }

    /// Takes a value that was read in `line`. Throws `.value` where it breaks a rule.
    mutating func set(
        _ field: CredentialField, to value: consuming SecretBytes, line: Int
    ) throws(CredentialInputError) {
        do {
            try CredentialRules.check(value.bytes)
        } catch {
            throw .value(field, line: line, error)
        }
        switch field {
        case .apiKey: apiKey = consume value
        case .apiPassphrase: apiPassphrase = consume value
        case .apiSignature: apiSignature = consume value
        }
    }

    /// The three together. Throws `.missing`.
    consuming func complete() throws(CredentialInputError) -> CredentialTriple {
        let missing = CredentialField.allCases.filter { !has($0) }
        guard let apiKey = apiKey.take(), let apiPassphrase = apiPassphrase.take(),
            let apiSignature = apiSignature.take()
        else { throw .missing(missing) }
        return CredentialTriple(apiKey: apiKey, apiPassphrase: apiPassphrase, apiSignature: apiSignature)
    }
}
