import CashoutsAPI
import EgressPolicy
import KeyRotation
import ToolSupport
import VaultFormat

extension Check {
    /// D24 lets this host in, with these keys.
    static let signedPing = Check(
        "signed-ping", "D24 accepts a signed request from here",
        after: ["credentials-complete", "tls-handshake"], needs: [.ping], mayBeRetried: true,
        Explanation(
            looksAt: """
                D24 accepts a request that is signed with the current credential. An accepted ping proves API \
                Signature only together with a negative control that was refused, which is sent on staging; a control \
                that proves nothing is a warning. After an answer that is not D24's, such as a firewall's page, it \
                could not tell, and no key is condemned. Before a go-live the vault's record of the last verification \
                is judged for staging where this identity was not given staging.
                """,
            evidence: """
                The version, the verdict, the status and code of both answers, and what is known of API Signature.
                """,
            toDo: """
                After code 302 or 401 compare the fields with the panel; after 402 add the address there; after 514 \
                approve a test deposit on staging or write to integration@d24.com.
                """),
        recall: { $0.recalledVerification }
    ) { facts in
        switch facts.ping {
        case .notSent: return facts.withoutPing
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

    /// What is known of API Signature is said, as accepted alone does not prove it; where a control was sent
    /// to prove it and did not, somebody should know.
    private static func accepted(_ statement: PingStatement, _ evidence: String) -> Finding {
        let proof = statement.checks.filter { $0.id == "signature" }.map { "; \($0.name) \($0.text)" }
        let evidence = evidence + proof.joined()
        switch statement.result.proof {
        case .proven, .notTested: return .passed(evidence)
        case .notProven:
            return .warned(evidence, hints: [otherProof(statement.environment.name.text)])
        case .controlInconclusive:
            return .warned(
                evidence, hints: ["try again with 'd24-preflight run \(statement.environment.name.text)'"])
        }
    }

    /// How API Signature is proven where D24 looks up what is asked for before it looks at the signature:
    /// there no ping ever does.
    fileprivate static func otherProof(_ name: String) -> String {
        "compare API Signature with \(PanelPath.credentials), "
            + "and verify a notification with 'd24-signature notification \(name)'"
    }
}

extension PreflightFacts {
    /// What a check says that judges the ping, where none was sent.
    var withoutPing: Finding {
        let sharing = Check.fieldsDiffer.look(self)
        if sharing.outcome == .failed {
            return .couldNotTell(
                "no ping was sent, since \(name) has keys of an environment of the other kind: "
                    + sharing.evidence,
                hints: sharing.hints)
        }
        if case .failed(let diagnostic) = credentials {
            return .couldNotTell("no ping was sent: \(diagnostic.message)", hints: diagnostic.hints)
        }
        return .couldNotTell("no ping was sent")
    }

    /// What the vault records of the last ping with the current credential that was written down.
    fileprivate var recalledVerification: Finding {
        guard let environment, let version = environment.version(in: .current) else {
            return .warned(
                "the vault records no current credential of \(name)",
                hints: ["go through staging first: 'd24-vault put \(name)'"])
        }
        let hints = ["prove it with 'd24-rotate verify \(name) --credential current' on a writer"]
        guard let verification = version.verification, verification.baseURL == environment.baseURL,
            verification.authentication == environment.authentication
        else { return .warned("no verification of \(version.name) of \(name) is recorded", hints: hints) }
        let evidence =
            "recorded: \(version.name) of \(name) \(verification.verdict), signature \(verification.signature), "
            + "from \(verification.host) at \(verification.time.text)"
        guard verification.verdict == Verdict.accepted.text else { return .warned(evidence, hints: hints) }
        switch SignatureProof(rawValue: verification.signature) {
        case .proven, .notTested: return .passed(evidence)
        case .notProven: return .warned(evidence, hints: [Check.otherProof(name)])
        // A control that was not answered, or a word of a later version.
        case .controlInconclusive, nil: return .warned(evidence, hints: hints)
        }
    }

    /// Where the address is let in, and which one it is if the witnesses agree.
    fileprivate var panelHints: [String] {
        let findings: [EgressFinding]
        switch witnesses {
        case .heard(let heard): findings = heard
        case .notAsked, .refused: findings = []
        }
        return EgressSight(
            name: name, proxy: pingStatement?.result.proxy,
            judgement: EgressJudgement(api: apiWord, findings: findings)
        ).panelHints
    }
}
