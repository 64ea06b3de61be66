import Foundation

/// Makes an `HTTPFailure` of what URLSession reports on Linux.
///
/// Its codes are of little use: -1 stands for every TLS and proxy trouble, and -1004 for anything at all once
/// one of the host's addresses has refused a connection, as `::1` does for `localhost`. So libcurl's own
/// text, which comes along as the localized description, is read first and the code last.
enum FailureReading {
    static func failure(code: Int, text: String, throughProxy: Bool) -> HTTPFailure {
        // How long it took is no part of what happened: the same failure twice is one.
        let text = withoutProxyUser(text.replacing(#/ after [0-9]+ ms/#, with: "", maxReplacements: 1))
        let words = withoutNames(text).lowercased()
        if words.contains("proxy") || words.contains("connect tunnel") { return .proxy(text) }
        if let problem = tlsProblem(words) { return .tls(problem, text) }
        if words.contains("content unencoding") || words.contains("content encoding")
            || words.contains("transfer-encoding")
        {
            return .encoded(text)
        }
        if words.contains("could not resolve host") { return .nameNotResolved }
        if words.contains("failed to connect") || words.contains("couldn't connect") {
            // With a proxy set, nobody but the proxy is ever connected to.
            if throughProxy { return .proxy(text) }
            if code == NSURLErrorTimedOut { return .timedOut }
            return code == NSURLErrorCannotConnectToHost ? .connectionRefused : .connectionFailed(text)
        }
        if cutShort.contains(where: words.contains) { return .cutShort }
        switch code {
        case NSURLErrorCannotFindHost: return .nameNotResolved
        case NSURLErrorCannotConnectToHost: return throughProxy ? .proxy(text) : .connectionRefused
        case NSURLErrorNetworkConnectionLost, NSURLErrorBadServerResponse: return .cutShort
        case NSURLErrorTimedOut: return .timedOut
        default: return .other(text)
        }
    }

    /// libcurl cuts its text at 255 bytes; one that is shorter than this is whole.
    private static let wholeLimit = 250

    /// A proxy setting that libcurl cannot use is repeated by it as it was set, with the password. Where it
    /// was cut, user and host cannot be told apart.
    private static func withoutProxyUser(_ text: String) -> String {
        guard let match = text.firstMatch(of: #/(?s)^(Unsupported proxy [^']*)'(?:(.*)'(.*))?/#) else {
            return text
        }
        guard text.utf8.count < wholeLimit, let setting = match.2, let rest = match.3 else {
            return "\(match.1)'…'"
        }
        return "\(match.1)'\(ProxySetting.withoutUser(String(setting)))'\(rest)"
    }

    /// The words without the names among them: a host may be called `proxy` or `ssl`, and what stands in a
    /// certificate is its owner's choice. What comes behind a name says nothing, and the name may be cut.
    private static func withoutNames(_ text: String) -> String {
        text.replacing(#/(?s) '.*/#, with: "")
            .replacing(#/(resolve (?:host|proxy):|connect(?:ion)? to) \S+/#) { String($0.1) }
    }

    private static let cutShort = [
        "transfer closed", "end of response with", "unexpected eof", "empty reply", "connection reset",
        "recv failure", "send failure", "closed abruptly", "ssl_read", "ssl_write",
    ]

    private static func tlsProblem(_ words: String) -> TLSProblem? {
        // A connection that breaks after the handshake names SSL too, and is a connection that broke.
        if words.contains("ssl_read") || words.contains("ssl_write") { return nil }
        if words.contains("certificate has expired") { return .expired }
        if words.contains("not yet valid") { return .notYetValid }
        if ["self-signed", "self signed", "issuer certificate"].contains(where: words.contains) {
            return .unknownAuthority
        }
        if words.contains("subject name") || words.contains("match target host") { return .wrongName }
        if words.contains("wrong version number") || words.contains("http request") { return .notTLS }
        if words.contains("certificate") { return .badCertificate }
        return words.contains("ssl") || words.contains("tls") ? .handshake : nil
    }
}
