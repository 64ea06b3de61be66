package import CashoutsAPI
import HTTPTransport

/// What is known before anybody is asked.
package struct AskingTerms: Sendable {
    /// How D24 is reached, and so on which way a witness sees what D24 sees.
    package enum Route: Hashable, Sendable {
        case direct
        /// Through the proxy of this scheme, host and port.
        case proxy(String)

        /// By the proxy, if there is one.
        init(proxy: String?) {
            self = proxy.map { .proxy($0) } ?? .direct
        }

        /// The way to D24, as the ping takes it.
        package init(to url: BaseURL) {
            self.init(proxy: HTTPClient.proxy(for: url.text))
        }
    }

    /// That to D24's API where it is known; else `WitnessList.ownRoute` stands in for it.
    package let route: Route
    /// Until when an operator wants to be left alone, in seconds since 1970 UTC, by its name.
    package let resting: [String: Int64]

    /// Unless told otherwise D24 is reached directly, and no operator wants to be left alone.
    package init(route: Route = .direct, resting: [String: Int64] = [:]) {
        self.route = route
        self.resting = resting
    }

    /// Whether what goes through this proxy, or through none, goes on the same way as to D24.
    func isOnRoute(_ proxy: String?) -> Bool { route == Route(proxy: proxy) }
}
