import CashoutsAPI
import Testing
import VaultFormat

@testable import PreflightChecks

/// Who opens the vault, and what.
@Suite("Checks of the slots")
struct IdentityCheckTests {
    private static func slot(
        _ name: String, _ role: SlotRole = .reader, _ scope: SlotScope = .all, isOwn: Bool = false
    ) -> VaultSlot {
        VaultSlot(name: name, role: role, isPhrase: false, isOwn: isOwn, scope: scope)
    }

    private static let recovery = OutcomeTableTests.phrase(isOwn: false)

    @Test("A phrase that only reads brings nobody back")
    func readingPhrase() throws {
        let reading = VaultSlot(name: "lookup", role: .reader, isPhrase: true, isOwn: false, scope: .all)
        let facts = try Fixture.facts()
        let finding = try facts.slots(reading).finding(.vaultRecovery)
        #expect(finding.outcome == .warned)
        #expect(finding.evidence == "lookup may read the vault but not change it")
        #expect(finding.hints.first?.contains("'d24-vault slot add --phrase --name recovery'") == true)
        #expect(
            try facts.slots(reading, Self.recovery).finding(.vaultRecovery) == .passed("lookup, recovery"))
        // A host's writer is no phrase.
        let none = try facts.slots(Self.slot("a", .writer)).finding(.vaultRecovery)
        #expect(none.outcome == .warned)
        #expect(none.evidence == "no unlock phrase opens the vault: without the identities it is lost")
    }

    @Test("A writer is too much where other hosts have slots, and phrases are no hosts")
    func role() throws {
        let facts = try Fixture.facts()
        let writer = Self.slot("web-1", .writer, isOwn: true)
        #expect(
            try facts.slots(writer, Self.recovery).finding(.identityRole)
                == .passed("web-1 is a writer, and no other host has a slot"))
        let finding = try facts.slots(writer, Self.slot("b"), Self.slot("c"), Self.recovery)
            .finding(.identityRole)
        #expect(finding.outcome == .warned)
        #expect(finding.evidence == "web-1 is a writer, and other hosts have slots: b, c")
        #expect(finding.hints.first?.contains("'d24-vault slot remove web-1'") == true)
        #expect(finding.hints.last?.contains("--name web-1 --role reader --env ENV'") == true)
        let reader = Self.slot("web-1", isOwn: true)
        #expect(
            try facts.slots(reader, Self.slot("b", .writer)).finding(.identityRole)
                == .passed("web-1 is a reader"))
    }

    @Test("A reader has one kind, a writer of both is a warning, and a phrase is no host")
    func scope() throws {
        let facts = try Fixture.facts()
        func finding(_ slot: VaultSlot) throws -> Finding {
            try facts.slots(slot, Self.recovery).finding(.identityScope)
        }
        #expect(
            try finding(Self.slot("p", .reader, .only([.prod]), isOwn: true)) == .passed("p opens prod"))
        #expect(
            try finding(Self.slot("n", .reader, .only([]), isOwn: true)) == .passed("n opens no environment"))
        let both = try finding(Self.slot("web-1", .reader, .only([.prod, .stg]), isOwn: true))
        #expect(both.outcome == .failed)
        #expect(both.evidence == "web-1 opens stg of staging and prod of production")
        #expect(both.hints.last?.contains("--role reader --env ENV'") == true)
        // A writer has every key, whatever it was added for.
        let writer = try finding(Self.slot("web-1", .writer, .only([.stg]), isOwn: true))
        #expect(writer.outcome == .warned)
        #expect(writer.evidence == both.evidence + ", being a writer")
        let alone = try facts.with {
            $0.slots = [Self.slot("web-1", .writer, isOwn: true)]
            $0.metadata.environments.removeLast()
        }
        #expect(alone.finding(.identityScope) == .passed("web-1 opens stg"))
    }
}
