package import CashoutsAPI

/// A command that is legal now, as it would be typed.
package struct NextAction: Hashable, Sendable {
    /// The whole line; `REASON` in it is for the operator to fill in.
    package let command: String
    /// What it is for, lower case and without a full stop.
    package let purpose: String
    /// Whether it changes the vault, which readers cannot.
    package let needsWriter: Bool

    init(_ command: String, _ purpose: String, needsWriter: Bool = true) {
        self.command = command
        self.purpose = purpose
        self.needsWriter = needsWriter
    }
}

extension RotationState {
    /// What can be done now, the most likely first; never empty.
    package func nextActions(for environment: EnvironmentName) -> [NextAction] {
        let name = environment.text
        let verify = NextAction(
            "d24-rotate verify \(name)", "ping D24 with the pending version", needsWriter: false)
        let replace = NextAction("d24-rotate stage \(name) --replace", "enter the pending version anew")
        let force = NextAction(
            "d24-rotate promote \(name) --force REASON", "when D24 or the address is the problem")
        var actions: [NextAction] = []
        switch pending {
        case .none where hasCurrent:
            actions = [
                NextAction("d24-rotate run \(name)", "replace the keys: stage, verify and promote in one go"),
                NextAction("d24-rotate stage \(name)", "enter new keys from the panel"),
                NextAction(
                    "d24-rotate ping \(name)", "ask D24 about the current version", needsWriter: false),
            ]
        case .none:
            actions = [NextAction("d24-vault put \(name)", "enter the first keys")]
        case .unverified:
            actions = [verify, replace, force]
        case .rejected:
            actions = [replace, verify]
        case .unproven:
            actions = [
                NextAction(
                    "d24-rotate promote \(name) --accept-unproven REASON",
                    "make the pending version current without a proof of API Signature"),
                verify, replace,
            ]
        case .verified:
            actions = [
                NextAction("d24-rotate promote \(name)", "make the pending version current"), verify, replace,
            ]
        }
        if pending != .none {
            actions.append(
                NextAction(
                    "d24-rotate abort \(name)",
                    "erase the pending version" + (hasCurrent ? ", and stay with what is current" : "")))
        }
        if hasPrevious {
            actions += [
                NextAction("d24-rotate rollback \(name)", "make the previous version current again"),
                NextAction(
                    "d24-rotate retire \(name)",
                    "erase the previous version, when no notification can be late"),
            ]
        }
        return actions
    }
}
