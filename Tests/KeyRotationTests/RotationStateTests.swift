import CashoutsAPI
import KeyRotation
import Testing
import VaultFormat

@Suite("RotationState")
struct RotationStateTests {
    /// Pending before ↓, event →; a dash is an event that is not legal.
    static let table = """
        event         none        unverified  rejected    unproven    verified
        stage         unverified  -           -           -           -
        replace       unverified  unverified  unverified  unverified  unverified
        sufficient    -           verified    verified    verified    verified
        unproven      -           unproven    unproven    unproven    unproven
        control       -           unverified  unverified  unverified  unverified
        missing       -           unverified  unverified  unverified  unverified
        otherURL      -           unverified  unverified  unverified  unverified
        otherMode     -           unverified  unverified  unverified  unverified
        expired       -           unverified  unverified  unverified  unverified
        future        -           unverified  unverified  unverified  unverified
        rejected      -           rejected    rejected    rejected    rejected
        blocked       -           unverified  unverified  unverified  unverified
        inconclusive  -           unverified  unverified  unverified  unverified
        unknown       -           unverified  unverified  unverified  unverified
        promote       -           -           -           -           none
        accept        -           -           -           none        none
        force         -           none        -           none        none
        rollback      none        unverified  rejected    unproven    verified
        retire        none        unverified  rejected    unproven    verified
        abort         -           none        none        none        none
        """

    static let events: [String: RotationEvent] = [
        "stage": .stage, "replace": .replace, "sufficient": .verified(.sufficient),
        "unproven": .verified(.unproven), "control": .verified(.controlMissing),
        "missing": .verified(.missing), "otherURL": .verified(.otherBaseURL),
        "otherMode": .verified(.otherAuthentication), "expired": .verified(.expired(age: 901)),
        "future": .verified(.fromFuture), "rejected": .verified(.rejected(.apiSignature)),
        "blocked": .verified(.notAccepted(.blocked(.address))),
        "inconclusive": .verified(.notAccepted(.inconclusive(.noAnswer))), "unknown": .verified(.unknown),
        "promote": .promote, "accept": .promoteUnproven, "force": .promoteForced, "rollback": .rollback,
        "retire": .retire, "abort": .abort,
    ]

    /// One cell: what was, what happens, what is then.
    struct Cell: Sendable, CustomTestStringConvertible {
        let before: RotationState.Pending
        let event: String
        let after: RotationState.Pending?
        var testDescription: String { "\(before) \(event)" }
    }

    static let cells: [Cell] = {
        let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let columns = rows[0].dropFirst().compactMap { RotationState.Pending(rawValue: $0) }
        return rows.dropFirst().flatMap { row in
            zip(columns, row.dropFirst()).map { before, cell in
                Cell(before: before, event: row[0], after: RotationState.Pending(rawValue: cell))
            }
        }
    }()

    @Test("The table has a cell for every state and event")
    func complete() {
        #expect(Self.cells.count == RotationState.Pending.allCases.count * Self.events.count)
        #expect(Set(Self.cells.map(\.event)) == Set(Self.events.keys))
    }

    @Test("Every event in every state does what the table says", arguments: cells)
    func transition(_ cell: Cell) throws {
        let event = try #require(Self.events[cell.event])
        for hasCurrent in [false, true] {
            for hasPrevious in [false, true] {
                let before = RotationState(
                    hasCurrent: hasCurrent, hasPrevious: hasPrevious, pending: cell.before)
                let after = before.after(event)
                switch event {
                case .rollback where !hasPrevious, .retire where !hasPrevious: #expect(after == nil)
                case .retire:
                    #expect(after?.pending == cell.after)
                    #expect(after?.hasCurrent == hasCurrent)
                    #expect(after?.hasPrevious == false)
                case .rollback:
                    #expect(after?.pending == cell.after)
                    #expect(after?.hasCurrent == true)
                    #expect(after?.hasPrevious == hasCurrent)
                case .promote, .promoteUnproven, .promoteForced:
                    #expect(after?.pending == cell.after)
                    if let after {
                        #expect(after.hasCurrent)
                        #expect(after.hasPrevious == (hasCurrent || hasPrevious))
                    }
                case .stage, .replace, .verified, .abort:
                    #expect(after?.pending == cell.after)
                    if let after {
                        #expect(after.hasCurrent == hasCurrent)
                        #expect(after.hasPrevious == hasPrevious)
                    }
                }
            }
        }
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
        case "d24-rotate stage stg": after(.stage) != nil
        case "d24-rotate stage stg --replace": after(.replace) != nil && pending != .none
        case "d24-rotate verify stg": after(.verified(.sufficient)) != nil
        case "d24-rotate promote stg": after(.promote) != nil
        case "d24-rotate promote stg --accept-unproven REASON": after(.promoteUnproven) != nil
        case "d24-rotate promote stg --force REASON": after(.promoteForced) != nil
        case "d24-rotate rollback stg": after(.rollback) != nil
        case "d24-rotate retire stg": after(.retire) != nil
        case "d24-rotate abort stg": after(.abort) != nil
        case "d24-rotate run stg": after(.stage) != nil
        case "d24-rotate ping stg": hasCurrent
        case "d24-vault put stg": !hasCurrent
        case _: false
        }
    }
}
