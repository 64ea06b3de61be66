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

    package var hasCurrent: Bool
    package var hasPrevious: Bool
    package var pending: Pending

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

    /// The state after an event, or nil where the event is not legal: from every state there is one that is.
    package func after(_ event: RotationEvent) -> RotationState? {
        var next = self
        switch event {
        case .stage:
            guard pending == .none else { return nil }
            next.pending = .unverified
        case .replace:
            next.pending = .unverified
        case .verified(let standing):
            guard pending != .none else { return nil }
            next.pending = Pending(standing)
        case .promote, .promoteUnproven, .promoteForced:
            guard allowsPromotion(event) else { return nil }
            next.hasPrevious = hasCurrent || hasPrevious
            next.hasCurrent = true
            next.pending = .none
        case .rollback:
            guard hasPrevious else { return nil }
            next.hasPrevious = hasCurrent
            next.hasCurrent = true
        case .retire:
            guard hasPrevious else { return nil }
            next.hasPrevious = false
        case .abort:
            guard pending != .none else { return nil }
            next.pending = .none
        }
        return next
    }

    private func allowsPromotion(_ event: RotationEvent) -> Bool {
        switch (pending, event) {
        case (.verified, _): true
        case (.unproven, .promoteUnproven), (.unproven, .promoteForced), (.unverified, .promoteForced): true
        case (.none, _), (.rejected, _), (.unproven, _), (.unverified, _): false
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

/// What can happen to an environment's keys.
package enum RotationEvent: Hashable, Sendable {
    /// `stage`: a new triple becomes pending.
    case stage
    /// `stage --replace`: the same in the place of a pending one.
    case replace
    /// `verify`, or time: the verification that the pending version has now.
    case verified(Standing)
    /// `promote`.
    case promote
    /// `promote --accept-unproven`.
    case promoteUnproven
    /// `promote --force`.
    case promoteForced
    /// `rollback`.
    case rollback
    /// `retire`: the previous version's secrets are erased.
    case retire
    /// `abort`: the pending version's secrets are erased.
    case abort
}
