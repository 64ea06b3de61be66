/// What is odd about a whitelist's entry.
package enum EntryAdvice: Equatable, Sendable {
    /// Nobody on the Internet comes from there; the entry can never match.
    case neverSeen(SpecialPurpose)
    /// So many neighbours would be let in that it is hardly meant.
    case wide
    /// D24 documents single IPv4 addresses only.
    case undocumentedRange
    case undocumentedFamily

    /// Whether the entry is a mistake, and not only unusual.
    ///
    /// Addresses for documentation and benchmarks pass: rehearsals and manuals are full of them, and nobody
    /// has one by mistake. A private one is what `ip address` shows on a host behind NAT, and the usual
    /// mistake.
    package var isMistake: Bool {
        switch self {
        case .neverSeen(.documentation), .neverSeen(.benchmarking): false
        case .neverSeen: true
        case .wide, .undocumentedRange, .undocumentedFamily: false
        }
    }
}

extension IPNetwork {
    /// The longest prefix that counts as wide is one shorter than this, in bits.
    private var narrowEnough: Int {
        switch base.family {
        case .v4: 24
        // One network of a site, as /24 is for many.
        case .v6: 64
        }
    }

    /// What is odd about it, the worst first.
    package var advice: [EntryAdvice] {
        var advice: [EntryAdvice] = []
        if let purpose = base.specialPurpose { advice.append(.neverSeen(purpose)) }
        if prefixLength < narrowEnough { advice.append(.wide) }
        if !isSingleAddress { advice.append(.undocumentedRange) }
        if base.family == .v6 { advice.append(.undocumentedFamily) }
        return advice
    }
}
