import CashoutsAPI
import KeyRotation
import Testing
import VaultFormat

@Suite("StageRules")
struct StageRulesTests {
    @Test("The triple of current or previous is refused, that of a retired one is not")
    func own() throws {
        let fixture = try Fixture()
        var record = try fixture.environment(.stg)
        record.versions = [
            fixture.version(1, .retired, try fixture.fingerprints("a1", "b1", "c1")),
            fixture.version(2, .previous, try fixture.fingerprints("a2", "b2", "c2")),
            fixture.version(3, .current, try fixture.fingerprints("a3", "b3", "c3")),
        ]
        func refusal(_ key: String, _ passphrase: String, _ signature: String) throws -> StageRefusal? {
            let triple = try fixture.fingerprints(key, passphrase, signature)
            return StageRules.refusal(triple, for: record, in: fixture.draft.metadata)
        }
        #expect(try refusal("a1", "b1", "c1") == nil)
        #expect(try refusal("a2", "b2", "c2") == .sameAs(version: 2, .previous))
        #expect(try refusal("a3", "b3", "c3") == .sameAs(version: 3, .current))
        #expect(try refusal("a3", "b3", "c4") == nil)
        #expect(try refusal("a2", "b3", "c3") == nil)
    }

    @Test(
        "A value of the other kind is refused, in any field, of any version",
        arguments: CredentialField.allCases)
    func otherKind(_ field: CredentialField) throws {
        let fixture = try Fixture()
        let record = try fixture.environment(.stg)
        var metadata = fixture.draft.metadata
        for state in CredentialState.allCases {
            metadata.environments[1].versions = [
                fixture.version(1, state, try fixture.fingerprints("pa", "pb", "pc"))
            ]
            for known in ["pa", "pb", "pc"] {
                func value(_ of: CredentialField) -> String { of == field ? known : "s-\(of.rawValue)" }
                let triple = try fixture.fingerprints(
                    value(.apiKey), value(.apiPassphrase), value(.apiSignature))
                #expect(
                    StageRules.refusal(triple, for: record, in: metadata)
                        == .otherKind(field, environment: .prod))
            }
        }
        // Environments of one kind may share what they like.
        metadata.environments[1].kind = .staging
        let shared = try fixture.fingerprints("pa", "pb", "pc")
        #expect(StageRules.refusal(shared, for: record, in: metadata) == nil)
    }

    @Test("Values that are pasted twice, or not changed, are told")
    func warnings() throws {
        let fixture = try Fixture()
        var record = try fixture.environment(.stg)
        record.versions = [fixture.version(1, .current, try fixture.fingerprints("a", "b", "c"))]
        func warnings(_ key: String, _ passphrase: String, _ signature: String) throws -> [String] {
            StageRules.warnings(try fixture.fingerprints(key, passphrase, signature), for: record)
        }
        #expect(try warnings("x", "y", "z").isEmpty)
        #expect(try warnings("x", "x", "z") == ["API Key and API Passphrase have the same value"])
        #expect(try warnings("x", "y", "c") == ["API Signature is the same as in v1"])
        #expect(try warnings("a", "y", "y").count == 2)
    }
}
