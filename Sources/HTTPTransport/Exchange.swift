import Foundation
import FoundationNetworking
import Synchronization

/// One request, one session, one answer; the delegate of its own session.
///
/// All sessions of a process share one serial queue inside Foundation. Removing a transfer that still waits
/// for the resolver blocks that queue until the resolver gives up, and starting a task waits for the queue.
/// Hence two rules: nothing of Foundation is called on the waiter's thread, and a transfer of which nothing
/// was heard is not cancelled but left, to be cancelled when its header arrives.
final class Exchange: NSObject, URLSessionDataDelegate {
    private struct State {
        var task: URLSessionDataTask?
        /// The latest response: a proxy's to CONNECT and any 1xx come first and are replaced.
        var response: HTTPURLResponse?
        var body: [UInt8] = []
        var outcome: HTTPOutcome?
        var isLeft = false
        /// Foundation has been told to end the task, one way or another; telling it twice can trap.
        var isEnding = false
    }

    private let request: HTTPRequest
    private let throughProxy: Bool
    private let whenDone: @Sendable () -> Void
    private let state = Mutex(State())

    init(_ request: HTTPRequest, throughProxy: Bool, whenDone: @escaping @Sendable () -> Void) {
        self.request = request
        self.throughProxy = throughProxy
        self.whenDone = whenDone
    }

    var outcome: HTTPOutcome? { state.withLock { $0.outcome } }

    /// Whether neither a response nor an end was reported.
    var isUnheard: Bool { state.withLock { $0.outcome == nil && $0.response == nil } }

    func start() {
        Thread.detachNewThread { [self] in
            guard let message else { return finish(.failure(.other("the URL cannot be used"))) }
            let session = URLSession(configuration: .unremembering, delegate: self, delegateQueue: nil)
            let task = session.dataTask(with: message)
            state.withLock { $0.task = task }
            task.resume()
            // Lets go of the delegate once the task has ended.
            session.finishTasksAndInvalidate()
        }
    }

    /// Nobody waits any longer.
    func leave() {
        let isHeard = state.withLock { state in
            state.isLeft = true
            state.body = []
            return state.response != nil
        }
        if isHeard { cancel() }
    }

    /// Ends an unheard exchange whose answer, surely a redirect, is too large, or that nobody waits for.
    func look(isGrowing: Bool) {
        let (task, isLeft) = state.withLock { ($0.task, $0.isLeft) }
        guard let task else { return }
        // Zero before the header is complete, -1 when it declares no length. Foundation writes this word on
        // its own queue; an old value is as good as none, and is looked at again.
        let declared = task.countOfBytesExpectedToReceive
        guard declared != 0 else { return }
        if isGrowing || declared > Int64(request.answerLimit) {
            finish(.failure(.tooLarge))
            cancel()
        } else if isLeft {
            cancel()
        }
    }

    private var message: URLRequest? {
        guard let url = URL(string: request.url) else { return nil }
        var message = URLRequest(url: url)
        message.httpMethod = request.method.rawValue
        for header in request.headers { message.setValue(header.value, forHTTPHeaderField: header.name) }
        // Or libcurl would offer to decompress, and honest servers would compress.
        message.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        message.httpBody = request.body.map { Data($0) }
        return message
    }

    /// Sets the outcome if there is none yet, and wakes the waiter.
    private func finish(_ outcome: HTTPOutcome) {
        let isFirst = state.withLock { state in
            guard state.outcome == nil else { return false }
            state.outcome = outcome
            state.body = []
            return true
        }
        if isFirst { whenDone() }
    }

    private func cancel() {
        let task = state.withLock { state -> URLSessionDataTask? in
            guard !state.isEnding else { return nil }
            state.isEnding = true
            return state.task
        }
        guard let task else { return }
        Thread.detachNewThread { task.cancel() }
    }

    /// What a response whose body has all arrived amounts to.
    private func conclude(with response: HTTPURLResponse?) {
        let (latest, body) = state.withLock { ($0.response ?? response, $0.body) }
        guard let latest else { return finish(.failure(.cutShort)) }
        finish(AnswerReading.outcome(of: latest, body: body))
    }

    // MARK: What URLSession reports, on its own queue, one at a time

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        completionHandler(.allow)  // ignored on Linux
        let isWanted = state.withLock { state in
            state.response = response as? HTTPURLResponse
            state.body = []
            return state.outcome == nil && !state.isLeft
        }
        if !isWanted { cancel() }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let failure = state.withLock { state -> HTTPFailure? in
            guard state.outcome == nil, !state.isLeft else { return nil }
            if let coding = state.response.flatMap(AnswerReading.coding) { return .encoded(coding) }
            guard state.body.count + data.count <= request.answerLimit else { return .tooLarge }
            state.body.append(contentsOf: data)
            return nil
        }
        guard let failure else { return }
        // The waiter goes on at once: cancelling takes its time, and meanwhile nothing more is kept.
        finish(.failure(failure))
        cancel()
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        guard beginEnding() else { return }
        completionHandler(nil)
        finish(.failure(AnswerReading.redirection(response)))
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        // Asked after a 401 with WWW-Authenticate has been received to its last byte. Without a reply the
        // task would never complete; after this one it ends as cancelled, which is no failure.
        guard beginEnding() else { return }
        conclude(with: challenge.failureResponse as? HTTPURLResponse)
        completionHandler(.rejectProtectionSpace, nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let error = error as NSError? else { return conclude(with: task.response as? HTTPURLResponse) }
        // Whatever status was delivered: a proxy that refuses to connect delivers its own.
        let text = error.localizedDescription
        finish(
            .failure(FailureReading.failure(code: error.code, text: text, throughProxy: throughProxy)))
    }

    /// Whether Foundation may still be told how to go on; it traps if told about a task that was cancelled.
    private func beginEnding() -> Bool {
        state.withLock { state in
            defer { state.isEnding = true }
            return !state.isEnding
        }
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
