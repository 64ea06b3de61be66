import CashoutsAPI
import HTTPTransport
package import KeyRotation
import Synchronization
package import ToolSupport
package import VaultFormat

/// What became of the signed ping.
package enum PingFact: Sendable {
    /// No check needs it, or what it rests on was not as it should be.
    case notSent
    /// It was not built, because it must not or cannot be sent.
    case refused(Diagnostic)
    /// The time is by our clock, of the ping and its control.
    case sent(PingStatement, during: ClosedRange<Timestamp>)

    /// Builds and signs the ping now; what is handed out sends it.
    static func probe(_ facts: PreflightFacts, in session: borrowing VaultSession) -> Probe? {
        guard case .open(let version) = facts.credentials, let environment = facts.environment else {
            return nil
        }
        // Keys that the other kind knows are not sent to this one's host.
        guard Check.fieldsDiffer.look(facts).outcome != .failed else { return nil }
        do throws(Diagnostic) {
            let ping = PingToSend(try session.signedPing(version, of: environment, control: .byKind))
            return Probe(.ping) { deadline in
                let start = Now.timestamp
                let result = ping.send(deadline: deadline)
                let end = Now.timestamp
                // The clock may have been set back meanwhile.
                return .ping(
                    .sent(
                        PingStatement(result, version: version, of: environment),
                        during: min(start, end)...max(start, end)))
            }
        } catch {
            let refused = PingFact.refused(error)
            return Probe(.ping) { _ in .ping(refused) }
        }
    }

    /// Whether D24 has given an answer that asking again would not change: refused once is refused, for it is
    /// not known how many refusals lock an account.
    var isFinal: Bool {
        guard case .sent(let statement, during: _) = self else { return false }
        switch statement.result.verdict {
        case .accepted, .rejected, .blocked(.account): return true
        case .blocked(.address), .inconclusive: return false
        }
    }
}

/// A ping that another thread is to send, once.
private final class PingToSend: Sendable {
    private let ping: Mutex<SignedPing?>

    init(_ ping: consuming SignedPing) { self.ping = Mutex(ping) }

    func send(deadline: Deadline) -> PingResult {
        let ping = ping.withLock { $0.take() }
        guard let ping else { preconditionFailure("a ping is sent once") }
        return ping.send(deadline: deadline)
    }
}

extension PreflightFacts {
    /// The ping's result in words, when one was sent.
    var pingStatement: PingStatement? {
        if case .sent(let statement, during: _) = ping { statement } else { nil }
    }
}
