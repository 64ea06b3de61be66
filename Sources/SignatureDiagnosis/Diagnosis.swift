package import CashoutsAPI
package import Sodium
package import StrictJSON

/// The search for the accidents that explain a digest: none, one or two of them to body and key, and any
/// number to the spelling of the digest.
///
/// An HMAC that matches is no coincidence, so what is found has happened; it says what to mend, and is no
/// reason to accept anything. A body is 64 KiB at most, so that a pair of accidents takes seconds.
package struct Diagnosis {
    /// The largest body that is diagnosed, in bytes.
    package static let limit = 64 * 1024

    /// What explains a digest.
    package struct Explanation: Sendable {
        /// In the order in which they happened to the body.
        package let body: [BodyAccident]
        /// The key that was used, and what is wrong with it.
        package let key: CandidateKey
        /// How the digest is spelled wrongly; none where it is spelled as it should be.
        package let digest: [DigestAccident]

        /// Whether nothing at all was wrong.
        package var isEmpty: Bool { body.isEmpty && key.accidents.isEmpty && digest.isEmpty }
    }

    private let variants: BodyVariants
    private let singles: [(accident: BodyAccident, bytes: [UInt8])]
    private let claimed: ClaimedDigest

    /// For a request's body and its `Payload-Signature`.
    package init(request body: [UInt8], claimed: ClaimedDigest) {
        self.init(BodyVariants(request: body), claimed)
    }

    /// For a notification, whose bytes are `body`, and its control.
    package init(notification: Notification, body: [UInt8], claimed: ClaimedDigest) {
        self.init(BodyVariants(notification: body, notification), claimed)
    }

    private init(_ variants: BodyVariants, _ claimed: ClaimedDigest) {
        self.variants = variants
        self.claimed = claimed
        var seen: Set<[UInt8]> = [variants.message]
        let read = ReadBody(variants.message)
        singles = BodyAccident.allCases.compactMap { accident in
            guard let bytes = variants.variant(of: read, accident), seen.insert(bytes).inserted
            else { return nil }
            return (accident, bytes)
        }
    }

    /// The explanation with the fewest accidents, or nil.
    ///
    /// - Parameters:
    ///   - candidates: each with at most two accidents.
    ///   - secret: the bytes of a candidate; nil where there are none, such as digits that cannot be decoded.
    package func explain(
        _ candidates: [CandidateKey], secret: (CandidateKey) -> SecretBytes?
    ) -> Explanation? {
        for total in 0...2 {
            for candidate in candidates where candidate.accidents.count <= total {
                switch secret(candidate) {
                case .none: continue
                case .some(let key):
                    if let body = match(key.bytes, accidents: total - candidate.accidents.count) {
                        return Explanation(body: body, key: candidate, digest: claimed.accidents)
                    }
                }
            }
        }
        return nil
    }

    /// The accidents to the body, exactly so many, with which it has this digest under a key.
    private func match(_ key: Span<UInt8>, accidents: Int) -> [BodyAccident]? {
        var authenticator = KeyedAuthenticator(key: key)
        if accidents == 0 { return claimed.matches(authenticator.code(of: variants.message.span)) ? [] : nil }
        for single in singles {
            if accidents == 1 {
                if claimed.matches(authenticator.code(of: single.bytes.span)) { return [single.accident] }
                continue
            }
            let read = ReadBody(single.bytes)
            for accident in BodyAccident.allCases {
                guard let bytes = variants.variant(of: read, accident),
                    claimed.matches(authenticator.code(of: bytes.span))
                else { continue }
                return [single.accident, accident]
            }
        }
        return nil
    }

    /// Why nothing was tried that happens to JSON; nil where it was tried, and for a notification's form.
    package var jsonRefusal: JSONError? { variants.jsonRefusal }

    /// The accidents that make other bytes of this body: what was tried, alone and in pairs.
    package var bodyAccidents: [BodyAccident] { singles.map { $0.accident } }
}
