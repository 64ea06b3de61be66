import EgressPolicy
import Testing

@testable import EgressWitnesses

@Suite("the file of a watch")
struct EgressStateFormatTests {
    static let four = IPAddress(v4: 0x5db8_d822)
    static let six = IPAddress(v6: 0x2606 << 112 | 1)

    static let whole = EgressState(
        environment: "stg", began: 1_700_000_000, checked: 1_700_000_100,
        families: [
            FamilyWatch(
                .v4, known: .init(four, at: 1_700_000_000), history: [.init(four, at: 1_700_000_100)]),
            FamilyWatch(.v6, candidate: .init(six, at: 1_700_000_050)),
        ],
        resting: ["ipify": 1_700_001_000, "a.test": 1_700_000_900])

    static func error(_ text: String) -> EgressStateError? { error(Array(text.utf8)) }

    static func error(_ bytes: [UInt8]) -> EgressStateError? {
        do throws(EgressStateError) {
            _ = try EgressStateFormat.decode(bytes.span)
            return nil
        } catch { return error }
    }

    static var text: String { String(decoding: EgressStateFormat.encode(whole), as: UTF8.self) }

    @Test("what was written is read, and written again as it was")
    func roundTrip() throws {
        for state in [Self.whole, EgressState(environment: nil, began: 0, checked: 0)] {
            let bytes = EgressStateFormat.encode(state)
            let read = try EgressStateFormat.decode(bytes.span)
            #expect(read == state)
            #expect(EgressStateFormat.encode(read) == bytes)
        }
    }

    @Test("all that a watch may remember is shorter than what is read")
    func size() {
        let long = (0..<FamilyWatch.historyLimit).map {
            FamilyWatch.Sighting(IPAddress(v6: .max - UInt128($0)), at: 1_700_000_000)
        }
        let state = EgressState(
            environment: String(repeating: "e", count: 32), began: 0, checked: 0,
            families: IPFamily.allCases.map {
                FamilyWatch($0, known: long[0], candidate: long[1], history: long)
            },
            resting: Dictionary(
                uniqueKeysWithValues: (0..<40).map { (String(repeating: "o", count: 250) + "\($0)", 0) }))
        #expect(EgressStateFormat.encode(state).count < EgressStateFormat.sizeLimit)
    }

    @Test("a file that was cut anywhere is no state")
    func cut() {
        let bytes = EgressStateFormat.encode(Self.whole)
        for count in 0..<bytes.count - 2 {
            #expect(Self.error(Array(bytes.prefix(count))) == .notAState, "\(count)")
        }
    }

    @Test(
        "each member must be there, once, as it was written, and no other",
        arguments: [
            ("\"began\": \"2023-11-14T22:13:20Z\"", "\"began\": \"yesterday\"", "began"),
            ("\"began\"", "\"begun\"", "began"),
            ("\"began\"", "\"note\": 1, \"began\"", "note"),
            ("\"checked\": \"", "\"checked\": \"2", "checked"),
            ("\"environment\": \"stg\"", "\"environment\": 1", "environment"),
            ("\"environment\": \"stg\"", "\"environment\": \"\"", "environment"),
            ("\"IPv6\"", "\"IPv5\"", "families.family"),
            ("\"IPv6\"", "\"IPv4\"", "families.history"),
            ("\"candidate\": null", "\"candidate\": []", "families.candidate"),
            ("\"known\": null", "\"known\": {}", "families.known.address"),
            ("\"93.184.216.34\"", "\"93.184.216.034\"", "families.history.address"),
            ("\"93.184.216.34\"", "\"::ffff:93.184.216.34\"", "families.history.address"),
            ("\"operator\": \"ipify\"", "\"operator\": \"\"", "resting.operator"),
            ("\"operator\": \"ipify\"", "\"operator\": \"a.test\"", "resting.operator"),
            ("\"resting\": [", "\"resting\": [7, ", "resting"),
            ("\"families\": [", "\"families\": {}, \"x\": [", "x"),
        ])
    func damaged(was: String, now: String, member: String) {
        #expect(Self.text.contains(was))
        #expect(Self.error(Self.text.replacing(was, with: now)) == .badMember(member))
    }

    @Test("what others made is no state, and what is newer is said to be")
    func foreign() {
        for text in ["", "{}", "[]", "null", "d24-trust 1\n", "{\"d24_egress_state\": \"1\"}"] {
            #expect(Self.error(text) == .notAState)
        }
        for version in ["0", "-1", "1.0"] {
            let text = Self.text.replacing("_state\": 1", with: "_state\": \(version)")
            #expect(Self.error(text) == .notAState)
        }
        #expect(Self.error("{\"d24_egress_state\": 2}") == .newerVersion)
        #expect(Self.error("{\"d24_egress_state\": 1}") == .badMember("environment"))
        #expect(Self.error(Self.text + "x") == .notAState)
    }
}
