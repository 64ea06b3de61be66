import CashoutsAPI
import HTTPTransport
import KeyRotation
import Testing
import VaultFormat

@testable import PreflightChecks

/// How old the keys are, what was left of a rotation, and where they were proven.
@Suite("Checks of the credentials")
struct CredentialCheckTests {
    @Test(
        "A year is enough, to the second",
        arguments: [
            (0, "passed"), (365 * 86_400, "passed"), (365 * 86_400 + 1, "warned"), (-1, "could not tell"),
        ])
    func age(_ seconds: Int64, _ expected: String) throws {
        let facts = try Fixture.facts().set(\.now, Fixture.now.advanced(bySeconds: seconds))
        #expect(word(facts.finding(.credentialAge)) == expected)
    }

    @Test("The age is that of the current version, and the command that replaces it is told")
    func whichVersion() throws {
        let late = Fixture.now.advanced(bySeconds: 400 * 86_400)
        let facts = try Fixture.facts().set(\.now, late)
        let finding = facts.finding(.credentialAge)
        #expect(finding.evidence == "v1 of stg was entered at 2027-01-15T08:00:00Z, 400 days ago")
        #expect(finding.hints.first?.contains("'d24-rotate run stg'") == true)
        let pending = try facts.environment { $0.versions[0].state = .pending }
        #expect(pending.finding(.credentialAge) == .skipped("stg has no current credential"))
    }

    /// What is found of these versions so many seconds after each got its state.
    private func leftovers(_ states: [CredentialState], after seconds: Int64) throws -> Finding {
        try Fixture.facts().set(\.now, Fixture.now.advanced(bySeconds: seconds)).environment {
            $0.versions = try zip(1..., states).map { number, state in
                try Fixture.version(number, "abc", state)
            }
        }.finding(.credentialLeftovers)
    }

