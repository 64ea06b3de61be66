/// One thing that is looked at before go-live.
package struct Check: Sendable {
    /// Stable: scripts name it, and `d24-preflight(1)` explains it.
    package let id: String
    /// What it looks at, in a line.
    package let summary: String
    /// The checks without which this one means nothing.
    package let parents: [String]
    let look: @Sendable (PreflightFacts) -> Finding

    init(
        _ id: String, _ summary: String, after parents: [String] = [],
        _ look: @escaping @Sendable (PreflightFacts) -> Finding
    ) {
        self.id = id
        self.summary = summary
        self.parents = parents
        self.look = look
    }

    /// All of them, in the order of the report; parents come before their children.
    package static let all: [Check] = [
        .vaultOpens, .vaultPin, .environmentKnown, .credentialsComplete, .fieldsDiffer, .baseURLFits,
        .baseURLResolves, .tlsHandshake, .clockSkew, .egressWhitelist, .signedPing,
    ]
}
