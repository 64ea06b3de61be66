import SystemIO

/// Sends requests over https and waits for their answers, each within one absolute deadline.
///
/// Each exchange has a process of its own (`ExchangeProcess`), which is gone when its outcome is there. In
/// this one there are neither threads nor networking, so that whatever a server sends is an outcome here.
///
/// The certificate must be good for the host by an authority of the system's store. No redirect is followed,
/// no cookie, cache or stored credential is used, no compression asked for. Proxies are those of libcurl.
package enum HTTPClient {
    /// Sends one request; comes back with its outcome at the deadline at the latest.
    package static func perform(_ request: HTTPRequest, deadline: Deadline) -> HTTPOutcome {
        perform([request], deadline: deadline) { _ in false }.first.flatMap(\.self) ?? .failure(.timedOut)
    }

    /// Sends all requests at once and waits until each has its outcome, `enough` is content, or the deadline
    /// has passed. Afterwards nothing more is sent.
    ///
    /// - Parameter enough: asked whenever one more outcome is there; `nil` stands for those still awaited.
    /// - Returns: one outcome for each request, in their order. At the deadline those without an answer are
    ///   `.failure(.timedOut)`; after `enough` they are `nil`.
    package static func perform(
        _ requests: [HTTPRequest], deadline: Deadline, until enough: ([HTTPOutcome?]) -> Bool
    ) -> [HTTPOutcome?] {
        var outcomes = [HTTPOutcome?](repeating: nil, count: requests.count)
        var running: [Int: ExchangeChild] = [:]
        // All are told before the first is waited for.
        defer { for exchange in running.values { exchange.kill() } }
        for (index, request) in requests.enumerated() where !deadline.hasPassed {
            do throws(Errno) {
                running[index] = try ExchangeChild(request)
            } catch {
                outcomes[index] = .failure(.other("no process could be started for it: \(error)"))
            }
        }

        var finished = 0
        while true {
            for (index, exchange) in running {
                guard let outcome = exchange.advance() else { continue }
                outcomes[index] = outcome
                running[index] = nil
            }
            let count = outcomes.count { $0 != nil }
            if count == outcomes.count { return outcomes }
            if count > finished {
                finished = count
                if enough(outcomes) { return outcomes }
            }
            if deadline.hasPassed { return outcomes.map { $0 ?? .failure(.timedOut) } }
            ExchangeChild.wait(for: running.values, seconds: deadline.remaining)
        }
    }

    /// The proxy that an https URL will go through, as scheme, host and port, without user or password; nil
    /// for a direct connection or for what is no https URL.
    package static func proxy(for url: String) -> String? {
        (try? HTTPRequest.host(of: url)).flatMap { proxy(forHost: $0) }
    }

    /// How another program would come to the host of an https URL on the same way; direct for what is no such
    /// URL.
    package static func proxyRoute(for url: String) -> ProxyRoute {
        (try? HTTPRequest.host(of: url)).map { setting.route(forHost: $0) } ?? .direct
    }

    /// The names of proxy variables that are set in small letters and in capitals, to different values.
    package static var proxyContradictions: [String] { setting.contradictions }

    static func proxy(forHost host: String) -> String? { setting.proxy(forHost: host) }

    private static var setting: ProxySetting { ProxySetting(variable: ProcessEnvironment.value) }
}
