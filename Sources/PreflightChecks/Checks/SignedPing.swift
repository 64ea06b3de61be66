import CashoutsAPI
import EgressPolicy
import KeyRotation
import ToolSupport
import VaultFormat

extension Check {
    /// D24 lets this host in, with these keys.
    static let signedPing = Check(
        "signed-ping", "D24 accepts a signed request from here",
        after: ["credentials-complete", "tls-handshake"]
    ) { facts in
        switch facts.ping {
        case .notSent: return .couldNotTell("no ping was sent")
        case .refused(let diagnostic): return .refused(diagnostic)
        case .sent(let statement, during: _):
            let evidence = "\(statement.headline); \(statement.message); \(statement.evidence)"
            switch statement.result.verdict {
            case .accepted: return accepted(statement, evidence)
            case .blocked(.address): return .failed(evidence, hints: facts.panelHints)
            case .rejected, .blocked(.account): return .failed(evidence, hints: statement.hints)
            case .inconclusive: return .couldNotTell(evidence, hints: statement.hints)
            }
        }
    }

    /// What is known of API Signature is said, as accepted alone does not prove it; where a control was sent to
    /// prove it and did not, somebody should know.
    private static func accepted(_ statement: PingStatement, _ evidence: String) -> Finding {
        let proof = statement.checks.filter { $0.id == "signature" }.map { "; \($0.name) \($0.text)" }
        let evidence = evidence + proof.joined()
        let name = statement.environment.name.text
        switch statement.result.proof {
        case .proven, .notTested: return .passed(evidence)
        case .notProven:
            return .warned(
                evidence,
                hints: [
                    "compare API Signature with \(PanelPath.credentials), "
                        + "and verify a notification with 'd24-signature notification \(name)'"
                ])
        case .controlInconclusive:
            return .warned(evidence, hints: ["try again with 'd24-preflight run \(name)'"])
        }
    }
}

extension PreflightFacts {
    /// Where the address is let in, and which one it is if the witnesses agree.
    fileprivate var panelHints: [String] {
        let findings: [EgressFinding]
        switch witnesses {
        case .heard(let heard): findings = heard
        case .notAsked, .refused: findings = []
        }
        return EgressSight(
            name: environmentName.text, proxy: pingStatement?.result.proxy,
            judgement: EgressJudgement(api: apiWord, findings: findings)
        ).panelHints
    }
}
