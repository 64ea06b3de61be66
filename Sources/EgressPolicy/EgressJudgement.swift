/// What the API itself said to a request from this host.
package enum APIWord: Equatable, Sendable {
    case notAsked
    /// It let the request through, so the address that it saw is on its list, whichever that is.
    case letIn
    /// It does not know the address (D24's code 402).
    case refused
    /// It answered nothing that says anything of the address.
    case inconclusive
}

/// An address that the witnesses see, and what the whitelist says of it.
package struct EgressFinding: Equatable, Sendable {
    /// The one that was asked about; `address`, where there is one, is of it.
    package let family: IPFamily
    /// What the operators agree on; nil where each address of a pool is judged.
    package let conclusion: Quorum?
    /// The one that has a quorum, or one of a pool; nil where it could not be told.
    package let address: IPAddress?
    /// Nil without an address to judge.
    package let listing: WhitelistJudgement?

    /// What the operators agree on.
    /// - Parameters:
    ///   - isBelieved: whether that may be judged; a change that no second quorum confirms is not.
    ///   - now: seconds since 1970 UTC.
    package init(
        family: IPFamily, conclusion: Quorum, isBelieved: Bool = true, whitelist: Whitelist, now: Int64
    ) {
        self.init(
            family: family, address: isBelieved ? conclusion.address : nil, conclusion: conclusion,
            whitelist: whitelist, now: now)
    }

    private init(
        family: IPFamily, address: IPAddress?, conclusion: Quorum? = nil, whitelist: Whitelist, now: Int64
    ) {
        self.family = family
        self.conclusion = conclusion
        self.address = address
        listing = address.map { whitelist.judge($0, at: now) }
    }

    /// One for each address of a pool; one without an address where there is no pool to tell of.
    /// - Parameter now: seconds since 1970 UTC.
    package static func all(of pool: EgressPool?, family: IPFamily, whitelist: Whitelist, now: Int64)
        -> [Self]
    {
        guard let pool else { return [Self(family: family, address: nil, whitelist: whitelist, now: now)] }
        return pool.members.map { Self(family: family, address: $0.address, whitelist: whitelist, now: now) }
    }
}

/// Whether D24 will let this host in, and how we know.
///
/// D24's word is the truth: behind a pool of addresses the witnesses may all see one that D24 never sees.
/// They are evidence, and decide only where D24 was not asked or said nothing.
package struct EgressJudgement: Equatable, Sendable {
    /// What is known of this host; the raw value is how JSON says it.
    package enum Verdict: String, CaseIterable, Sendable {
        /// The API let this host in.
        case letIn = "let-in"
        /// The API refused this host's address.
        case blocked
        /// Every address that was asked for is agreed on and on the list.
        case listed
        /// An address is agreed on and not on the list, or no longer.
        case notListed = "not-listed"
        /// Some address could not be told.
        case unknown
    }

    /// By D24's word where it gave one; of a pool, an address that is not on the list outweighs a `letIn`.
    package let verdict: Verdict
    /// In the order of the families.
    package let findings: [EgressFinding]

    /// One address that is not on the list is a no, even where the other family's is unknown: that much is
    /// known.
    ///
    /// - Parameter isPool: whether the findings are those of a pool. That D24 let one connection in says
    ///   nothing of the next, which may come from another of its addresses.
    package init(api: APIWord, findings: [EgressFinding], isPool: Bool = false) {
        self.findings = findings
        let isUnlisted = findings.contains { $0.listing?.isListed == false }
        switch api {
        case .refused: verdict = .blocked
        case .letIn where isPool && isUnlisted: verdict = .notListed
        case .letIn: verdict = .letIn
        case .notAsked, .inconclusive:
            if isUnlisted {
                verdict = .notListed
            } else if findings.isEmpty || findings.contains(where: { $0.listing == nil }) {
                verdict = .unknown
            } else {
                verdict = .listed
            }
        }
    }

    /// Addresses that are agreed on and not on the list, in order.
    package var unlisted: [IPAddress] { unlistedFindings.map(\.address) }

    /// The same, each with what the list says of it.
    package var unlistedFindings: [(address: IPAddress, listing: WhitelistJudgement)] {
        findings.compactMap { finding in
            guard let address = finding.address, let listing = finding.listing, !listing.isListed else {
                return nil
            }
            return (address, listing)
        }
        .sorted { $0.address < $1.address }
    }
}

extension Quorum {
    /// The address that has a quorum.
    package var address: IPAddress? {
        switch self {
        case .agreed(let address, _, _): address
        case .tooFew, .split: nil
        }
    }
}
