import CashoutsAPI
import KeyRotation
import Testing
import VaultFormat

@Suite("VerificationRules")
struct VerificationRulesTests {
    static let rules = VerificationRules(now: Fixture.now)

    @Test(
        "On staging only a proof suffices, on production acceptance does",
        arguments: [
            (SignatureProof.proven, Standing.sufficient), (.notProven, .unproven),
            (.controlInconclusive, .controlMissing), (.notTested, .controlMissing),
        ])
    func proof(_ proof: SignatureProof, _ onStaging: Standing) throws {
        let fixture = try Fixture()
        let staging = try fixture.environment(.stg)
        let production = try fixture.environment(.prod)
        #expect(Self.rules.standing(of: staging.verification(.accepted, proof), in: staging) == onStaging)
        let there = production.verification(.accepted, proof)
        #expect(Self.rules.standing(of: there, in: production) == .sufficient)
    }

    @Test(
        "An age counts up to the validity, and from zero on",
        arguments: [
            (900, 0, Standing.sufficient), (900, 900, .sufficient), (900, 901, .expired(age: 901)),
            (900, -1, .fromFuture), (900, -86400, .fromFuture), (0, 0, .sufficient), (0, 1, .expired(age: 1)),
            (86400, 86400, .sufficient), (86400, 86401, .expired(age: 86401)),
            (1_000_000, 86401, .expired(age: 86401)), (-5, 0, .sufficient), (-5, 1, .expired(age: 1)),
        ] as [(Int64, Int64, Standing)])
    func age(_ validity: Int64, _ secondsAgo: Int64, _ standing: Standing) throws {
        let record = try Fixture().environment(.stg)
        let rules = VerificationRules(now: Fixture.now, validity: validity)
        let verification = record.verification(secondsAgo: secondsAgo)
        #expect(rules.standing(of: verification, in: record) == standing)
        let left = rules.remaining(verification, in: record)
        #expect(left == (standing == .sufficient ? rules.validity - secondsAgo : nil))
    }

    @Test("It counts for its base URL and its authentication mode alone")
    func settings() throws {
        let record = try Fixture().environment(.stg)
        let elsewhere = record.verification(baseURL: try BaseURL("https://api-stg.d24.com"))
        let port = record.verification(baseURL: try BaseURL("https://api-stg.directa24.com:8443"))
        let mode = record.verification(authentication: .body)
        #expect(Self.rules.standing(of: elsewhere, in: record) == .otherBaseURL)
        #expect(Self.rules.standing(of: port, in: record) == .otherBaseURL)
        #expect(Self.rules.standing(of: mode, in: record) == .otherAuthentication)
        #expect(Self.rules.standing(of: nil, in: record) == .missing)
    }

    @Test(
        "A rejection stands for an hour, and one from the future stands too",
        arguments: [(0, true), (3600, true), (3601, false), (-60, true)] as [(Int64, Bool)])
    func rejection(_ secondsAgo: Int64, _ stands: Bool) throws {
        let record = try Fixture().environment(.prod)
        for part in Verdict.RejectedPart.allCases {
            let verification = record.verification(.rejected(part), secondsAgo: secondsAgo)
            let expected: Standing = stands ? .rejected(part) : .notAccepted(.rejected(part))
            #expect(Self.rules.standing(of: verification, in: record) == expected)
        }
    }

    @Test("Nothing but accepted suffices", arguments: Verdict.all.filter { $0 != .accepted })
    func verdicts(_ verdict: Verdict) throws {
        let fixture = try Fixture()
        let expected: Standing
        if case .rejected(let part) = verdict {
            expected = .rejected(part)
        } else {
            expected = .notAccepted(verdict)
        }
        for name in [EnvironmentName.stg, .prod] {
            let record = try fixture.environment(name)
            let standing = Self.rules.standing(of: record.verification(verdict), in: record)
            #expect(standing == expected)
            #expect(standing.problem != nil)
        }
    }

    @Test("Words that this version does not know suffice for nothing")
    func unknownWords() throws {
        let record = try Fixture().environment(.stg)
        func standing(_ verdict: String, _ signature: String) -> Standing {
            let verification = Verification(
                verdict: verdict, httpStatus: nil, code: nil, signature: signature, baseURL: record.baseURL,
                authentication: record.authentication, host: "web-1", time: Fixture.now)
            return Self.rules.standing(of: verification, in: record)
        }
        #expect(standing("Accepted", "proven") == .unknown)
        #expect(standing("", "proven") == .unknown)
        #expect(standing("accepted", "Proven") == .controlMissing)
    }

