package import CashoutsAPI
import Sodium
package import VaultFormat

/// What a host that cannot write the vault says about a version: the result of its ping, in ASCII lines, each
/// of which can be written in one way only.
///
///     d24-receipt 1
///     vault 32 hex digits
///     environment stg
///     version 2
///     fingerprint 32 hex digits, of the three fields together
///     base-url https://api-stg.directa24.com
///     authentication both
///     host web-1
///     slot 16 hex digits
///     verdict accepted
///     http-status 412, or -
///     code 509, or -
///     control proven, or - where none was sent
///     time 2026-11-23T15:04:05Z
///     signature 128 hex digits
package struct Receipt: Hashable, Sendable {
    /// The vault that the version is in; no other takes the receipt.
    package let vault: VaultID
    /// The name that the environment has in that vault; a reader's slot must have been given it.
    package let environment: EnvironmentName
    /// Its number, from 1.
    package let version: Int
    /// `TripleFingerprint.whole`, 16 bytes: no secret, and without the vault's key no way to test a guess.
    package let fingerprint: [UInt8]
    /// Where the ping was sent; it counts only while the environment has the same base URL.
    package let baseURL: BaseURL
    /// How the keys were sent; it counts only while the environment sends them so.
    package let authentication: AuthenticationMode
    /// The host's name, for people; what counts is the slot.
    package let host: String
    /// The slot of the host, by whose host key the receipt must be signed.
    package let slot: SlotID
    /// What D24 answered to the ping itself, a refusal too.
    package let verdict: Verdict
    /// The status of HTTP, of a redirect that was not followed too; nil where nothing was answered.
    package let httpStatus: Int?
    /// D24's code; nil where the answer has none.
    package let code: Int?
    /// What the negative control showed; nil where none was sent.
    package let control: NegativeControl.Outcome?
    /// When the ping was sent, by the clock of the host that sent it.
    package let time: Timestamp

    /// - Parameters:
    ///   - fingerprints: the version's, whose secrets were sent.
    ///   - host: other characters than letters, digits, `.`, `-` and `_` become `_`.
    package init(
        _ result: PingResult, vault: VaultID, version: CredentialVersion, fingerprints: TripleFingerprint,
        of environment: EnvironmentRecord, host: String, slot: SlotID, time: Timestamp
    ) {
        self.vault = vault
        self.environment = environment.name
        self.version = version.number
        fingerprint = fingerprints.whole.bytes
        baseURL = environment.baseURL
        authentication = environment.authentication
        self.host = Self.plain(host)
        self.slot = slot
        verdict = result.verdict
        httpStatus = result.answer.httpStatus
        code = result.answer.code
        control = result.controlOutcome
        self.time = time
    }

    init(_ lines: inout ReceiptLines) throws(ReceiptError) {
        vault = try lines.take("vault") { VaultID($0) }
        environment = try lines.take("environment") { EnvironmentName($0) }
        version = try lines.take("version") { Int($0) }
        fingerprint = try lines.take("fingerprint") { Hexadecimal.decode([UInt8]($0.utf8).span) }
        baseURL = try lines.take("base-url") { try? BaseURL($0) }
        authentication = try lines.take("authentication") { AuthenticationMode(rawValue: $0) }
        host = try lines.take("host") { $0 }
        slot = try lines.take("slot") { SlotID($0) }
        verdict = try lines.take("verdict") { Verdict(text: $0) }
        httpStatus = try lines.takeOptional("http-status") { Int($0) }
        code = try lines.takeOptional("code") { Int($0) }
        control = try lines.takeOptional("control") { NegativeControl.Outcome(text: $0) }
        time = try lines.take("time") { Timestamp($0) }
        // What is left that text and value could disagree on; spellings are compared as a whole.
        guard version > 0, fingerprint.count == 16, host == Self.plain(host) else {
            throw .malformed(line: lines.number)
        }
    }

    /// The lines above the signature.
    var lines: String {
        """
        d24-receipt 1
        vault \(vault.text)
        environment \(environment.text)
        version \(version)
        fingerprint \(Hexadecimal.encode(fingerprint.span))
        base-url \(baseURL.text)
        authentication \(authentication.rawValue)
        host \(host)
        slot \(slot.text)
        verdict \(verdict.text)
        http-status \(httpStatus.map { "\($0)" } ?? "-")
        code \(code.map { "\($0)" } ?? "-")
        control \(control?.text ?? "-")
        time \(time.text)

        """
    }

    /// What the vault keeps of a receipt that was verified.
    package var verification: Verification {
        let proof = verdict == .accepted ? SignatureProof(control) : .notTested
        return Verification(
            verdict: verdict.text, httpStatus: httpStatus, code: code, signature: proof.rawValue,
            baseURL: baseURL, authentication: authentication, host: host, time: time)
    }

    private static func plain(_ host: String) -> String {
        let bytes = host.utf8.prefix(253).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                byte
            case _: UInt8(ascii: "_")
            }
        }
        return bytes.isEmpty ? "_" : String(decoding: bytes, as: UTF8.self)
    }
}
