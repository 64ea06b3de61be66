import CashoutsAPI
import HTTPTransport

/// On which way the API is reached.
package struct ProxyFact: Equatable, Sendable {
    /// Scheme, host and port, without user and password; nil for a direct connection.
    let proxy: String?
    /// The variables that say one thing in small letters and another in capitals.
    let contradictions: [String]

    init(proxy: String?, contradictions: [String] = []) {
        self.proxy = proxy
        self.contradictions = contradictions
    }

    /// By the variables of this process, for the host of a base URL.
    init(to url: BaseURL) {
        self.init(proxy: HTTPClient.proxy(for: url.text), contradictions: HTTPClient.proxyContradictions)
    }
}
