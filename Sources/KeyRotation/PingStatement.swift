import CashoutsAPI
package import VaultFormat

/// What a ping proved and what it did not, in words: for reports of every tool that pings.
package struct PingStatement: Sendable {
    /// What became of one thing that D24 checks.
    package struct Check: Hashable, Sendable {
        /// How a check ended; the raw value stands in reports and JSON.
        package enum Outcome: String, Sendable {
            case passed
            case failed
            /// An earlier refusal hides it, or there was no answer.
            case notTested = "not tested"
            /// Of API Signature: accepted, but it may never have been looked at.
            case notProven = "not proven"
        }

        /// `address`, `credentials` (API Key and API Passphrase), `signature`.
        package let id: String
        /// As people read it.
        package let name: String
        /// `.notProven` for `signature` only; at most one check of a ping is `.failed`.
        package let outcome: Outcome
        /// The outcome as a sentence.
        package let text: String
    }

    /// The answers that the words are about.
    package let result: PingResult
    /// The one whose fields were sent.
    package let version: CredentialVersion
    /// As it was when the ping was built; messages and hints name its host.
    package let environment: EnvironmentRecord

    /// `version` and `environment` are those that the ping was built of.
    package init(_ result: PingResult, version: CredentialVersion, of environment: EnvironmentRecord) {
        self.result = result
        self.version = version
        self.environment = environment
    }

    /// `v2 of stg: accepted`.
    package var headline: String { "\(version.name) of \(environment.name.text): \(result.verdict.text)" }

    /// The verdict as a sentence.
    package var message: String {
        result.answer.failure.map { FailureText.message($0, at: environment.baseURL) }
            ?? result.verdict.message
    }

    /// What D24 checks, in the order in which people think of it; D24's own order is not documented, so a
    /// refusal leaves all others untested.
    package var checks: [Check] {
        let refused: (id: String, text: String)?
        switch result.verdict {
        case .accepted:
            return [
                Check(id: "address", name: "address", outcome: .passed, text: "let through"),
                Check(id: "credentials", name: Self.credentials, outcome: .passed, text: "let through"),
                signatureCheck,
            ]
        case .rejected(.apiSignature): refused = ("signature", "rejected")
        case .rejected(.apiKeyOrPassphrase): refused = ("credentials", "rejected, one of them or both")
        case .blocked(.address): refused = ("address", "not on the panel's whitelist")
        case .blocked(.account), .inconclusive: refused = nil
        }
        return [
            ("address", "address"), ("credentials", Self.credentials),
            ("signature", "API Signature"),
        ].map { id, name in
            refused?.id == id
                ? Check(id: id, name: name, outcome: .failed, text: refused?.text ?? "")
                : Check(id: id, name: name, outcome: .notTested, text: "not tested")
        }
    }

    private static let credentials =
        "\(CredentialField.apiKey.panelName), \(CredentialField.apiPassphrase.panelName)"

    private var signatureCheck: Check {
        let outcome: Check.Outcome
        let text: String
        switch result.controlOutcome {
        case .proven: (outcome, text) = (.passed, "proven: the same request wrongly signed was refused")
        case .notProven:
            (outcome, text) = (.notProven, "not proven: D24 looks up before it checks the signature")
        case .inconclusive(let reason):
            (outcome, text) = (.notProven, "not proven (control inconclusive): \(reason.message)")
        case nil: (outcome, text) = (.notTested, "not proven: no negative control was sent")
        }
        return Check(id: "signature", name: "API Signature", outcome: outcome, text: text)
    }

    /// What the verdict rests on, without a secret and without the server's words.
    package var evidence: String {
        let control = result.control.map { ", control \(Self.evidence($0))" } ?? ""
        return Self.evidence(result.answer) + control
    }

    private static func evidence(_ answer: PingAnswer) -> String {
        guard let status = answer.httpStatus else { return "no answer" }
        if let code = answer.code { return "HTTP \(status) with code \(code)" }
        if let cashout = answer.evidence.cashoutStatus {
            return "HTTP \(status) with cashout_status \(cashout)"
        }
        return "HTTP \(status) without a code"
    }

    /// What to do, with exact commands, one line each; empty after an accepted ping.
    package var hints: [String] {
        let name = environment.name.text
        if let failure = result.answer.failure {
            return FailureText.hints(failure, at: environment.baseURL, of: environment.name)
        }
        let table = result.answer.evidence.errorCode?.hint.map { [$0] } ?? []
        switch result.verdict {
        case .accepted: return []
        case .rejected: return table + rejectionHints
        case .blocked(.address):
            let whose = result.proxy.map { "; it is that of the proxy \($0)" } ?? ""
            return [
                "add the address that D24 sees under \(PanelPath.addresses)\(whose)",
                "which address that is, is not known here: 'd24-egress check \(name) --ping' tells",
            ]
        case .blocked(.account): return table
        case .inconclusive(.serverError): return ["D24 or something before it is in trouble: try again later"]
        case .inconclusive(.notForPing), .inconclusive(.requestDefect): return table
        case .inconclusive(.unknownCode): return ["ask \(D24Contact.integration) what that code means"]
        case .inconclusive:
            return [
                "the keys are not condemned by it: look for a proxy or a firewall between this host and "
                    + environment.baseURL.host
            ]
        }
    }

    private var rejectionHints: [String] {
        let name = environment.name.text
        switch version.state {
        case .pending:
            return [
                "if it is mistyped, enter it anew with 'd24-rotate stage \(name) --replace'",
                "if the panel shows it since a moment ago, try again with 'd24-rotate verify \(name)'",
            ]
        case .current: return ["if the panel shows other keys, enter those with 'd24-rotate stage \(name)'"]
        case .previous, .retired: return ["D24 may have ended it when the newer keys were made"]
        }
    }
}
