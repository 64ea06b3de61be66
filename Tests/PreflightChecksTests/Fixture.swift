import CashoutsAPI
import EgressPolicy
import HTTPTransport
import KeyRotation
import Sodium
import Testing
import ToolSupport

@testable import PreflightChecks
@testable import VaultFormat

/// Facts of a host where everything is right, to be spoilt one at a time.
enum Fixture {
    static let now = Timestamp(seconds: 1_800_000_000)
    /// `now` as a server says it.
    static let serverDate = "Fri, 15 Jan 2027 08:00:00 GMT"
    static let address = "93.184.216.34"

    static func facts() throws -> PreflightFacts {
        var facts = PreflightFacts(environmentName: .stg, vault: .open(try vault()))
        facts.host = HostFact.sound
        facts.credentials = .open(try version(1))
        facts.ping = try ping(accepted())
        facts.witnesses = .heard([try seen(on: address)])
        try complete(&facts)
        return facts
    }

    static func vault() throws -> OpenedVault {
        var staging = try environment(.stg, .staging, "https://api-stg.directa24.com", secrets: "abc")
        let production = try environment(.prod, .production, "https://api.directa24.com", secrets: "def")
        try complete(&staging)
        let state = VaultState(
            id: VaultID(unchecked: [UInt8](repeating: 1, count: 16)),
            signer: try VerifyingKey(bytes: [UInt8](repeating: 2, count: 32)), generation: 7,
            digest: [UInt8](repeating: 3, count: 64), writtenAt: now)
        return OpenedVault(
            path: "/v/vault", state: state, isPinned: true, noticesRollback: true, slotName: "web-1",
            role: .reader, slots: slots,
            metadata: VaultMetadata(environments: [staging, production], slots: [], journal: Journal()))
    }

    /// - Parameter secrets: a letter for each field; equal letters are equal secrets.
    static func environment(
        _ name: EnvironmentName, _ kind: EnvironmentKind, _ url: String, secrets: String
    ) throws -> EnvironmentRecord {
        var record = EnvironmentRecord(
            name: name, kind: kind, baseURL: try BaseURL(url), authentication: .both, box: .random())
        record.versions = [try version(1, secrets)]
        return record
    }

    static func version(
        _ number: Int, _ secrets: String = "abc", _ state: CredentialState = .current
    ) throws -> CredentialVersion {
        let prints = secrets.utf8.map { Fingerprint(unchecked: [UInt8](repeating: $0, count: 16)) }
        try #require(prints.count == 3)
        return CredentialVersion(
            number: number, state: state, created: now,
            fingerprints: TripleFingerprint(
                apiKey: prints[0], apiPassphrase: prints[1], apiSignature: prints[2]))
    }

    static func accepted(
        control: Verdict? = .rejected(.apiSignature), date: String? = serverDate, proxy: String? = nil
    ) -> PingResult {
        let seen = answered(412, #"{"code":509}"#).answer
        return PingResult(
            answer: PingAnswer(verdict: seen.verdict, evidence: seen.evidence, serverDate: date),
            control: control.map { PingAnswer(verdict: $0) }, proxy: proxy)
    }

    /// What D24 or somebody before it answered.
    static func answered(_ status: Int, _ body: String) -> PingResult {
        let bytes = [UInt8](body.utf8)
        let (verdict, evidence) = APIAnswer.verdict(httpStatus: status, body: bytes.span)
        return PingResult(
            answer: PingAnswer(verdict: verdict, evidence: evidence, serverDate: serverDate))
    }

    static func unanswered(_ failure: HTTPFailure, proxy: String? = nil) -> PingResult {
        PingResult(answer: PingAnswer(.failure(failure)), proxy: proxy)
    }

    /// - Parameter seconds: how long it took, from `now` on.
    static func ping(_ result: PingResult, taking seconds: Int64 = 0) throws -> PingFact {
        let environment = try environment(.stg, .staging, "https://api-stg.directa24.com", secrets: "abc")
        return .sent(
            PingStatement(result, version: try version(1), of: environment),
            during: now...now.advanced(bySeconds: seconds))
    }

    /// Three witnesses see the usual address, and the whitelist has these networks.
    static func seen(on networks: String..., expires: Int64? = nil) throws -> EgressFinding {
        let here = try IPAddress(address)
        let votes = ["one", "two", "three"].map { WitnessVote(operatorName: $0, address: here) }
        return finding(Quorum(votes), Whitelist(try networks.map { try rule($0, expires) }))
    }

    static func finding(_ quorum: Quorum, _ whitelist: Whitelist = Whitelist()) -> EgressFinding {
        EgressFinding(family: .v4, conclusion: quorum, whitelist: whitelist, now: now.seconds)
    }

    private static func rule(_ network: String, _ expires: Int64?) throws -> WhitelistRule {
        WhitelistRule(network: try IPNetwork(network), added: 0, expires: expires)
    }
}

extension EnvironmentName {
    static let stg = named("stg")
    static let prod = named("prod")
    static let spare = named("spare")

    private static func named(_ text: String) -> EnvironmentName {
        guard let name = EnvironmentName(text) else { preconditionFailure("not a name") }
        return name
    }
}

extension Check {
    /// A check that finds what it is told to.
    static func standIn(
        _ id: String, _ finding: Finding = .passed("seen"), _ severity: Severity = .failure,
        after parents: [String] = [], in profiles: Set<Profile> = .ofEnvironments,
        needs: Set<FactKind> = [.vault]
    ) -> Check {
        Check(
            id, "a stand-in", severity, after: parents, in: profiles, needs: needs,
            Explanation(looksAt: "Nothing.", evidence: "Nothing.", toDo: "Nothing.")
        ) { _ in finding }
    }
}

extension PreflightFacts {
    /// What one check finds, whether or not what it rests on passed.
    func finding(_ check: Check) -> Finding { check.look(self) }

    /// These facts with another vault.
    func with(_ change: (inout OpenedVault) throws -> Void) throws -> PreflightFacts {
        var vault = try #require(openVault)
        try change(&vault)
        var facts = self
        facts.vault = .open(vault)
        return facts
    }

    func with(_ ping: PingFact) -> PreflightFacts {
        var facts = self
        facts.ping = ping
        return facts
    }

    func with(_ witnesses: WitnessFact) -> PreflightFacts {
        var facts = self
        facts.witnesses = witnesses
        return facts
    }

    func with(_ credentials: CredentialsFact) -> PreflightFacts {
        var facts = self
        facts.credentials = credentials
        return facts
    }
}

/// An outcome without its detail, for tables.
func word(_ finding: Finding) -> String { finding.outcome.word }
