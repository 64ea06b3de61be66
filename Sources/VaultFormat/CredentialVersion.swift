package import CashoutsAPI
internal import Sodium

/// Where a version stands in its life.
package enum CredentialState: String, CaseIterable, Sendable {
    /// Staged: it verifies notifications, and waits for a proof before it signs.
    case pending
    /// What signs and is handed out.
    case current
    /// What was current: it verifies late notifications.
    case previous
    /// Its secrets are erased.
    case retired
}

/// One triple of API Key, API Passphrase and API Signature, without the secrets.
package struct CredentialVersion: Sendable, Equatable {
    /// 2^31 − 1: a record has four bytes for it, and the one behind it must not overflow.
    package static let numberLimit = Int(Int32.max)

    /// 1, 2, …; shown as `v1`, `v2`, ….
    package let number: Int
    package var state: CredentialState
    package let created: Timestamp
    /// When it got its present state.
    package var changed: Timestamp
    /// `nil` only for a retired version, when the vault's keys were renewed after its secrets were erased.
    package var fingerprints: TripleFingerprint?
    /// The last word of D24 on it that is known here.
    package var verification: Verification?
    /// How it became current when no full proof was there.
    package var override: PromotionOverride?

    package init(number: Int, state: CredentialState, created: Timestamp, fingerprints: TripleFingerprint) {
        self.number = number
        self.state = state
        self.created = created
        changed = created
        self.fingerprints = fingerprints
    }

    /// `v` and the number.
    package var name: String { "v\(number)" }
}

/// A keyed digest of a secret: equal secrets have equal fingerprints within a vault, across fields and
/// environments, and nobody without a slot can test a guess.
package struct Fingerprint: Hashable, Sendable {
    /// 16 bytes.
    package let bytes: [UInt8]

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    init?(_ text: String) {
        guard let bytes = Hexadecimal.decode(text), bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// 32 lower-case hexadecimal digits.
    package var text: String { Hexadecimal.encode(bytes.span) }
}

/// The fingerprints of the three fields of a version.
package struct TripleFingerprint: Hashable, Sendable {
    package let apiKey: Fingerprint
    package let apiPassphrase: Fingerprint
    package let apiSignature: Fingerprint

    package init(apiKey: Fingerprint, apiPassphrase: Fingerprint, apiSignature: Fingerprint) {
        self.apiKey = apiKey
        self.apiPassphrase = apiPassphrase
        self.apiSignature = apiSignature
    }

    package subscript(field: CredentialField) -> Fingerprint {
        switch field {
        case .apiKey: apiKey
        case .apiPassphrase: apiPassphrase
        case .apiSignature: apiSignature
        }
    }

    /// One fingerprint for the three: the first 16 bytes of the BLAKE2b-512 of theirs, in the order above.
    package var whole: Fingerprint {
        let all = apiKey.bytes + apiPassphrase.bytes + apiSignature.bytes
        return Fingerprint(unchecked: [UInt8](Digest.of(all.span)[..<16]))
    }
}

/// What a signed ping told about a version.
package struct Verification: Sendable, Equatable {
    /// The verdict in the words that `d24-rotate` prints: `accepted`, `rejected api-signature`, …
    package let verdict: String
    /// The status of HTTP, when an answer came.
    package let httpStatus: Int?
    /// D24's own code, when the answer had one.
    package let code: Int?
    /// What the negative control showed: `proven`, `not proven`, `not proven (control inconclusive)`, `not
    /// tested`.
    package let signature: String
    package let baseURL: BaseURL
    package let authentication: AuthenticationMode
    /// The host that sent the ping.
    package let host: String
    package let time: Timestamp

    package init(
        verdict: String, httpStatus: Int?, code: Int?, signature: String, baseURL: BaseURL,
        authentication: AuthenticationMode, host: String, time: Timestamp
    ) {
        self.verdict = verdict
        self.httpStatus = httpStatus
        self.code = code
        self.signature = signature
        self.baseURL = baseURL
        self.authentication = authentication
        self.host = host
        self.time = time
    }
}

/// A promotion that went past a rule, and why.
package struct PromotionOverride: Sendable, Equatable {
    package enum Rule: String, Sendable {
        /// The signature was accepted but not proven.
        case unproven
        /// No accepted verification counted.
        case forced
    }

    package let rule: Rule
    package let reason: String
    package let time: Timestamp

    package init(rule: Rule, reason: String, time: Timestamp) {
        self.rule = rule
        self.reason = reason
        self.time = time
    }
}