    @Test("A previous version is needed for 13 hours, to the second, and then it is left over")
    func previous() throws {
        let needed = try leftovers([.previous, .current], after: 13 * 3600 - 1)
        #expect(
            needed == .passed("v1 is previous since 2027-01-15T08:00:00Z, and verifies late notifications"))
        let over = try leftovers([.previous, .current], after: 13 * 3600)
        #expect(over.outcome == .warned)
        #expect(over.evidence.hasSuffix("no notification can be late any more"))
        #expect(over.hints == ["erase it with 'd24-rotate retire stg'"])
        // A clock that was set back makes nothing old.
        #expect(word(try leftovers([.previous, .current], after: -3600)) == "passed")
    }

    @Test("A pending version is left over from its first second; retired ones are not")
    func pending() throws {
        let finding = try leftovers([.current, .pending], after: 0)
        #expect(finding.outcome == .warned)
        #expect(finding.evidence == "v2 is pending since 2027-01-15T08:00:00Z")
        for command in ["verify", "promote", "abort"] {
            #expect(finding.hints.first?.contains("'d24-rotate \(command) stg'") == true)
        }
        #expect(try leftovers([.retired, .current], after: 0) == .passed("nothing is left over"))
        let both = try leftovers([.previous, .current, .pending], after: 13 * 3600)
        #expect(both.hints.count == 2)
    }

    // MARK: Proof

    private func recorded(_ verification: Verification?) throws -> PreflightFacts {
        try Fixture.facts().with(.notSent).environment { $0.versions[0].verification = verification }
    }

    @Test("What the vault records counts, whoever proved it and however long ago")
    func record() throws {
        let old = try Fixture.verification(before: 300 * 86_400)
        #expect(
            try recorded(old).finding(.signatureProven)
                == .passed("v1 of stg: proven from stg-1 at 2026-03-21T08:00:00Z"))
    }

    @Test("A record of anything else is no proof, and the command that makes one is told")
    func noRecord() throws {
        let poor = [
            nil, try Fixture.verification("rejected api-signature"),
            try Fixture.verification(signature: .notProven), try Fixture.verification(signature: .notTested),
            try Fixture.verification(signature: .controlInconclusive),
            try Fixture.verification(at: "https://old.example"),
        ]
        for verification in poor {
            let finding = try recorded(verification).finding(.signatureProven)
            #expect(finding.outcome == .warned, "\(String(describing: verification))")
            #expect(finding.hints == ["prove it on a writer: 'd24-rotate verify stg --credential current'"])
        }
        let changed = try recorded(Fixture.verification()).environment { $0.authentication = .basic }
        #expect(word(changed.finding(.signatureProven)) == "warned")
        // That of the version before says nothing of this one.
        let rotated = try recorded(Fixture.verification()).environment {
            $0.versions[0].state = .previous
            $0.versions.append(try Fixture.version(2, "ghi"))
        }
        #expect(word(rotated.finding(.signatureProven)) == "warned")
    }

    @Test("The ping of this run proves as well as a record, and one without a control does not")
    func live() throws {
        let facts = try recorded(nil)
        #expect(
            facts.with(try Fixture.ping(Fixture.accepted(), taking: 2)).finding(.signatureProven)
                == .passed("v1 of stg: proven by this run at 2027-01-15T08:00:02Z"))
        for control in [nil, Verdict.accepted] {
            let poor = facts.with(try Fixture.ping(Fixture.accepted(control: control)))
            #expect(word(poor.finding(.signatureProven)) == "warned")
        }
    }

    @Test("What this run saw counts more than a record; what says nothing of the keys leaves it")
    func contradiction() throws {
        let facts = try recorded(Fixture.verification())
        let rejected = facts.with(try Fixture.ping(Fixture.answered(401, #"{"code":302}"#)))
        #expect(
            rejected.finding(.signatureProven).evidence
                == "v1 of stg: not proven by this run, in which the ping was rejected api-signature")
        let open = facts.with(try Fixture.ping(Fixture.accepted(control: .accepted)))
        #expect(
            open.finding(.signatureProven).evidence
                == "v1 of stg: not proven by this run, in which a forged control was answered like the ping")
        for contradicted in [rejected, open].map({ $0.finding(.signatureProven) }) {
            #expect(contradicted.outcome == .warned)
            #expect(
                contradicted.hints == ["prove it on a writer: 'd24-rotate verify stg --credential current'"])
        }
        let silent = [Fixture.unanswered(.timedOut), Fixture.accepted(control: nil)]
        for result in silent {
            #expect(word(facts.with(try Fixture.ping(result)).finding(.signatureProven)) == "passed")
        }
    }

    @Test("For production the latest proof of any staging environment counts, and never its own ping")
    func production() throws {
        var facts = PreflightFacts(environmentName: .prod, vault: .open(try Fixture.vault()))
        facts.now = Fixture.now
        let later = try facts.with {
            var spare = try Fixture.environment(.spare, .staging, "https://spare.example", secrets: "xyz")
            spare.versions[0].verification = try Fixture.verification(at: "https://spare.example", before: 60)
            $0.metadata.environments.append(spare)
        }
        #expect(
            later.finding(.signatureProven).evidence
                == "v1 of spare: proven from stg-1 at 2027-01-15T07:59:00Z")
        let unproven = try facts.with { $0.metadata.environments[0].versions[0].verification = nil }
        #expect(unproven.finding(.signatureProven).outcome == .warned)
        #expect(unproven.finding(.signatureProven).evidence.hasSuffix("credential of stg"))
        #expect(
            word(unproven.with(try Fixture.ping(Fixture.accepted())).finding(.signatureProven)) == "warned")
        let alone = try facts.with { $0.metadata.environments.removeFirst() }
        #expect(alone.finding(.signatureProven).outcome == .warned)
        #expect(alone.finding(.signatureProven).hints.first?.contains("'d24-vault env add stg") == true)
    }
}