    /// What was there, what comes, and whether it is recorded.
    static let replacements: [(old: Verdict?, secondsAgo: Int64, new: Verdict, replaces: Bool)] = [
        (nil, 0, .inconclusive(.noAnswer), true),
        (.accepted, 60, .accepted, true), (.accepted, 60, .rejected(.apiSignature), true),
        (.accepted, 60, .blocked(.address), true), (.accepted, 60, .inconclusive(.noAnswer), false),
        (.accepted, 86401, .inconclusive(.noAnswer), true),
        (.rejected(.apiSignature), 60, .accepted, true),
        (.rejected(.apiSignature), 60, .rejected(.apiKeyOrPassphrase), true),
        (.rejected(.apiSignature), 60, .blocked(.address), false),
        (.rejected(.apiSignature), 3600, .inconclusive(.noAnswer), false),
        (.rejected(.apiSignature), 3601, .inconclusive(.noAnswer), true),
        (.rejected(.apiSignature), 3601, .blocked(.account), true),
        (.blocked(.address), 60, .inconclusive(.noAnswer), true),
        (.inconclusive(.noAnswer), 60, .blocked(.address), true),
        // A receipt may be older than what the vault knows, and a clock may have been wrong.
        (.rejected(.apiSignature), -60, .accepted, true),
        (.accepted, -60, .rejected(.apiSignature), true),
    ]

    @Test("What says nothing about the keys makes no rejection forgotten", arguments: replacements.indices)
    func replacing(_ index: Int) throws {
        let row = Self.replacements[index]
        let record = try Fixture().environment(.stg)
        let old = row.old.map { record.verification($0, secondsAgo: row.secondsAgo) }
        #expect(Self.rules.replaces(record.verification(row.new), old, in: record) == row.replaces, "\(row)")
    }

    @Test("Of two words of D24 the later one holds")
    func older() throws {
        let record = try Fixture().environment(.stg)
        let rejection = record.verification(.rejected(.apiSignature), secondsAgo: 60)
        let acceptance = record.verification(.accepted, secondsAgo: 61)
        #expect(!Self.rules.replaces(acceptance, rejection, in: record))
        #expect(
            !Self.rules.replaces(
                record.verification(.rejected(.apiSignature), secondsAgo: 99), acceptance, in: record))
        #expect(Self.rules.replaces(record.verification(secondsAgo: 60), rejection, in: record))
    }

    @Test("What was verified for other settings weighs nothing, whether it was there or comes")
    func otherSettings() throws {
        let record = try Fixture().environment(.stg)
        let elsewhere = try BaseURL("https://api-stg.d24.com")
        let news = [
            record.verification(baseURL: elsewhere), record.verification(authentication: .body),
            record.verification(.rejected(.apiSignature), baseURL: elsewhere),
        ]
        for new in news {
            for here in [Verdict.rejected(.apiSignature), .accepted] {
                let old = record.verification(here, secondsAgo: 9)
                #expect(!Self.rules.replaces(new, old, in: record))
            }
            let expired = record.verification(.rejected(.apiSignature), secondsAgo: 3601)
            #expect(Self.rules.replaces(new, expired, in: record))
            #expect(Self.rules.replaces(new, nil, in: record))
        }
        let old = record.verification(.rejected(.apiSignature), secondsAgo: 9, authentication: .basic)
        #expect(Self.rules.replaces(record.verification(.inconclusive(.noAnswer)), old, in: record))
    }

    @Test("Acceptance ends a forced promotion, and only proof one that was accepted unproven")
    func overrides() {
        let forced = PromotionOverride(rule: .forced, reason: "r", time: Fixture.now)
        let unproven = PromotionOverride(rule: .unproven, reason: "r", time: Fixture.now)
        let proven = Results.controlled(.rejected(.apiSignature))
        #expect(VerificationRules.ends(forced, Results.accepted))
        #expect(VerificationRules.ends(forced, Results.controlled(.accepted)))
        #expect(!VerificationRules.ends(forced, Results.refused(.blocked(.address))))
        #expect(!VerificationRules.ends(forced, Results.refused(.inconclusive(.noAnswer))))
        #expect(VerificationRules.ends(unproven, proven))
        #expect(!VerificationRules.ends(unproven, Results.accepted))
        #expect(!VerificationRules.ends(unproven, Results.controlled(.accepted)))
        #expect(!VerificationRules.ends(unproven, Results.controlled(.inconclusive(.serverError))))
    }
}
