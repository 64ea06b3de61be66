package import CashoutsAPI
package import StrictJSON
package import VaultFormat

/// Credentials as the verbs show them: fingerprints and lengths, never a secret.
package enum CredentialText {
    /// A row for each field, its fingerprint and, while the secrets are at hand, its length.
    package static func rows(
        _ version: CredentialVersion, lengthsOf triple: borrowing CredentialTriple
    ) -> [(name: String, value: String)] {
        guard let fingerprints = version.fingerprints else { return [] }
        var rows: [(name: String, value: String)] = []
        for field in CredentialField.allCases {
            rows.append((field.panelName, "\(fingerprints[field].text), \(triple[field].count) bytes"))
        }
        return rows
    }

    /// A row for each field's fingerprint, set in by two; none where a retired version has none any more.
    package static func fingerprintRows(_ version: CredentialVersion) -> [(name: String, value: String)] {
        guard let fingerprints = version.fingerprints else { return [] }
        return CredentialField.allCases.map { field in
            (name: "  \(field.panelName)", value: fingerprints[field].text)
        }
    }

    /// A row for each field, and what is known of the version.
    package static func rows(_ version: CredentialVersion) -> [(name: String, value: String)] {
        var rows = fingerprintRows(version)
        if let verification = version.verification {
            rows.append(
                (
                    "  verified",
                    "\(verification.verdict), signature \(verification.signature), \(verification.time.text)"
                ))
        }
        if let override = version.override {
            rows.append(("  promoted", "\(override.rule.rawValue): \(override.reason)"))
        }
        return rows
    }

    /// A member for each field, 32 hexadecimal digits; null where a retired version has none any more.
    package static func json(_ fingerprints: TripleFingerprint?) -> JSONValue {
        guard let fingerprints else { return .null }
        return .object(
            CredentialField.allCases.map { JSONMember($0.jsonName, .string(fingerprints[$0].text)) })
    }

    /// What is known of one; `fingerprints`, `verification` and `override` are null where there is none.
    package static func json(_ version: CredentialVersion) -> JSONValue {
        [
            "version": .string(version.name),
            "state": .string(version.state.rawValue),
            "created": .string(version.created.text),
            "changed": .string(version.changed.text),
            "fingerprints": json(version.fingerprints),
            "verification": version.verification.map { json($0) } ?? .null,
            "override": version.override.map {
                [
                    "rule": .string($0.rule.rawValue), "reason": .string($0.reason),
                    "time": .string($0.time.text),
                ]
            } ?? .null,
        ]
    }

    /// What the vault keeps of a ping; `http_status` is null without an answer, `code` where that had none.
    package static func json(_ verification: Verification) -> JSONValue {
        [
            "verdict": .string(verification.verdict),
            "http_status": verification.httpStatus.map { .integer(Int64($0)) } ?? .null,
            "code": verification.code.map { .integer(Int64($0)) } ?? .null,
            "signature": .string(verification.signature),
            "base_url": .string(verification.baseURL.text),
            "authentication": .string(verification.authentication.rawValue),
            "host": .string(verification.host),
            "time": .string(verification.time.text),
        ]
    }
}
