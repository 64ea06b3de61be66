package import VaultFormat

/// Where an environment stands between two keys.
package struct RotationState: Hashable, Sendable {
    /// What is known of the pending version.
    package enum Pending: String, CaseIterable, Sendable {
        /// There is none.
        case none
        /// No verification of it counts.
        case unverified
        /// D24 refused it within the last hour.
        case rejected
        /// Staging: accepted, but the signature is not proven because D24 looks up first.
        case unproven
        /// It may be promoted.
        case verified
    }

    /// False until the first keys have become current.
    package let hasCurrent: Bool
    /// Whether there is a version to roll back to, or to retire.
    package let hasPrevious: Bool
    /// How far the pending version is; `.none` where there is no such version.
    package let pending: Pending

    /// For a pending version that was judged already, such as with a receipt that is not in the vault yet.
    package init(hasCurrent: Bool, hasPrevious: Bool, pending: Pending) {
        self.hasCurrent = hasCurrent
        self.hasPrevious = hasPrevious
        self.pending = pending
    }

    /// The state of an environment, with its verifications judged by `rules`.
    package init(_ environment: EnvironmentRecord, _ rules: VerificationRules) {
        hasCurrent = environment.version(in: .current) != nil
        hasPrevious = environment.version(in: .previous) != nil
        guard let version = environment.version(in: .pending) else {
            pending = .none
            return
        }
        pending = Pending(rules.standing(of: version.verification, in: environment))
    }

    /// Whether a change of the pending version is legal.
    package func allows(_ event: RotationEvent) -> Bool {
        switch (pending, event) {
        case (_, .replace), (.none, .stage): true
        case (.verified, .promote), (.verified, .promoteUnproven), (.verified, .promoteForced): true
        case (.unproven, .promoteUnproven), (.unproven, .promoteForced), (.unverified, .promoteForced): true
        case (.none, _), (.unverified, _), (.rejected, _), (.unproven, _), (.verified, .stage): false
        }
    }
}

extension RotationState.Pending {
    /// What a version is whose verification has that standing.
    package init(_ standing: Standing) {
        switch standing {
        case .sufficient: self = .verified
        case .unproven: self = .unproven
        case .rejected: self = .rejected
        case .controlMissing, .missing, .otherBaseURL, .otherAuthentication, .expired, .fromFuture,
            .notAccepted, .unknown:
            self = .unverified
        }
    }
}

/// What a verb is about to do with an environment's keys.
package enum RotationEvent: Hashable, Sendable {
    /// `stage`: a new triple becomes pending.
    case stage
    /// `stage --replace`: the same in the place of a pending one.
    case replace
    /// `promote`.
    case promote
    /// `promote --accept-unproven`.
    case promoteUnproven
    /// `promote --force`.
    case promoteForced
}
