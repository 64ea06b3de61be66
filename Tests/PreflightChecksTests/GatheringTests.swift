import Synchronization
import SystemIO
import Testing
import ToolSupport

@testable import PreflightChecks

@Suite("Gathering")
struct GatheringTests {
    private func gather(_ probes: [(part: Int, probe: Probe)], deadline: Double) throws -> [PreflightFacts] {
        var parts = [
            PreflightFacts(environmentName: .prod), PreflightFacts(environmentName: .stg, isRecalled: true),
        ]
        var nobody: Interruption?
        try Gathering(deadline: deadline).gather(probes, into: &parts, &nobody)
        return parts
    }

    @Test("Facts are gathered beside each other, each for its part")
    func together() throws {
        let heard = WitnessFact.heard([try Fixture.seen()])
        let sent = try Fixture.ping(Fixture.accepted())
        // Neither comes to its end before the other has begun.
        let meeting = try Meeting()
        let parts = try gather(
            [
                (0, Probe(.ping) { _ in meeting.meet(.ping(sent)) }),
                (1, Probe(.witnesses) { _ in meeting.meet(.witnesses(heard)) }),
            ], deadline: 30)
        #expect(parts[0].pingStatement != nil)
        #expect(parts[1].pingStatement == nil)
        guard case .heard = parts[1].witnesses, case .notAsked = parts[0].witnesses else {
            Issue.record("the witnesses were asked for the second part")
            return
        }
        #expect(parts.allSatisfy { $0.absent.isEmpty })
    }

    @Test("Who does not come back at the deadline is left behind, and what is known is kept")
    func leftBehind() throws {
        let silence = try Meeting()
        let sent = try Fixture.ping(Fixture.accepted())
        let parts = try gather(
            [
                (0, Probe(.ping) { _ in .ping(sent) }),
                (0, Probe(.witnesses) { _ in silence.meet(.witnesses(.notAsked)) }),
            ], deadline: 0.1)
        #expect(parts[0].pingStatement != nil)
        #expect(parts[0].absent == [.witnesses: .deadline])
        #expect(parts[1].absent.isEmpty)
        silence.end()
    }

    @Test("A fact that comes after all takes its absence away")
    func cameAfterAll() throws {
        var facts = try Fixture.facts()
        facts.absent = [.ping: .deadline, .witnesses: .deadline]
        facts.take(.ping(.notSent))
        #expect(facts.absent == [.witnesses: .deadline])
    }
}

/// Two who wait for each other.
private final class Meeting: Sendable {
    private let count = Mutex(0)
    private let doors: BackgroundWork<Int>

    init() throws { doors = try BackgroundWork() }

    func meet(_ fact: Fact) -> Fact {
        count.withLock { $0 += 1 }
        while count.withLock({ $0 < 2 }) {
            DescriptorWait.untilReady(reading: [doors.arrivals], writing: [], seconds: 0.01)
        }
        return fact
    }

    /// Lets somebody go who waits for nobody.
    func end() { count.withLock { $0 = 2 } }
}
