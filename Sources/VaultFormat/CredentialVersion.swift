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
    /// Of one environment's versions at most one is pending, one current and one previous.
    package var state: CredentialState
    /// When its three fields were entered: their age counts from here.
    package let created: Timestamp
    /// When it got its present state.
    package var changed: Timestamp
    /// `nil` only for a retired version, when the vault's keys were renewed after its secrets were erased.
    package var fingerprints: TripleFingerprint?
    /// The last word of D24 on it that is known here.
    package var verification: Verification?
    /// How it became current when no full proof was there.
    package var override: PromotionOverride?

    /// A version in its first state, with no word of D24 on it yet.
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
    /// Of the value of API Key; `api_key` in the metadata.
    package let apiKey: Fingerprint
    /// Of the value of API Passphrase; `api_passphrase` in the metadata.
    package let apiPassphrase: Fingerprint
    /// Of the value of API Signature; `api_signature` in the metadata.
    package let apiSignature: Fingerprint

    /// Takes three of one vault: under the keys of two, equal secrets have different ones.
    package init(apiKey: Fingerprint, apiPassphrase: Fingerprint, apiSignature: Fingerprint) {
        self.apiKey = apiKey
        self.apiPassphrase = apiPassphrase
        self.apiSignature = apiSignature
    }

    /// By field, for those who go through all three.
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
    /// Where the ping was sent: it counts only while this is the environment's base URL.
    package let baseURL: BaseURL
    /// How API Key and API Passphrase were sent: it counts only while this is the environment's mode.
    package let authentication: AuthenticationMode
    /// The host that sent the ping.
    package let host: String
    /// When the ping was sent, by the clock of ``host``.
    package let time: Timestamp

    /// Takes what it is given: no word of ``verdict`` or ``signature`` is checked here, nor where it is read.
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
    /// What was missing when the version became current all the same.
    package enum Rule: String, Sendable {
        /// The signature was accepted but not proven.
        case unproven
        /// No accepted verification counted.
        case forced
    }

    /// `forced` ends with D24's acceptance, `unproven` with a proof of API Signature.
    package let rule: Rule
    /// In the words of the person who asked for it: 1 to 200 bytes when typed, not checked here.
    package let reason: String
    /// When it was decided, by the clock of the host where it was.
    package let time: Timestamp

    /// Takes any ``reason``: its length is checked where it is typed.
    package init(rule: Rule, reason: String, time: Timestamp) {
        self.rule = rule
        self.reason = reason
        self.time = time
    }
}
