import CashoutsAPI
import HTTPTransport
import KeyRotation
import Sodium
import Testing
import VaultFormat

@Suite("SignedPing")
struct SignedPingTests {
    static let random = [UInt8](repeating: 7, count: StatusQuery.randomByteCount)

    private func error(
        _ environment: EnvironmentRecord, in metadata: VaultMetadata, version number: Int = 1
    ) throws -> SignedPingError? {
        let fixture = try Fixture()
        let key = SecretBytes(randomCount: 8)
        let secrets = CredentialRecords().adding(
            1, apiKey: key.bytes, apiPassphrase: key.bytes, apiSignature: key.bytes)
        let version = fixture.version(number, .pending, try fixture.fingerprints("a", "b", "c"))
        return Self.error(version, environment, metadata, secrets)
    }

    private static func error(
        _ version: CredentialVersion, _ environment: EnvironmentRecord, _ metadata: VaultMetadata,
        _ secrets: borrowing CredentialRecords
    ) -> SignedPingError? {
        do throws(SignedPingError) {
            _ = try SignedPing(
                version, of: environment, in: metadata, secrets: secrets, control: .byKind, random: random,
                userAgent: "test/1")
        } catch { return error }
        return nil
    }

    @Test("It is built for an environment at its own host")
    func own() throws {
        let fixture = try Fixture()
        let metadata = fixture.draft.metadata
        #expect(try error(try fixture.environment(.stg), in: metadata) == nil)
        #expect(try error(try fixture.environment(.prod), in: metadata) == nil)
    }

    @Test("It is not built for a host of the other kind, whoever wrote that into the vault")
    func otherHost() throws {
        let fixture = try Fixture()
        var staging = try fixture.environment(.stg)
        staging.baseURL = try BaseURL("https://api.d24.com:8443")
        #expect(try error(staging, in: fixture.draft.metadata) == .host(.knownHost(.production)))
        var metadata = fixture.draft.metadata
        metadata.environments[1].baseURL = try BaseURL("https://localhost:1")
        staging.baseURL = try BaseURL("https://localhost:2")
        #expect(try error(staging, in: metadata) == .host(.shared(with: .prod)))
    }

    @Test("It is not built without the secrets of that very version")
    func noSecrets() throws {
        let fixture = try Fixture()
        let staging = try fixture.environment(.stg)
        #expect(try error(staging, in: fixture.draft.metadata, version: 2) == .noSecrets)
    }

    @Test("The control goes to staging, and to production only when it is asked for")
    func policy() {
        #expect(ControlPolicy.byKind.applies(to: .staging))
        #expect(!ControlPolicy.byKind.applies(to: .production))
        #expect(ControlPolicy.always.applies(to: .production))
        #expect(ControlPolicy.always.applies(to: .staging))
        #expect(!ControlPolicy.never.applies(to: .staging))
        #expect(!ControlPolicy.never.applies(to: .production))
    }

    static let failures: [HTTPFailure] = [
        .nameNotResolved, .connectionRefused, .connectionFailed("No route to host"),
        .tls(.unknownAuthority, "w"), .tls(.expired, "w"), .tls(.notYetValid, "w"), .tls(.wrongName, "w"),
        .tls(.notTLS, "w"), .tls(.badCertificate, "w"), .tls(.handshake, "w"), .proxy("w"), .timedOut,
        .tooLarge, .redirected(status: 302, host: "elsewhere.test"), .redirected(status: 307, host: nil),
        .cutShort, .encoded("gzip"), .other("w"),
    ]

    @Test("No failure of the transport says anything about the keys", arguments: failures)
    func failure(_ failure: HTTPFailure) throws {
        let fixture = try Fixture()
        let answer = PingAnswer(.failure(failure))
        guard case .inconclusive = answer.verdict else {
            Issue.record("\(answer.verdict)")
            return
        }
        #expect(answer.code == nil)
        let version = fixture.version(2, .pending, try fixture.fingerprints("a", "b", "c"))
        let statement = PingStatement(
            PingResult(answer: answer), version: version, of: try fixture.environment(.stg))
        #expect(statement.checks.allSatisfy { $0.outcome == .notTested })
        #expect(!statement.hints.isEmpty)
        #expect(!statement.message.isEmpty)
    }

    @Test("A redirect's own status is evidence, and 302 of HTTP is not D24's 302")
    func redirect() {
        let answer = PingAnswer(.failure(.redirected(status: 302, host: "elsewhere.test")))
        #expect(answer.httpStatus == 302)
        #expect(answer.verdict == .inconclusive(.redirect))
        #expect(PingAnswer(.failure(.encoded("gzip"))).verdict == .inconclusive(.encodedAnswer))
    }

    @Test(
        "Only 302 to the control proves the signature",
        arguments: [
            (nil, SignatureProof.notTested), (.rejected(.apiSignature), .proven), (.accepted, .notProven),
            (.rejected(.apiKeyOrPassphrase), .controlInconclusive),
            (.blocked(.address), .controlInconclusive),
            (.blocked(.account), .controlInconclusive), (.inconclusive(.serverError), .controlInconclusive),
            (.inconclusive(.notJSON), .controlInconclusive), (.inconclusive(.noAnswer), .controlInconclusive),
        ] as [(Verdict?, SignatureProof)])
    func control(_ control: Verdict?, _ proof: SignatureProof) {
        let accepted = PingResult(
            answer: PingAnswer(verdict: .accepted), control: control.map { PingAnswer(verdict: $0) })
        #expect(accepted.proof == proof)
        let refused = PingResult(
            answer: PingAnswer(verdict: .blocked(.address)), control: control.map { PingAnswer(verdict: $0) })
        #expect(refused.proof == .notTested)
    }
}
