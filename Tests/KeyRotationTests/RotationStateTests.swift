import CashoutsAPI
import KeyRotation
import Testing
import VaultFormat

@Suite("RotationState")
struct RotationStateTests {
    /// Pending →, event ↓, and whether it is legal.
    static let table = """
        event    none  unverified  rejected  unproven  verified
        stage    yes   no          no        no        no
        replace  yes   yes         yes       yes       yes
        promote  no    no          no        no        yes
        accept   no    no          no        yes       yes
        force    no    yes         no        yes       yes
        """

    static let events: [String: RotationEvent] = [
        "stage": .stage, "replace": .replace, "promote": .promote, "accept": .promoteUnproven,
        "force": .promoteForced,
    ]

    /// One cell of the table.
    struct Cell: Sendable, CustomTestStringConvertible {
        let pending: RotationState.Pending
        let event: String
        let isLegal: String
        var testDescription: String { "\(pending) \(event)" }
    }

    static let cells: [Cell] = {
        let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let columns = rows[0].dropFirst().compactMap { RotationState.Pending(rawValue: $0) }
        return rows.dropFirst().flatMap { row in
            zip(columns, row.dropFirst()).map { Cell(pending: $0, event: row[0], isLegal: $1) }
        }
    }()

    @Test("The table has a cell for every state and event")
    func complete() {
        #expect(Self.cells.count == RotationState.Pending.allCases.count * Self.events.count)
        #expect(Set(Self.cells.map(\.event)) == Set(Self.events.keys))
    }

    @Test("Every event in every state is as legal as the table says", arguments: cells)
    func legality(_ cell: Cell) throws {
        let event = try #require(Self.events[cell.event])
        for (hasCurrent, hasPrevious) in [(false, false), (true, false), (true, true), (false, true)] {
            let state = RotationState(
                hasCurrent: hasCurrent, hasPrevious: hasPrevious, pending: cell.pending)
            #expect((state.allows(event) ? "yes" : "no") == cell.isLegal)
        }
    }

    @Test(
        "What is known of a pending version is what its verification is worth",
        arguments: [
            (Standing.sufficient, RotationState.Pending.verified), (.unproven, .unproven),
            (.rejected(.apiSignature), .rejected), (.controlMissing, .unverified), (.missing, .unverified),
            (.otherBaseURL, .unverified), (.otherAuthentication, .unverified),
            (.expired(age: 901), .unverified), (.fromFuture, .unverified),
            (.notAccepted(.blocked(.address)), .unverified),
            (.notAccepted(.inconclusive(.noAnswer)), .unverified), (.unknown, .unverified),
        ])
    func standing(_ standing: Standing, _ pending: RotationState.Pending) {
        #expect(RotationState.Pending(standing) == pending)
    }

    @Test("From every state there is something to do, and it is legal")
    func actions() throws {
        for pending in RotationState.Pending.allCases {
            for (hasCurrent, hasPrevious) in [(false, false), (true, false), (true, true), (false, true)] {
                let state = RotationState(
                    hasCurrent: hasCurrent, hasPrevious: hasPrevious, pending: pending)
                let actions = state.nextActions(for: .stg)
                #expect(!actions.isEmpty)
                for action in actions {
                    #expect(state.allows(action.command), "\(state): \(action.command)")
                }
            }
        }
    }

    @Test("An environment's state is read from its versions")
    func read() throws {
        let fixture = try Fixture()
        var record = try fixture.environment(.stg)
        let rules = VerificationRules(now: Fixture.now)
        #expect(
            RotationState(record, rules)
                == RotationState(hasCurrent: false, hasPrevious: false, pending: .none))
        let triple = try fixture.fingerprints("a", "b", "c")
        record.versions = [
            fixture.version(1, .retired, triple), fixture.version(2, .previous, triple),
            fixture.version(3, .current, triple), fixture.version(4, .pending, triple),
        ]
        #expect(
            RotationState(record, rules)
                == RotationState(hasCurrent: true, hasPrevious: true, pending: .unverified))
        record.versions[3].verification = record.verification()
        #expect(RotationState(record, rules).pending == .verified)
        record.versions[3].verification = record.verification(secondsAgo: 901)
        #expect(RotationState(record, rules).pending == .unverified)
    }
}

extension RotationState {
    /// Whether a command that was shown as legal is.
    fileprivate func allows(_ command: String) -> Bool {
        switch command {
        case "d24-rotate stage stg", "d24-rotate run stg": allows(.stage)
        case "d24-rotate stage stg --replace": allows(.replace) && pending != .none
        case "d24-rotate verify stg", "d24-rotate abort stg": pending != .none
        case "d24-rotate promote stg": allows(.promote)
        case "d24-rotate promote stg --accept-unproven REASON": allows(.promoteUnproven)
        case "d24-rotate promote stg --force REASON": allows(.promoteForced)
        case "d24-rotate rollback stg", "d24-rotate retire stg": hasPrevious
        case "d24-rotate ping stg": hasCurrent
        case "d24-vault put stg": !hasCurrent
        case _: false
        }
    }
}
