import CashoutsAPI
import VaultFormat

extension Check {
    /// Whose address D24 sees.
    static let proxyInUse = Check(
        "proxy-in-use", "whether a proxy stands before D24, and which", .warning,
        after: ["environment-known"],
        needs: [.vault, .proxy],
        Explanation(
            looksAt: """
                Whether the variables https_proxy, all_proxy and no_proxy, or the same in capitals, lead to the base \
                URL through a proxy; D24 then sees the proxy's address. It passes either way. A variable that says \
                another thing in capitals is a warning, because a service may obey the other one.
                """,
            evidence: "The proxy, without user and password, or that there is none.",
            toDo: """
                Run preflight with the variables that the service has. Set each of them once, or in both forms alike: \
                'export HTTPS_PROXY="$https_proxy"'.
                """)
    ) { facts in
        guard let proxy = facts.proxy, let host = facts.environment?.baseURL.host else {
            return .couldNotTell("the vault has no such environment")
        }
        let words =
            proxy.proxy.map { "\(host) is reached through the proxy \($0), whose address D24 sees" }
            ?? "\(host) is reached without a proxy"
        guard proxy.contradictions.isEmpty else {
            let names = proxy.contradictions.map { "\($0) and \($0.uppercased())" }
            return .warned(
                "\(words); \(names.joined(separator: ", ")) differ",
                hints: proxy.contradictions.map {
                    "set both alike: 'export \($0.uppercased())=\"$\($0)\"'"
                })
        }
        return .passed(words)
    }
}
