import CashoutsAPI
import KeyRotation
import VaultFormat

extension Check {
    /// The certificate of the API does not end in the weeks after the go-live.
    static let tlsCertificate = Check(
        "tls-certificate", "the certificate of the base URL has weeks left, and who issued it",
        after: ["base-url-fits"], needs: [.vault, .certificate], mayBeRetried: true,
        Explanation(
            looksAt: """
                The certificate that the server of the base URL shows ends in 30 days or later. Less is a warning, \
                less than 3 days, or one that has ended, a failure. Whether it is trusted is told by tls-handshake. \
                The program openssl asks for it, on the way that the ping takes, and sends nothing over that \
                connection. It is skipped without openssl, and behind a proxy that wants a user or is not spoken to in plain HTTP.
                """,
            evidence: "When it ends, in how many days, and the name of its issuer.",
            toDo: """
                Write to integration@d24.com if D24 does not renew it. If the issuer is your own company, a proxy \
                opens TLS, and its certificate is to be renewed.
                """)
    ) { facts in
        guard let url = facts.environment?.baseURL else {
            return .couldNotTell("the vault has no such environment")
        }
        switch facts.certificate {
        case .notAsked: return .couldNotTell("nobody was asked")
        case .notPossible(let reason): return .skipped(reason)
        case .notSeen(let reason, let proxy):
            let command = OpenSSL.connect(to: url, through: proxy).joined(separator: " ")
            return .couldNotTell("\(url.text): \(reason)", hints: ["see 'openssl \(command) </dev/null'"])
        case .seen(let certificate): return judge(certificate, of: url, at: facts.now)
        }
    }

    private static func judge(
        _ certificate: ServedCertificate, of url: BaseURL, at now: Timestamp
    ) -> Finding {
        let left = certificate.end.seconds - now.seconds
        let words =
            left < 0
            ? "ended \(Age.text(-left)) ago, at \(certificate.end.text)"
            : "ends in \(Age.text(left)), at \(certificate.end.text)"
        let evidence = "\(url.text): \(words); issued by \(certificate.issuer)"
        let hints = [
            "write to integration@d24.com that the certificate of \(url.host) "
                + (left < 0 ? "has ended" : "is about to end"),
            "if the issuer is your own company, a proxy opens TLS: have its certificate renewed",
        ]
        switch left {
        case ..<(3 * 86_400): return .failed(evidence, hints: hints)
        case ..<(30 * 86_400): return .warned(evidence, hints: hints)
        default: return .passed(evidence)
        }
    }
}
