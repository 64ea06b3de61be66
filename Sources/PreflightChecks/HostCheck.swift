extension Check {
    /// A check of this host alone.
    /// - Parameter look: gets the host once it was looked at.
    static func ofHost(
        _ id: String, _ summary: String, _ severity: Severity, _ explanation: Explanation,
        _ look: @escaping @Sendable (HostFact) -> Finding
    ) -> Check {
        Check(id, summary, severity, in: .all, needs: [.host], explanation) { facts in
            facts.host.map(look) ?? .couldNotTell(HostFact.notSeen)
        }
    }
}

extension HostFact {
    static let notSeen = "this host was not looked at"
}
