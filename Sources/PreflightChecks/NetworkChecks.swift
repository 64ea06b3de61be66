import CashoutsAPI
import HTTPTransport
import KeyRotation
import ToolSupport
import VaultFormat

/// The note of D24's page for those whose connections do not arrive.
private let firewallHint =
    "let this host connect to it in your firewall; for D24's own addresses write to integration@d24.com"

extension Check {
    /// The API's name resolves.
    static let baseURLResolves = Check(
        "base-url-resolves", "the name of the base URL resolves", after: ["environment-known"]
    ) { facts in
        guard let environment = facts.environment else { return .couldNotTell("no environment") }
        guard let result = facts.pingResult else { return .couldNotTell("no ping was sent") }
        if let proxy = result.proxy { return .skipped("the proxy \(proxy) resolves it") }
        if facts.pingFailure == .nameNotResolved {
            return .failed(
                "\(environment.baseURL.host) does not resolve",
                hints: [
                    "look at /etc/resolv.conf, or correct it: d24-vault env set \(environment.name.text) --base-url URL"
                ])
        }
        return .passed(environment.baseURL.host)
    }

    /// A connection can be made, and the certificate is trusted.
    static let tlsHandshake = Check(
        "tls-handshake", "a TLS connection to the base URL is made, with a certificate that is trusted",
        after: ["base-url-resolves"]
    ) { facts in
        guard let environment = facts.environment, facts.pingResult != nil else {
            return .couldNotTell("no ping was sent")
        }
        let url = environment.baseURL.text
        guard let failure = facts.pingFailure else { return .passed(url) }
        switch failure {
        case .tls:
            return .failed(
                "\(url): \(facts.pingMessage)",
                hints: [
                    "if the machine's authorities are old: apt-get install --only-upgrade ca-certificates"
                ])
        case .connectionRefused, .connectionFailed, .timedOut:
            return .couldNotTell("\(url): \(facts.pingMessage)", hints: [firewallHint])
        case .proxy:
            return .couldNotTell("\(url): \(facts.pingMessage)", hints: ["look at the variable https_proxy"])
        case .nameNotResolved: return .couldNotTell("\(url): \(facts.pingMessage)")
        // These come over a connection that was made.
        case .tooLarge, .redirected, .cutShort, .encoded: return .passed("\(url): \(facts.pingMessage)")
        case .other: return .couldNotTell("\(url): \(facts.pingMessage)")
        }
    }

    /// The clock agrees with the server's.
    static let clockSkew = Check(
        "clock-skew", "the clock agrees with the server's Date header", after: ["tls-handshake"]
    ) { facts in
        guard let text = facts.pingResult?.answer.serverDate else {
            return .couldNotTell("the answer has no Date header")
        }
        guard let date = HTTPDate.parse(text) else { return .couldNotTell("the Date header cannot be read") }
        let skew = facts.now.seconds - date.seconds
        let words = skew == 0 ? "no difference" : "\(abs(skew)) s \(skew > 0 ? "ahead" : "behind")"
        // A verification counts for 15 minutes and a Date header has whole seconds: a minute does no harm.
        if abs(skew) <= 60 { return .passed(words) }
        let hint = "set the clock: timedatectl set-ntp true"
        return abs(skew) <= 300 ? .warned(words, hint: hint) : .failed(words, hints: [hint])
    }

    /// D24 lets this host in, with these keys.
    static let signedPing = Check(
        "signed-ping", "D24 accepts a signed request from here",
        after: ["credentials-complete", "tls-handshake"]
    ) { facts in
        switch facts.ping {
        case .notSent: return .couldNotTell("no ping was sent")
        case .refused(let diagnostic): return .failed(diagnostic.message, hints: diagnostic.hints)
        case .sent(let statement):
            let evidence = "\(statement.message); \(statement.evidence)"
            switch statement.result.verdict {
            case .accepted: return Finding(outcome: .passed, evidence: evidence, hints: [])
            case .rejected, .blocked: return .failed(evidence, hints: statement.hints)
            case .inconclusive: return .couldNotTell(evidence, hints: statement.hints)
            }
        }
    }
}
