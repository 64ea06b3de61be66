import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import KeyRotation
import ToolSupport

extension Check {
    /// The address that D24 sees is on the whitelist.
    ///
    /// D24's own word, from the ping, is the truth; what witnesses agree on decides where it said nothing.
    static let egressWhitelist = Check(
        "egress-whitelist", "the address of this host is on the whitelist", after: ["environment-known"]
    ) { facts in
        let name = facts.environmentName.text
        switch facts.witnesses {
        case .notAsked: return .couldNotTell("nobody was asked")
        case .refused(let diagnostic): return .failed(diagnostic.message, hints: diagnostic.hints)
        case .heard(let findings, _):
            let judgement = EgressJudgement(api: facts.apiWord, findings: findings)
            let seen = findings.compactMap { $0.address?.text }.joined(separator: " and ")
            let unlisted = judgement.unlisted.map { $0.text }
            let adding = unlisted.map { "d24-egress whitelist add \(name) \($0)" }
            let panel = "add \(seen.isEmpty ? "it" : seen) in the panel: \(PanelPath.addresses)"
            switch judgement.verdict {
            case .listed: return .passed("\(seen), on the whitelist of \(name)")
            case .letIn where unlisted.isEmpty:
                return .passed(seen.isEmpty ? "D24 let this host in, address unknown" : "D24 let in \(seen)")
            case .letIn:
                return Finding(
                    outcome: .warned,
                    evidence:
                        "D24 let this host in, and the list here is stale: \(unlisted.joined(separator: " and ")) is not on it",
                    hints: adding)
            case .blocked:
                return .failed(
                    "D24 does not know the address (code 402)"
                        + (seen.isEmpty ? "" : "; the witnesses see \(seen)"),
                    hints: seen.isEmpty ? ["find the address: d24-egress discover", panel] : [panel])
            case .notListed:
                return .failed(
                    "\(unlisted.joined(separator: " and ")) is not on the whitelist of \(name)",
                    hints: [panel] + adding)
            case .unknown:
                return .couldNotTell(
                    "the witnesses do not agree on an address", hints: ["d24-egress check \(name) --ping"])
            }
        }
    }
}

extension PreflightFacts {
    /// What the ping says of the address: a key that was rejected says nothing of it.
    fileprivate var apiWord: APIWord {
        guard let verdict = pingResult?.verdict else { return .notAsked }
        switch verdict {
        case .accepted: return .letIn
        case .blocked(.address): return .refused
        case .blocked(.account), .rejected, .inconclusive: return .inconclusive
        }
    }
}
