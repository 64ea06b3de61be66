import Dispatch
import SystemIO

/// Sends requests over https and waits for their answers, each within one absolute deadline.
///
/// The certificate must be good for the host by an authority of the system's store. No redirect is followed,
/// no cookie, cache or stored credential is used, no compression asked for. Proxies are those of libcurl.
package enum HTTPClient {
    /// Takes out of the environment what would make URLSession print or write secrets, or make folders in
    /// HOME.
    ///
    /// Every tool that uses the network calls this first thing, while it has one thread; the first `perform`
    /// does it too. `URLSessionDebugLibcurl` prints requests with credentials and bodies, `SSLKEYLOGFILE`
    /// writes the keys of TLS, and even ephemeral sessions make cache folders.
    package static func prepareProcess() { _ = preparation }

    private static let preparation: Void = {
        do {
            for name in ["URLSessionDebugLibcurl", "URLSessionDebug", "SSLKEYLOGFILE"] {
                try ProcessEnvironment.unset(name)
            }
            for name in ["XDG_CACHE_HOME", "XDG_DATA_HOME"] {
                try ProcessEnvironment.set(name, to: "/dev/null")
            }
        } catch {
            preconditionFailure("out of memory for the environment")  // or secrets would be printed
        }
    }()

    /// Sends one request; comes back with its outcome at the deadline at the latest.
    package static func perform(_ request: HTTPRequest, deadline: Deadline) -> HTTPOutcome {
        perform([request], deadline: deadline) { _ in false }.first.flatMap(\.self) ?? .failure(.timedOut)
    }

    /// Sends all requests at once and waits until each has its outcome, `enough` is content, or the deadline
    /// has passed.
    ///
    /// A request that is left behind before its connection stood may still be sent while the process lives.
    /// An odd `Location`, trailers, or a connection that ends within the header can make Foundation 6.3 end
    /// the process (SIGILL or SIGTRAP): do not have a file half written while waiting here.
    ///
    /// - Parameter enough: asked whenever one more outcome is there; `nil` stands for those still awaited.
    /// - Returns: one outcome for each request, in their order. At the deadline those without an answer are
    ///   `.failure(.timedOut)`; after `enough` they are `nil`.
    package static func perform(
        _ requests: [HTTPRequest], deadline: Deadline, until enough: ([HTTPOutcome?]) -> Bool
    ) -> [HTTPOutcome?] {
        prepareProcess()
        let bell = DispatchSemaphore(value: 0)
        let exchanges = requests.map { request in
            Exchange(request, throughProxy: proxy(forHost: request.host) != nil) { bell.signal() }
        }
        MemoryWatch.begin(over: exchanges)
        for exchange in exchanges { exchange.start() }
        // Nobody joins a session: one that waits for a silent resolver cannot be ended, only left behind.
        defer {
            for exchange in exchanges { exchange.leave() }
            QuickExit.arrange()
        }

        var finished = 0
        while true {
            let outcomes = exchanges.map(\.outcome)
            let count = outcomes.count { $0 != nil }
            if count == outcomes.count { return outcomes }
            if count > finished {
                finished = count
                if enough(outcomes) { return outcomes }
            }
            if deadline.hasPassed { return outcomes.map { $0 ?? .failure(.timedOut) } }
            _ = bell.wait(timeout: .now() + deadline.remaining)
        }
    }

    /// The proxy that an https URL will go through, as scheme, host and port, without user or password; nil
    /// for a direct connection or for what is no https URL.
    package static func proxy(for url: String) -> String? {
        (try? HTTPRequest.host(of: url)).flatMap { proxy(forHost: $0) }
    }

    private static func proxy(forHost host: String) -> String? {
        ProxySetting(variable: ProcessEnvironment.value).proxy(forHost: host)
    }
}
