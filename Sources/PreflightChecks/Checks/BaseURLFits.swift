import CashoutsAPI
import VaultFormat

extension Check {
    /// The base URL's host belongs to the environment's kind. `d24-vault` lets nobody enter another one, and
    /// a ping to one is never built; here a vault that says so all the same gets its own line.
    static let baseURLFits = Check(
        "base-url-fits", "the base URL belongs to the environment's kind", after: ["environment-known"],
        Explanation(
            looksAt: """
                The host of the base URL is not one of D24's for the other kind, nor that of an environment of the \
                other kind in this vault: keys would go to the wrong side.
                """,
            evidence: "The host, the kind, and which of the two it collides with.",
            toDo: "Correct the base URL with 'd24-vault env set'. Nothing was sent.")
    ) { facts in
        guard let environment = facts.environment, let vault = facts.openVault else {
            return .couldNotTell("the vault has no such environment")
        }
        let host = environment.baseURL.host
        let evidence: String
        switch vault.metadata.hostConflict(
            of: environment.name, kind: environment.kind, baseURL: environment.baseURL)
        {
        case nil: return .passed("\(host) for \(environment.kind.rawValue)")
        case .knownHost(let kind): evidence = "\(host) is D24's host for \(kind.rawValue)"
        case .shared(let other): evidence = "\(host) is also the host of \(other.text), of another kind"
        }
        return .failed(
            "\(evidence), and \(environment.name.text) is \(environment.kind.rawValue): nothing was sent",
            hints: ["set the right one with 'd24-vault env set \(environment.name.text) --base-url URL'"])
    }
}
