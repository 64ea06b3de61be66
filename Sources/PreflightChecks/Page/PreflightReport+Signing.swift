import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
package import VaultFormat

/// Which host says so, and when.
package struct ReportOrigin: Sendable {
    /// As it calls itself (`uname -n`); the signature proves the key, and not this name.
    package let host: String
    /// When the run began, by that host's clock.
    package let time: Timestamp

    /// - Parameter host: as it is; what cannot be seen in it is spelled out when it is signed.
    package init(host: String, time: Timestamp) {
        self.host = host
        self.time = time
    }
}

extension VaultAccess {
    /// Signs a report with the host key of the identity that opened the vault.
    ///
    /// A vault that did not open is a finding that is handed over too: the identity file signs it without the
    /// vault.
    ///
    /// - Parameter records: the environments that were judged.
    /// Throws diagnostics of status `.inputOutput` where nothing is there to sign with, `.internalError`.
    func sign(
        _ report: PreflightReport, from origin: ReportOrigin, of records: [EnvironmentRecord],
        _ options: VaultOptions
    ) throws(Diagnostic) -> SignedReport {
        switch self {
        case .open(let session):
            let slot = session.vault.slot
            return try report.signed(
                from: origin, of: records, by: session.identity,
                [
                    "slot": .string(slot.id.text), "slot_name": .string(session.vault.slotName),
                    "role": .string(slot.role.rawValue),
                ])
        case .notNeeded: return try report.signed(from: origin, by: try Self.identity(options))
        case .failed: return try report.signed(from: origin, by: try Self.identity(options))
        }
    }

    private static func identity(_ options: VaultOptions) throws(Diagnostic) -> Identity {
        let unsigned = "no report was written, as nothing here can sign it"
        let key: UnlockKey
        do { key = try UnlockKey.read(options) } catch {
            throw Diagnostic(.inputOutput, "\(unsigned): \(error.message)", hints: error.hints)
        }
        switch consume key {
        case .identity(let file): return file.takeIdentity()
        case .phrase:
            throw Diagnostic(.inputOutput, "\(unsigned): an unlock phrase is one of a vault that opens")
        case .missing(let path):
            throw Diagnostic(
                .inputOutput, "\(unsigned): there is no identity at \(path)",
                hint: "name another with --identity")
        }
    }

}

extension PreflightReport {
    /// - Parameter slot: of the identity, as members of `signed_by`.
    func signed(
        from origin: ReportOrigin, of records: [EnvironmentRecord] = [], by identity: borrowing Identity,
        _ slot: KeyValuePairs<String, JSONValue> = ["slot": .null, "slot_name": .null, "role": .null]
    ) throws(Diagnostic) -> SignedReport {
        let signer = slot.map { JSONMember($0.key, $0.value) }
        let key = JSONMember("host_key", .string(identity.recipient.hostKey.hexadecimal))
        let members =
            report(host: origin.host, time: origin.time).json + [
                JSONMember("credentials", .array(records.map(\.credentialsJSON))),
                JSONMember("signed_by", .object(signer + [key])),
            ]
        let json = JSONWriter.write(JSONValue.object(members).visible, style: .indented)
        do throws(SignedReportError) {
            return try SignedReport(json, signedBy: identity)
        } catch {
            switch error {
            case .tooLarge:
                throw Diagnostic(
                    .inputOutput, "the report would be longer than \(SignedReport.sizeLimit >> 20) MiB",
                    hint: "leave checks out with --skip")
            case .malformed, .newerVersion, .otherVault, .unknownKey, .badSignature, .otherSigner,
                .pageAltered,
                .defect:
                throw Diagnostic(.internalError, "the report cannot be signed")
            }
        }
    }
}

extension EnvironmentRecord {
    /// What is told of its credentials: no secret, and nothing of those whose secrets are erased.
    fileprivate var credentialsJSON: JSONValue {
        [
            "environment": .string(name.text), "kind": .string(kind.rawValue),
            "base_url": .string(baseURL.text),
            "versions": .array(versions.filter { $0.state != .retired }.map { CredentialText.json($0) }),
        ]
    }
}

extension JSONValue {
    /// The same with everything that a reader would not see spelled out in its strings: what is signed is
    /// what is read.
    fileprivate var visible: JSONValue {
        switch self {
        case .null, .bool, .integer, .number: self
        case .string(let text): .string(PageText.visible(text))
        case .array(let elements): .array(elements.map(\.visible))
        case .object(let members): .object(members.map { JSONMember($0.key, $0.value.visible) })
        }
    }
}
