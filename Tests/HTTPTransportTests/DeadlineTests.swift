import HTTPTransport
import TestSupport
import Testing

@Suite("deadlines") struct DeadlineTests {
    private func time(_ body: () -> Void) -> Double {
        let (seconds, attoseconds) = ContinuousClock().measure(body).components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }

    @Test(
        "a server that takes its time is left at the deadline",
        arguments: ["/drip", "/drip/headers", "/headers-only", "/never", "/status/101"])
    func slow(path: String) throws {
        let request = try Ask(url: HostileServer.url(path)).request()
        let taken = time {
            #expect(HTTPClient.perform(request, deadline: .after(seconds: 1.2)) == .failure(.timedOut))
        }
        #expect(abs(taken - 1.2) < 0.5)
    }

    @Test("a port that accepts and never speaks is left at the deadline")
    func mute() throws {
        let ask = Ask(url: try HostileServer.url("/", listener: "mute"))
        let taken = time { #expect(ask.outcome(seconds: 1) == .failure(.timedOut)) }
        #expect(abs(taken - 1) < 0.5)
    }

    @Test("a resolver that never answers is left at the deadline, and does not stop those that follow")
    func silentResolver() throws {
        try PrivateAuthority.requireSilentResolver()
        let lost = Ask(url: "https://nobody.test/")
        let taken = time { #expect(lost.outcome(seconds: 1.5) == .failure(.timedOut)) }
        #expect(abs(taken - 1.5) < 0.5)
        guard case .answer = try HostileServer.ask("/ok", seconds: 10) else {
            Issue.record("the exchange after it got no answer")
            return
        }
    }

    @Test("a deadline that has passed sends nobody waiting")
    func past() throws {
        let ask = Ask(url: try HostileServer.url("/ok"))
        let taken = time { #expect(ask.outcome(seconds: 0) == .failure(.timedOut)) }
        #expect(taken < 0.5)
        #expect(Deadline.after(seconds: -1).hasPassed)
        #expect(!Deadline.after(seconds: 60).hasPassed)
        let (soon, late) = (Deadline.after(seconds: 5), Deadline.after(seconds: 60))
        #expect(soon.orSooner(late).remaining <= 5 && late.orSooner(soon).remaining <= 5)
    }

    @Test("exchanges run side by side and end as soon as enough is known")
    func enough() throws {
        let paths = ["/never", "/ok", "/401/basic", "/drip", "/redirect/302", "/ok"]
        let requests = try paths.map { try Ask(url: HostileServer.url($0)).request() }
        var outcomes: [HTTPOutcome?] = []
        let taken = time {
            outcomes = HTTPClient.perform(requests, deadline: .after(seconds: 15)) { outcomes in
                outcomes.count { $0 != nil } == 4
            }
        }
        #expect(taken < 10)
        #expect(outcomes.map { $0 == nil } == [true, false, false, true, false, false])
        #expect(outcomes[4] == .failure(.redirected(status: 302, host: "localhost")))
    }

    @Test("at the deadline the answers that came stand beside those that did not")
    func partly() throws {
        let requests = try ["/never", "/ok"].map { try Ask(url: HostileServer.url($0)).request() }
        let outcomes = HTTPClient.perform(requests, deadline: .after(seconds: 1.5)) { _ in false }
        #expect(outcomes.first == .failure(.timedOut))
        guard case .answer(let answer)?? = outcomes.last else {
            Issue.record("the answer is missing")
            return
        }
        #expect(answer.status == 200)
    }

    @Test("no requests, no waiting")
    func none() {
        #expect(HTTPClient.perform([], deadline: .after(seconds: 60)) { _ in false }.isEmpty)
    }
}
