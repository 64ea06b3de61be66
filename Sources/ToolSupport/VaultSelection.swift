package import CashoutsAPI
import SystemIO
package import VaultFormat
import VaultStore

/// Finding what a command line names in an open vault.
extension VaultSession {
    /// The environment of that name. Throws a diagnostic of status `.notFound`.
    package func environment(_ name: EnvironmentName) throws(Diagnostic) -> EnvironmentRecord {
        try metadata.environment(name)
    }

    /// The secrets of an environment. Throws `.notAllowed` when this slot was not given it, `.damaged`.
    package func credentials(of environment: EnvironmentRecord) throws(Diagnostic) -> CredentialRecords {
        let records: CredentialRecords
        do { records = try vault.credentials(of: environment) } catch {
            throw Diagnostic(error, at: store.path)
        }
        if memory.mustBeLocked { try memory.check(records.isLocked) }
        return records
    }
}

extension VaultMetadata {
    /// The environment of that name. Throws a diagnostic of status `.notFound`.
    package func environment(_ name: EnvironmentName) throws(Diagnostic) -> EnvironmentRecord {
        if let environment = self[name] { return environment }
        let known = environments.map { $0.name.text }.joined(separator: ", ")
        throw Diagnostic(
            .notFound, "there is no environment \(name.text) in this vault",
            hint: known.isEmpty ? "add it with 'd24-vault env add'" : "there are: \(known)")
    }
}

extension EnvironmentRecord {
    /// The version that a command line means. Throws a diagnostic of status `.notFound`.
    package func version(_ selector: CredentialSelector) throws(Diagnostic) -> CredentialVersion {
        let found: CredentialVersion?
        switch selector {
        case .current: found = version(in: .current)
        case .pending: found = version(in: .pending)
        case .previous: found = version(in: .previous)
        case .version(let number): found = versions.first { $0.number == number }
        }
        guard let found else {
            let hint: String
            switch selector {
            case .current: hint = "enter it with 'd24-vault put \(name.text)'"
            case .pending: hint = "enter it with 'd24-rotate stage \(name.text)'"
            case .previous, .version: hint = "see 'd24-vault show \(name.text)'"
            }
            throw Diagnostic(.notFound, "\(name.text) has no \(selector.words)", hint: hint)
        }
        guard found.state != .retired else {
            throw Diagnostic(
                .notFound, "\(found.name) of \(name.text) is retired, and its secrets are erased",
                hint: "see 'd24-vault show \(name.text)'")
        }
        return found
    }
}

extension CredentialSelector {
    fileprivate var words: String {
        switch self {
        case .current: "current credential"
        case .pending: "pending credential"
        case .previous: "previous credential"
        case .version(let number): "version v\(number)"
        }
    }
}

/// The time at which a tool does something.
package enum Now {
    /// The present second.
    package static var timestamp: Timestamp { Timestamp(seconds: SystemClock.secondsSinceEpoch()) }
}
