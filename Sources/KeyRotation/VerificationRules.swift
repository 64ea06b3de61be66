package import CashoutsAPI
package import VaultFormat

/// What a verification is worth for a promotion.
package enum Standing: Hashable, Sendable {
    /// It counts: accepted, and on staging proven.
    case sufficient
    /// Staging: accepted, but D24 looks up before it checks the signature. Counts if that is accepted.
    case unproven
    /// Staging: accepted, but the control was not sent or says nothing.
    case controlMissing
    /// There is none.
    case missing
    case otherBaseURL
    case otherAuthentication
    /// Accepted, but so many seconds ago.
    case expired(age: Int64)
    /// Its time is still to come: a clock is wrong.
    case fromFuture
    /// D24 refused the keys within the last hour; nothing goes past that.
    case rejected(Verdict.RejectedPart)
    /// It was not accepted: blocked, inconclusive, or rejected more than an hour ago.
    case notAccepted(Verdict)
    /// A verdict that this version does not know.
    case unknown
}

/// Which verifications count: for a version's fingerprints, base URL and authentication mode,
/// for a limited time.
///
/// A verification in the vault belongs to its version, whose fingerprints never change; a receipt names them,
/// and ``Receipt`` compares.
package struct VerificationRules: Sendable {
    /// 15 minutes, in seconds.
    package static let usualValidity: Int64 = 15 * 60
    /// 24 hours, in seconds: more cannot be asked for.
    package static let longestValidity: Int64 = 24 * 3600
    /// One hour, in seconds, in which a rejection cannot be overridden.
    package static let rejectionMemory: Int64 = 3600

    /// The time up to which ages count; what is later is from the future.
    package let now: Timestamp
    /// In seconds, from 0 to ``longestValidity``.
    package let validity: Int64

    /// - Parameter validity: in seconds; what is longer than ``longestValidity`` is cut to it.
    package init(now: Timestamp, validity: Int64 = Self.usualValidity) {
        self.now = now
        self.validity = min(max(validity, 0), Self.longestValidity)
    }

    /// Judges a verification of one of the environment's versions.
    package func standing(of verification: Verification?, in environment: EnvironmentRecord) -> Standing {
        guard let verification else { return .missing }
        guard verification.baseURL == environment.baseURL else { return .otherBaseURL }
        guard verification.authentication == environment.authentication else { return .otherAuthentication }
        guard let verdict = Verdict(text: verification.verdict) else { return .unknown }
        let age = age(of: verification)
        switch verdict {
        // A rejection from the future is a recent one: a wrong clock must not wash it away.
        case .rejected(let part): return age <= Self.rejectionMemory ? .rejected(part) : .notAccepted(verdict)
        case .blocked, .inconclusive: return .notAccepted(verdict)
        case .accepted: break
        }
        if age < 0 { return .fromFuture }
        if age > validity { return .expired(age: age) }
        switch (environment.kind, SignatureProof(rawValue: verification.signature)) {
        case (.production, _), (.staging, .proven): return .sufficient
        case (.staging, .notProven): return .unproven
        case (.staging, .controlInconclusive), (.staging, .notTested), (.staging, nil): return .controlMissing
        }
    }

    /// Seconds since a verification; negative for one from the future.
    package func age(of verification: Verification) -> Int64 {
        now.seconds - verification.time.seconds
    }

    /// For how many seconds more an accepted verification counts; nil where it does not.
    package func remaining(_ verification: Verification?, in environment: EnvironmentRecord) -> Int64? {
        guard let verification else { return nil }
        switch standing(of: verification, in: environment) {
        case .sufficient, .unproven: return validity - age(of: verification)
        case .controlMissing, .missing, .otherBaseURL, .otherAuthentication, .expired, .fromFuture, .rejected,
            .notAccepted, .unknown:
            return nil
        }
    }

    /// Whether a new verification takes the place of the one that the vault has.
    ///
    /// What says something about the keys always does, unless it is the older of the two. What says nothing,
    /// such as a time-out, must not make a rejection of the last hour forgotten, and need not spoil a proof:
    /// that one ends by itself. An address or account that is blocked is news, and ends a proof.
    /// An acceptance from the future washes no rejection away, and what was said at another base URL or with
    /// another authentication mode says nothing about the keys here.
    package func replaces(
        _ new: Verification, _ old: Verification?, in environment: EnvironmentRecord
    ) -> Bool {
        guard let old else { return true }
        let strictest = VerificationRules(now: now, validity: Self.longestValidity)
        let standing = strictest.standing(of: old, in: environment)
        guard new.baseURL == environment.baseURL, new.authentication == environment.authentication else {
            return !strictest.speaksOfKeys(standing)
        }
        switch Verdict(text: new.verdict) {
        case .accepted where new.time > now && standing.isRejection:
            return false
        case .accepted, .rejected:
            return new.time >= old.time || old.time > now || !strictest.speaksOfKeys(standing)
        case .blocked:
            if case .rejected = standing { return false }
            return true
        case .inconclusive, nil:
            return !strictest.speaksOfKeys(standing)
        }
    }

    private func speaksOfKeys(_ standing: Standing) -> Bool {
        switch standing {
        case .sufficient, .unproven, .controlMissing, .rejected: true
        case .missing, .otherBaseURL, .otherAuthentication, .expired, .fromFuture, .notAccepted, .unknown:
            false
        }
    }

    /// Whether a ping's result ends an override: acceptance one that went past all rules, proof one that went
    /// without proof.
    package static func ends(_ override: PromotionOverride, _ result: PingResult) -> Bool {
        guard result.verdict == .accepted else { return false }
        switch override.rule {
        case .forced: return true
        case .unproven: return result.proof == .proven
        }
    }
}

extension Standing {
    fileprivate var isRejection: Bool { if case .rejected = self { true } else { false } }

    /// Why it does not suffice, lower case and without a full stop; nil where it does.
    package var problem: String? {
        switch self {
        case .sufficient: nil
        case .unproven: "D24 accepted it, but looks up before it checks the signature, which is not proven"
        case .controlMissing:
            "D24 accepted it, but its negative control told nothing, so API Signature is not proven"
        case .missing: "it was never verified"
        case .otherBaseURL: "it was verified at another base URL"
        case .otherAuthentication: "it was verified with another authentication mode"
        case .expired(let age): "it was verified \(Age.text(age)) ago, which no longer counts"
        case .fromFuture: "it was verified at a time that is still to come: a clock is wrong"
        case .rejected(let part):
            "D24 rejected \(part.fields.map { $0.panelName }.joined(separator: " or ")) within the last hour"
        case .notAccepted(let verdict): "the last ping was not accepted (\(verdict.text))"
        case .unknown: "its verification was written by another version of these tools"
        }
    }
}
