import CashoutsAPI
import KeyRotation
import Sodium
import Testing
import VaultFormat

/// A vault of two environments and three slots, with everything but the file.
struct Fixture: ~Copyable {
    static let now = Timestamp(seconds: 1_800_000_000)

    var draft: VaultDraft
    let writer: Identity
    let reader: Identity
    /// A reader that has production only.
    let other: Identity
    let readerSlot: SlotID
    let otherSlot: SlotID

    init() throws {
        try Libsodium.start()
        let writer = try Identity.generate()
        let reader = try Identity.generate()
        let other = try Identity.generate()
        var draft = try VaultDraft(founder: writer)
        let staging = try BaseURL("https://api-stg.directa24.com")
        let production = try BaseURL("https://api.directa24.com")
        try draft.addEnvironment(.stg, kind: .staging, baseURL: staging, authentication: .both)
        try draft.addEnvironment(.prod, kind: .production, baseURL: production, authentication: .both)
        try draft.addSlot(writer.recipient, kind: .identity, name: "a", role: .writer, scope: .all)
        let readerSlot = try draft.addSlot(
            reader.recipient, kind: .identity, name: "b", role: .reader, scope: .only([.stg]))
        let otherSlot = try draft.addSlot(
            other.recipient, kind: .identity, name: "c", role: .reader, scope: .only([.prod]))
        self.writer = writer
        self.reader = reader
        self.other = other
        self.draft = draft
        self.readerSlot = readerSlot
        self.otherSlot = otherSlot
    }

    func fingerprints(_ key: String, _ passphrase: String, _ signature: String) throws -> TripleFingerprint {
        TripleFingerprint(
            apiKey: try draft.fingerprint(of: Array(key.utf8).span),
            apiPassphrase: try draft.fingerprint(of: Array(passphrase.utf8).span),
            apiSignature: try draft.fingerprint(of: Array(signature.utf8).span))
    }

    func version(_ number: Int, _ state: CredentialState, _ triple: TripleFingerprint) -> CredentialVersion {
        CredentialVersion(number: number, state: state, created: Self.now, fingerprints: triple)
    }

    func environment(_ name: EnvironmentName) throws -> EnvironmentRecord {
        try #require(draft.metadata[name])
    }
}

extension EnvironmentName {
    static let stg = named("stg")
    static let prod = named("prod")

    private static func named(_ text: String) -> EnvironmentName {
        guard let name = EnvironmentName(text) else { preconditionFailure("not a name") }
        return name
    }
}

extension EnvironmentRecord {
    /// An accepted, proven verification for this environment, but for what is said.
    func verification(
        _ verdict: Verdict = .accepted, _ proof: SignatureProof = .proven, secondsAgo: Int64 = 0,
        baseURL: BaseURL? = nil, authentication: AuthenticationMode? = nil
    ) -> Verification {
        Verification(
            verdict: verdict.text, httpStatus: 412, code: 509, signature: proof.rawValue,
            baseURL: baseURL ?? self.baseURL, authentication: authentication ?? self.authentication,
            host: "web-1", time: Fixture.now.advanced(bySeconds: -secondsAgo))
    }
}

/// What answers of D24 are judged to be.
enum Results {
    static let accepted = PingResult(answer: PingAnswer(verdict: .accepted))

    static func controlled(_ control: Verdict) -> PingResult {
        PingResult(answer: PingAnswer(verdict: .accepted), control: PingAnswer(verdict: control))
    }

    static func refused(_ verdict: Verdict) -> PingResult { PingResult(answer: PingAnswer(verdict: verdict)) }
}
