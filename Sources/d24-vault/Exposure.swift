import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// What somebody who could open the vault has seen, and what follows from that.
struct Exposure: Sendable {
    /// The versions in each environment whose secrets were there to be read.
    let credentials: [(environment: EnvironmentName, versions: [CredentialVersion])]

    /// Everything that a slot was given, as far as it is still in the vault.
    init(_ role: SlotRole, _ scope: SlotScope, in metadata: VaultMetadata) {
        credentials = metadata.environments
            .filter { role == .writer || scope.covers($0.name) }
            .map { ($0.name, $0.versions.filter { $0.state != .retired }) }
            .filter { !$0.1.isEmpty }
    }

    /// Lines for a person: what must get new keys at D24, since nobody can unsee them.
    func text(by name: String) -> [TextBlock] {
        if credentials.isEmpty { return [.line("\(name) has seen no credential that is still in the vault")] }
        return [
            .line("\(name) has seen these credentials, which must be replaced at D24 now:"),
            .table(
                header: ["environment", "versions", "with"],
                rows: credentials.map { environment, versions in
                    [
                        environment.text,
                        versions.map { "\($0.name) \($0.state.rawValue)" }.joined(separator: ", "),
                        "d24-rotate stage \(environment.text)",
                    ]
                }),
        ]
    }

    /// What a failure is told with that may have left the new vault in place: what was seen stays seen.
    func told(with error: Diagnostic, by name: String) -> Diagnostic {
        guard error.status == .inputOutput, !credentials.isEmpty else { return error }
        let seen = credentials.map { environment, versions in
            "\(environment.text) \(versions.map { $0.name }.joined(separator: " "))"
        }
        return Diagnostic(
            error.status, error.message,
            hints: error.hints + [
                "'d24-vault slot list' shows what is in place; \(name) has seen \(seen.joined(separator: ", "))"
            ])
    }

    var json: JSONValue {
        .array(
            credentials.map { environment, versions in
                [
                    "environment": .string(environment.text),
                    "versions": .array(versions.map { .string($0.name) }),
                ]
            })
    }
}

/// What has to be done on other hosts when the vault has got a new signer.
struct SignerChange: Sendable {
    let change: VaultChange

    private var key: String { change.after.signer.hexadecimal }
    private var hasChanged: Bool { change.before.signer != change.after.signer }

    /// - Parameter party: who could still sign as the old signer, if anybody.
    func text(feeding party: String?) -> [TextBlock] {
        guard hasChanged else { return [] }
        var text: [TextBlock] = [
            .line(
                "the vault has a new signer; on every other host, and for every other user of this one, run"),
            .line("    d24-vault trust --signer \(key)"),
            .line("and then bring the vault there, for 'd24-vault receive'"),
        ]
        if let party {
            text.append(.line("until a host has taken it, that host still takes vaults that \(party) signs"))
        }
        return text
    }

    var json: JSONValue { hasChanged ? .string(key) : .null }
}
