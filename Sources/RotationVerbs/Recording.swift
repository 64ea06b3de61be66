import Arguments
import CashoutsAPI
import KeyRotation
import ToolSupport
import VaultFormat

/// What became of a verification in the vault.
enum Recorded {
    case kept
    /// The vault keeps what it had, which says more.
    case outweighed(by: Verification)
    /// The version or what it was verified for is not the same any more; a receipt of it counts as little.
    case outdated(Diagnostic)
    /// The vault could not be written; what was proven holds.
    case unwritten(Diagnostic)

    /// Whether the vault has it now.
    var isKept: Bool { if case .kept = self { true } else { false } }

    /// Why nothing was written.
    var failure: Diagnostic? {
        switch self {
        case .kept, .outweighed: nil
        case .outdated(let error), .unwritten(let error): error
        }
    }
}

extension VaultSession {
    /// How long a result waits for other writers when nothing else is said: a ping must not be lost because
    /// somebody else wrote at that moment, and it is checked against what they wrote.
    private static let patience = Interval(seconds: 10)

    /// Puts a ping's result into the vault, and takes out an override that it ends.
    /// - Parameters:
    ///   - keepingVerification: whether the result is kept, or only ends the override.
    func recordPing(_ ping: SentPing, wait: WaitOption, keepingVerification: Bool = true) -> Recorded {
        let name = ping.environment.name
        var patient = wait
        if patient.wait == nil { patient.wait = Self.patience }
        var recorded = Recorded.kept
        do throws(Diagnostic) {
            _ = try change(patient) { draft throws(Diagnostic) in
                let record: EnvironmentRecord
                let version: CredentialVersion
                do throws(Diagnostic) {
                    record = try draft.metadata.environment(name)
                    version = try ping.unchangedVersion(in: record)
                } catch {
                    recorded = .outdated(error)
                    return nil
                }
                let rules = VerificationRules(now: Now.timestamp)
                let replaces = rules.replaces(ping.verification, version.verification, in: record)
                let ends = version.override.map { VerificationRules.ends($0, ping.result) } ?? false
                if !replaces, let old = version.verification { recorded = .outweighed(by: old) }
                let keeps = replaces && keepingVerification
                guard keeps || ends else { return nil }
                draft.editVersion(version.number, of: name) { version in
                    if keeps { version.verification = ping.verification }
                    if ends { version.override = nil }
                }
                return keeps
                    ? "verify \(name.text) \(version.name): \(ping.result.verdict.text)"
                    : "ping \(name.text) \(version.name): override ended"
            }
        } catch { return .unwritten(error) }
        return recorded
    }
}

extension SentPing {
    /// The version as the vault has it now, if the ping still speaks of it.
    func unchangedVersion(in record: EnvironmentRecord) throws(Diagnostic) -> CredentialVersion {
        try version.unchanged(since: environment, in: record)
    }
}

extension CredentialVersion {
    /// This version as the vault has it now, if a ping that was sent when its environment was `environment`
    /// still speaks of it. Throws a diagnostic of status `.conflict`.
    func unchanged(
        since environment: EnvironmentRecord, in record: EnvironmentRecord
    ) throws(Diagnostic) -> CredentialVersion {
        let found = record.versions.first { $0.number == number }
        guard let found, found.state != .retired, found.fingerprints == fingerprints,
            record.baseURL == environment.baseURL, record.authentication == environment.authentication,
            record.kind == environment.kind
        else {
            throw Diagnostic(
                .conflict, "\(environment.name.text) was changed by somebody else while D24 was asked",
                hint:
                    "look at it with 'd24-rotate status \(environment.name.text)', and run the command again")
        }
        return found
    }
}

extension VaultDraft {
    /// Changes one version of an environment.
    mutating func editVersion(
        _ number: Int, of name: EnvironmentName, _ body: (inout CredentialVersion) -> Void
    ) {
        metadata.edit(name) { record in
            for index in record.versions.indices where record.versions[index].number == number {
                body(&record.versions[index])
            }
        }
    }
}
