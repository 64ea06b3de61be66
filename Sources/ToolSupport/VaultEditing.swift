package import CashoutsAPI
package import VaultFormat
import VaultStore

extension VaultSession {
    /// Fails early for an identity that may not write. Throws a diagnostic of status `.notAllowed`.
    package func checkWritable() throws(Diagnostic) {
        guard vault.role == .writer else { throw Diagnostic(.readOnly, at: store.path) }
    }
}

/// What the verbs do to a draft.
extension VaultDraft {
    /// Adds a version to an environment, and the secrets to its box.
    ///
    /// What is in that state already moves on: current becomes previous, and what was previous is retired.
    /// - Parameter path: for errors.
    package mutating func store(
        _ triple: borrowing CredentialTriple, in record: EnvironmentRecord, as state: CredentialState,
        at path: String
    ) throws(Diagnostic) -> CredentialVersion {
        let fingerprints = try fingerprints(of: triple, at: path)
        do throws(VaultFormatError) {
            let version = CredentialVersion(
                number: record.nextVersion, state: state, created: Now.timestamp, fingerprints: fingerprints)
            if state == .current { try shift(record, to: .previous, from: .current) }
            let records = try credentials(of: record).adding(
                version.number, apiKey: triple[.apiKey], apiPassphrase: triple[.apiPassphrase],
                apiSignature: triple[.apiSignature])
            try setCredentials(records, of: record)
            metadata.edit(record.name) { $0.versions.append(version) }
            return version
        } catch { throw Diagnostic(error, at: path) }
    }

    /// What the vault would show of three secrets.
    package func fingerprints(
        of triple: borrowing CredentialTriple, at path: String
    ) throws(Diagnostic) -> TripleFingerprint {
        do throws(VaultFormatError) {
            return TripleFingerprint(
                apiKey: try fingerprint(of: triple[.apiKey]),
                apiPassphrase: try fingerprint(of: triple[.apiPassphrase]),
                apiSignature: try fingerprint(of: triple[.apiSignature]))
        } catch { throw Diagnostic(error, at: path) }
    }

    /// Moves the version in state `from` to state `to`; one that is there already is retired, its secrets
    /// erased.
    package mutating func shift(
        _ record: EnvironmentRecord, to: CredentialState, from: CredentialState
    ) throws(VaultFormatError) {
        guard metadata[record.name]?.version(in: from) != nil else { return }
        if let there = metadata[record.name]?.version(in: to) { try retire(there, of: record) }
        let time = Now.timestamp
        metadata.edit(record.name) { record in
            for index in record.versions.indices where record.versions[index].state == from {
                record.versions[index].state = to
                record.versions[index].changed = time
            }
        }
    }

    /// Erases a version's secrets and marks it retired.
    package mutating func retire(
        _ version: CredentialVersion, of record: EnvironmentRecord
    ) throws(VaultFormatError) {
        let records = try credentials(of: record).removing(version.number)
        try setCredentials(records, of: record)
        let time = Now.timestamp
        metadata.edit(record.name) { record in
            for index in record.versions.indices where record.versions[index].number == version.number {
                record.versions[index].state = .retired
                record.versions[index].changed = time
            }
        }
    }
}

extension VaultMetadata {
    /// Changes the record of an environment; nothing where there is none of that name.
    package mutating func edit<E: Error>(
        _ name: EnvironmentName, _ body: (inout EnvironmentRecord) throws(E) -> Void
    ) throws(E) {
        guard let index = environments.firstIndex(where: { $0.name == name }) else { return }
        try body(&environments[index])
    }
}
