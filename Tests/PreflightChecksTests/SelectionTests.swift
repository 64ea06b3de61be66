import Testing

@testable import PreflightChecks

@Suite("Selection")
struct SelectionTests {
    private static let checks: [Check] = [
        .standIn("disk", in: .all, needs: []), .standIn("vault", in: .all),
        .standIn("keys", after: ["vault"], needs: [.credentials]),
        .standIn("ping", after: ["keys"], needs: [.ping]),
        .standIn("clock", after: ["ping"], needs: [.ping]),
        .standIn("egress", after: ["vault"], needs: [.witnesses]),
        .standIn("egress-list", after: ["vault"]),
    ]

    private func made(_ profile: Profile, only: [String] = [], skip: [String] = []) throws -> [String] {
        let selection = try Selection(profile, only: only, skip: skip, of: Self.checks)
        return Self.checks.filter { selection.reason(toLeaveOut: $0) == nil }.map(\.id)
    }

    @Test(
        "What is made",
        arguments: [
            (.host, [], [], "disk vault"),
            (.environment, [], [], "disk vault keys ping clock egress egress-list"),
            (.goLive, [], [], "disk vault keys ping clock egress egress-list"),
            (.environment, ["clock"], [], "vault keys ping clock"),
            (.environment, ["egress*"], [], "vault egress egress-list"),
            (.environment, ["egress-*", "disk"], [], "disk vault egress-list"),
            (.environment, ["?eys"], [], "vault keys"),
            (.environment, [], ["egress", "p*"], "disk vault keys clock egress-list"),
            (.environment, ["clock"], ["ping"], "vault keys clock"),
            (.environment, ["*"], ["*-*"], "disk vault keys ping clock egress"),
            (.host, [], ["egress*"], "disk vault"),
        ] as [(Profile, [String], [String], String)])
    func selections(_ profile: Profile, _ only: [String], _ skip: [String], _ expected: String) throws {
        #expect(try made(profile, only: only, skip: skip).joined(separator: " ") == expected)
    }

    @Test(
        "What cannot be meant",
        arguments: [
            (.environment, ["clokc"], [], .unknown(option: "only", place: nil, suggestion: "clock")),
            (.environment, [], ["clokc"], .unknown(option: "skip", place: nil, suggestion: "clock")),
            (
                .environment, ["clock", "egres-*"], [],
                .unknown(option: "only", place: 2, suggestion: "egress")
            ),
            (.environment, ["nothing-like-it"], [], .unknown(option: "only", place: nil, suggestion: nil)),
            (.environment, [""], [], .unknown(option: "only", place: nil, suggestion: nil)),
            (.host, ["clock"], [], .notInProfile("clock", .host)),
            (.environment, ["disk"], ["disk"], .nothing),
            (.environment, [], ["*"], .nothing),
        ] as [(Profile, [String], [String], SelectionError)])
    func refused(_ profile: Profile, _ only: [String], _ skip: [String], _ expected: SelectionError) {
        #expect(throws: expected) { try made(profile, only: only, skip: skip) }
    }

    @Test("Why a check is left out")
    func reasons() throws {
        let selection = try Selection(.host, only: ["vault"], of: Self.checks)
        let reasons = Self.checks.map { selection.reason(toLeaveOut: $0) }
        #expect(reasons.prefix(3) == ["not selected", nil, "not in profile host"])
        let skipping = try Selection(.environment, skip: ["vault"], of: Self.checks)
        #expect(skipping.reason(toLeaveOut: Self.checks[1]) == "left out by --skip")
    }

    @Test(
        "Nothing is gathered that no check needs",
        arguments: [
            (.host, [], [.vault]), (.host, ["disk"], []),
            (.environment, [], [.vault, .credentials, .ping, .witnesses]),
            (.environment, ["clock"], [.vault, .credentials, .ping]),
            (.environment, ["keys"], [.vault, .credentials]),
            (.environment, ["egress"], [.vault, .witnesses]),
        ] as [(Profile, [String], Set<FactKind>)])
    func facts(_ profile: Profile, _ only: [String], _ expected: Set<FactKind>) throws {
        let selection = try Selection(profile, only: only, of: Self.checks)
        #expect(selection.facts(for: Self.checks) == expected)
    }

    @Test("The profile host needs nothing that is asked of somebody")
    func hostIsSilent() throws {
        let facts = try Selection(.host).facts()
        #expect(facts.isDisjoint(with: [.ping, .witnesses, .credentials]))
    }

    @Test(
        "Patterns",
        arguments: [
            ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("a*", "abc", true),
            ("*c", "abc", true), ("*b", "abc", false), ("a?c", "abc", true), ("a?", "a", false),
            ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("*-*-*", "a-b", false),
            ("**", "x", true), ("ab", "abc", false), ("abc", "ab", false), ("*ab", "aab", true),
        ])
    func patterns(_ pattern: String, _ text: String, _ matches: Bool) {
        #expect(Glob.matches(pattern, text) == matches)
    }
}
