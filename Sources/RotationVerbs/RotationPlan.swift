import CashoutsAPI
import KeyRotation
import StrictJSON
import VaultFormat

/// What `run` is going to do, from where the environment stands.
struct RotationPlan {
    enum Step: String {
        /// New keys become pending.
        case stage
        /// They are proven with a signed ping.
        case verify
        /// They become current.
        case promote
        /// On a reader: the receipt that a writer promotes with.
        case receipt
    }

    let steps: [Step]
    private let record: EnvironmentRecord

    /// - Parameters:
    ///   - entersKeys: keys are given, which take the place of a pending version.
    ///   - pending: what is known of the pending version.
    init(
        _ record: EnvironmentRecord, pending: RotationState.Pending, role: SlotRole, entersKeys: Bool,
        acceptsUnproven: Bool
    ) {
        self.record = record
        guard role == .writer else {
            steps = [.verify, .receipt]
            return
        }
        let isProven = pending == .verified || (pending == .unproven && acceptsUnproven)
        if entersKeys || pending == .none {
            steps = [.stage, .verify, .promote]
        } else {
            steps = isProven ? [.promote] : [.verify, .promote]
        }
    }

    /// One sentence for each step, and what follows from them.
    var lines: [String] {
        let name = record.name.text
        var lines: [String] = []
        for step in steps { lines.append("\(lines.count + 1). \(sentence(step))") }
        if steps.last == .promote {
            lines.append("then restart the services of \(name)")
            if record.version(in: .current) != nil {
                lines.append("then, when no notification can be late any more: d24-rotate retire \(name)")
            }
            lines.append(HardCut.note)
        }
        return lines
    }

    private func sentence(_ step: Step) -> String {
        let pending = record.version(in: .pending)
        let name = pending?.name ?? "v\(record.nextVersion)"
        switch step {
        case .stage:
            return "enter the new keys of \(record.name.text), which become pending"
        case .verify:
            let which = steps.contains(.stage) ? "them" : name
            return "prove \(which) with a signed ping to \(record.baseURL.text)"
        case .promote:
            let which = steps.contains(.stage) ? "them" : name
            let current = record.version(in: .current).map { "; \($0.name) becomes previous" } ?? ""
            let gone =
                record.version(in: .current) == nil
                ? nil : record.version(in: .previous).map { "; the secrets of \($0.name) are erased" }
            return "make \(which) current\(current)\(gone ?? "")"
        case .receipt:
            return
                "print the receipt, for 'd24-rotate promote \(record.name.text) --receipt FILE' on a writer"
        }
    }

    var json: JSONValue { .array(lines.map { .string($0) }) }
}
