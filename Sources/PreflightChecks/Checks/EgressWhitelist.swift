import CashoutsAPI
import EgressPolicy
import KeyRotation

extension Check {
    /// The address that D24 sees is on the whitelist.
    ///
    /// D24's own word, from the ping, is the truth; what witnesses agree on decides where it said nothing.
    static let egressWhitelist = Check(
        "egress-whitelist", "the address of this host is on the whitelist", after: ["environment-known"],
        needs: [.ping, .witnesses], mayBeRetried: true,
        Explanation(
            looksAt: """
                The address that D24 sees is on the whitelist. D24's answer to the ping decides. Where it says nothing \
                of the address, what two thirds of at least three witnesses' operators see is looked up in the \
                whitelist that the vault keeps. A warning says that D24 let this host in and that list is stale.
                """,
            evidence: "What D24 said, which address the witnesses see, and whether the list has it.",
            toDo: """
                Add the address in the panel, Settings -> API Access -> Cashouts IP Address, and note it with \
                'd24-egress whitelist add'.
                """)
    ) { facts in
        switch facts.witnesses {
        case .notAsked: .couldNotTell("nobody was asked")
        case .refused(let diagnostic): .refused(diagnostic)
        case .heard(let findings):
            EgressSight(
                name: facts.name, proxy: facts.pingStatement?.result.proxy,
                judgement: EgressJudgement(api: facts.apiWord, findings: findings)
            ).finding
        }
    }
}

/// What is known of the address of this host, in words.
struct EgressSight {
    /// Of the environment.
    let name: String
    /// What the ping went through: its address is the one that D24 sees.
    let proxy: String?
    let judgement: EgressJudgement

    /// The addresses that the witnesses agree on, or nil.
    var seen: String? {
        let addresses = judgement.findings.compactMap { $0.address?.text }
        return addresses.isEmpty ? nil : addresses.joined(separator: " and ")
    }

    private var unlisted: String { judgement.unlisted.map(\.text).joined(separator: " and ") }

    /// The one place where an address is let in.
    var panelHints: [String] {
        let whose = proxy.map { " (it is that of the proxy \($0))" } ?? ""
        guard let seen else {
            return [
                "find the address that D24 sees with 'd24-egress discover'\(whose)",
                "add it in the panel under \(PanelPath.addresses)",
            ]
        }
        return ["add \(seen)\(whose) in the panel under \(PanelPath.addresses)"]
    }

    /// How the copy of the panel's list is mended: an entry that has expired stays so unless it is told not
    /// to.
    private var notingHints: [String] {
        judgement.findings.compactMap { finding in
            guard let address = finding.address?.text else { return nil }
            let command = "d24-egress whitelist add \(name) \(address)"
            switch finding.listing {
            case .notListed: return "note it here with '\(command)'"
            case .expired: return "note it here with '\(command) --expires never', or another date"
            case .listed, nil: return nil
            }
        }
    }

    var finding: Finding {
        switch judgement.verdict {
        case .listed: return .passed("the witnesses see \(seen ?? ""), which is on the whitelist of \(name)")
        case .letIn where unlisted.isEmpty:
            return .passed(
                "D24 let this host in" + (seen.map { ", and the witnesses see \($0)" } ?? ", address unknown")
            )
        case .letIn:
            return .warned(
                "D24 let this host in, and the list here is stale: \(unlisted) is not on it, or no longer",
                hints: notingHints)
        case .blocked:
            return .failed(
                "D24 does not know the address (code 402)" + (seen.map { "; the witnesses see \($0)" } ?? ""),
                hints: panelHints + notingHints)
        case .notListed:
            return .failed(
                "the witnesses see \(unlisted), which is not on the whitelist of \(name), or no longer",
                hints: panelHints + notingHints)
        case .unknown:
            return .couldNotTell(
                judgement.findings.compactMap { finding in
                    finding.conclusion.map { "\(finding.family.rawValue): \(Self.words($0))" }
                }
                .joined(separator: "; "),
                hints: [
                    "see what each says with 'd24-egress discover'",
                    "name others with 'd24-vault env set \(name) --witness URL'",
                ])
        }
    }

    private static func words(_ conclusion: Quorum) -> String {
        switch conclusion {
        case .agreed(let address, _, _): address.text
        case .tooFew(let count):
            "\(count) of the witnesses' operators could be counted, and \(Quorum.fewestOperators) are needed"
        case .split(let votes):
            "the witnesses do not agree: "
                + Set(votes.map(\.address)).sorted().map(\.text).joined(separator: ", ")
        }
    }
}

extension PreflightFacts {
    /// What the ping says of the address: a key that was rejected says nothing of it.
    var apiWord: APIWord {
        guard let verdict = pingStatement?.result.verdict else { return .notAsked }
        switch verdict {
        case .accepted: return .letIn
        case .blocked(.address): return .refused
        case .blocked(.account), .rejected, .inconclusive: return .inconclusive
        }
    }
}
