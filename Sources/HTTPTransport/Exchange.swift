import Foundation
import FoundationNetworking
import Sodium
import Synchronization

/// One request, one session, one answer, and then the end of the process; the delegate of its own session.
///
/// So nothing that was begun is ever taken back: to cancel a transfer, to tell Foundation how to go on after
/// a redirect or a challenge, and to end in good order are all more than it can be trusted with.
final class Exchange: NSObject, URLSessionDataDelegate {
    private struct State {
        /// The latest response: a proxy's to CONNECT and any 1xx come first and are replaced.
        var response: HTTPURLResponse?
        var body: [UInt8] = []
    }

    private let request: HTTPRequest
    private let throughProxy: Bool
    private let end: @Sendable (HTTPOutcome) -> Never
    private let state = Mutex(State())

    /// - Parameter end: takes the outcome, and ends the process.
    init(_ request: HTTPRequest, throughProxy: Bool, end: @escaping @Sendable (HTTPOutcome) -> Never) {
        self.request = request
        self.throughProxy = throughProxy
        self.end = end
    }

    func start() {
        guard let message else { end(.failure(.other("the URL cannot be used"))) }
        let session = URLSession(configuration: .unremembering, delegate: self, delegateQueue: nil)
        session.dataTask(with: message).resume()
    }

    private var message: URLRequest? {
        guard let url = URL(string: request.urlForLibcurl) else { return nil }
        var message = URLRequest(url: url)
        message.httpMethod = request.method.rawValue
        for header in request.headers { message.setValue(header.value, forHTTPHeaderField: header.name) }
        // Or libcurl would offer to decompress, and honest servers would compress.
        message.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        if let authorization = request.authorization?.read({ String(decoding: $0.bytes.array, as: UTF8.self) }
        ) {
            message.setValue(authorization, forHTTPHeaderField: HTTPRequest.authorizationName)
        }
        message.httpBody = request.body?.read { Data($0.bytes.array) }
        return message
    }

    /// What a response whose body has all arrived amounts to.
    private func conclude(with response: HTTPURLResponse?) -> Never {
        let (latest, body) = state.withLock { ($0.response ?? response, $0.body) }
        guard let latest else { end(.failure(.cutShort)) }
        end(AnswerReading.outcome(of: latest, body: body))
    }

    // MARK: What URLSession reports, on its own queue, one at a time

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        completionHandler(.allow)  // ignored on Linux
        state.withLock { state in
            state.response = response as? HTTPURLResponse
            state.body = []
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let failure = state.withLock { state -> HTTPFailure? in
            if let coding = state.response.flatMap(AnswerReading.coding) { return .encoded(coding) }
            guard state.body.count + data.count <= request.answerLimit else { return .tooLarge }
            state.body.append(contentsOf: data)
            return nil
        }
        if let failure { end(.failure(failure)) }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        end(.failure(AnswerReading.redirection(response)))
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        // Asked after a 401 with WWW-Authenticate has been received to its last byte.
        conclude(with: challenge.failureResponse as? HTTPURLResponse)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let error = error as NSError? else { conclude(with: task.response as? HTTPURLResponse) }
        // Whatever status was delivered: a proxy that refuses to connect delivers its own.
        let text = error.localizedDescription
        end(.failure(FailureReading.failure(code: error.code, text: text, throughProxy: throughProxy)))
    }
}

extension HTTPRequest {
    /// The URL, with an IPv6 address in the one spelling of which Foundation 6.3 and libcurl think alike.
    ///
    /// Before it sends anything, Foundation compares its own idea of the host with libcurl's, which has the
    /// brackets, and its own has not: `[::1]` is NSURLErrorBadURL. With everything escaped it is `[::1]` to
    /// both. libcurl connects to the address, verifies the certificate by it, and writes it into `Host`, as
    /// if it had not been escaped.
    fileprivate var urlForLibcurl: String {
        let scheme = "https://"
        guard url.hasPrefix(scheme + "["), let end = url.firstIndex(of: "]") else { return url }
        let address = url[..<end].dropFirst(scheme.count + 1)
        return scheme + "%5B" + address.replacing(":", with: "%3A") + "%5D" + url[url.index(after: end)...]
    }
}

extension URLSessionConfiguration {
    /// Nothing is remembered, and Foundation's own timers stay out of the way: ours is the only deadline.
    fileprivate static var unremembering: URLSessionConfiguration {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieAcceptPolicy = .never
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.timeoutIntervalForRequest = 86_400
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        return configuration
    }
}
