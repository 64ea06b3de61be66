import CashoutsAPI
import Glibc
import Sodium

@testable import PreflightChecks
@testable import VaultFormat

/// What the corpora begin with: the sample, what is inside of it, and a text of each kind.
///
/// A new sample has other keys, so that the corpora of the targets that work on it begin anew as well.
enum Seeds {
    static func write(to folder: String) throws {
        let bytes = try vault()
        let file = try UnverifiedVault(bytes).verified()
        let writer = try Sample.identity(1)
        let reader = try Sample.identity(2)
        let opened = try file.open(with: writer)
        let environment = opened.metadata.environments[0]
        let rest = [UInt8](bytes[Sample.frameCount...])
        let read = try opened.credentials(of: environment)
        let records = read.text.array
        let metadata = opened.metadata.encoded()
        let line = Sample.copy(try writer.line())
        let pin = TrustPin(id: file.state.id, signer: file.state.signer)
        var seen = pin.seeing(file.state)
        seen.next = reader.recipient.hostKey
        let report = ReportFuzzing.seed(writer.recipient.hostKey)
        let seeds: [(FuzzTarget, String, [UInt8])] = [
            (.header, "file", bytes), (.header, "rest", rest), (.sealed, "rest", rest),
            (.contents, "metadata", [ContentsFuzzing.Place.metadata.rawValue] + metadata),
            (.contents, "records", [ContentsFuzzing.Place.records.rawValue] + records),
            (
                .contents, "writer",
                [ContentsFuzzing.Place.writersBundle.rawValue] + (try bundle(file, writer))
            ),
            (
                .contents, "reader",
                [ContentsFuzzing.Place.readersBundle.rawValue] + (try bundle(file, reader))
            ),
            (.metadata, "metadata", metadata), (.records, "records", records),
            (.records, "padded", Sample.copy(Padding.pad(records.span))),
            (.identity, "file", [UInt8]("# comment\n".utf8) + line + [UInt8]("\n\(pin.line)\n".utf8)),
            (.strings, "recipient", [UInt8](writer.recipient.text.utf8)), (.strings, "identity", line),
            (.strings, "pin", [UInt8](pin.line.utf8)),
            (.strings, "time", [UInt8](file.state.writtenAt.text.utf8)),
            (.strings, "url", [UInt8]("https://[2001:db8::1]:8443".utf8)),
            (.strings, "keys", writer.recipient.sealingKey + writer.recipient.hostKey.bytes + [0, 20, 0x41]),
            (.pin, "first", pin.encoded()), (.pin, "seen", seen.encoded()),
            (.credentials, "json", json), (.credentials, "lines", lines), (.reports, "json", report),
            (.reports, "page", try SignedReport(report, signedBy: writer).page),
        ]
        for (target, name, bytes) in seeds {
            unsafe mkdir("\(folder)/\(target.rawValue)", 0o755)
            try save(bytes, "\(folder)/\(target.rawValue)/\(name)")
        }
        try save(bytes, "\(folder)/sample")
    }

    private static var json: [UInt8] {
        [UInt8](#"{"api_key":"a\u00e9","api_passphrase":"\ud83d\ude00\\\/","api_signature":"c\"d"}"#.utf8)
    }

    private static var lines: [UInt8] {
        [UInt8]("# comment\r\nD24_API_KEY=a=b\r\n\nD24_API_PASSPHRASE='c\nD24_API_SIGNATURE=d e\n".utf8)
    }

    /// Every kind of slot, an environment with secrets, and metadata with every member there is.
    private static func vault() throws -> [UInt8] {
        let writer = try Sample.identity(1)
        let reader = try Sample.identity(2)
        let time = Timestamp(seconds: 1_795_000_000)
        guard let name = EnvironmentName("stg") else { violated("a name") }
        var draft = try VaultDraft(founder: writer)
        try draft.addSlot(writer.recipient, kind: .identity, name: "ops", role: .writer, scope: .all)
        try draft.addEnvironment(
            name, kind: .staging, baseURL: BaseURL("https://api-stg.directa24.com"), authentication: .both)
        try draft.addSlot(
            reader.recipient, kind: .identity, name: "web", role: .reader, scope: .only([name]))
        let salt = RandomBytes.make(UnlockPhrase.saltCount)
        let cost = UnlockPhrase.Cost(operations: 1, memory: 8)
        let behind = try Identity(
            seed: UnlockPhrase.deriveSeed(
                from: Sample.phrase.span, salt: salt, cost: cost, within: Sample.costs))
        try draft.addSlot(
            behind.recipient, kind: .phrase(cost: cost, salt: salt), name: "phrase", role: .reader,
            scope: .all)
        try fill(&draft, time)
        return try draft.sealed(at: time)
    }

    private static func fill(_ draft: inout VaultDraft, _ time: Timestamp) throws {
        let key = [UInt8]("fuzzed-key".utf8)
        let passphrase = [UInt8]("fuzzed-passphrase".utf8)
        let signature = [UInt8]("fuzzed-signature".utf8)
        let record = draft.metadata.environments[0]
        let records = CredentialRecords().adding(
            1, apiKey: key.span, apiPassphrase: passphrase.span, apiSignature: signature.span)
        try draft.setCredentials(records, of: record)
        var version = CredentialVersion(
            number: 1, state: .current, created: time,
            fingerprints: TripleFingerprint(
                apiKey: try draft.fingerprint(of: key.span),
                apiPassphrase: try draft.fingerprint(of: passphrase.span),
                apiSignature: try draft.fingerprint(of: signature.span)))
        version.verification = Verification(
            verdict: "accepted", httpStatus: 404, code: 509, signature: "proven", baseURL: record.baseURL,
            authentication: .body, host: "h", time: time)
        version.override = PromotionOverride(rule: .unproven, reason: "r", time: time)
        draft.metadata.environments[0].versions = [version]
        draft.metadata.environments[0].witnesses = ["https://w.example"]
        draft.metadata.environments[0].notificationURL = "https://n.example"
        draft.metadata.environments[0].scanPaths = ["/srv"]
        draft.metadata.environments[0].whitelist = [
            WhitelistRecord(network: "203.0.113.7", note: "NAT", added: time, expires: time)
        ]
        draft.metadata.journal.append(
            .init(generation: 1, time: time, host: "h", slot: "ops", action: "put stg v1"))
    }

    private static func bundle(_ file: VerifiedVault, _ identity: borrowing Identity) throws -> [UInt8] {
        guard let slot = file.slot(of: identity.recipient) else { violated("a slot") }
        return Sample.copy(try identity.open(slot.box))
    }

    private static func save(_ bytes: [UInt8], _ path: String) throws {
        guard let file = unsafe fopen(path, "w") else { violated("\(path) cannot be written") }
        defer { unsafe fclose(file) }
        hold("a seed is written", unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}

/// What libFuzzer calls first. With `D24_FUZZ_SEEDS=FOLDER` the seeds are written there, and that is all.
@_cdecl("LLVMFuzzerInitialize")
func initialize(_ count: UnsafePointer<CInt>?, _ arguments: UnsafePointer<UnsafePointer<CChar>?>?) -> CInt {
    if unsafe getenv("D24_FUZZ_SEEDS") != nil {
        do { try Seeds.write(to: variable("D24_FUZZ_SEEDS")) } catch { violated("no seeds: \(error)") }
        exit(0)
    }
    return 0
}
