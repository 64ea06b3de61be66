import Arguments
import CashoutsAPI
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault put ENV`.
struct Put: Verb {
    static let name = "put"
    static let summary = "store the three fields of an environment"
    static let discussion = """
        Fills an environment that has no credential yet; new keys for one that has go
        through 'd24-rotate stage'. Input is JSON with the strings api_key,
        api_passphrase and api_signature, or the lines D24_API_KEY=...,
        D24_API_PASSPHRASE=... and D24_API_SIGNATURE=....
        """

    var environment = Required<EnvironmentName>()
    var replace = false
    var entry = CredentialEntry()
    var vault = VaultOptions()
    var wait = WaitOption()
    var confirmation = ConfirmOption()

    static let syntax: [Argument<Put>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.replace, "replace", "mend a typing mistake; what is replaced is kept as previous"),
        .group(\.entry, CredentialEntry.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
        .group(\.confirmation, ConfirmOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try entry.check(besides: vault)
        let session = try VaultSession.open(vault, in: context)
        let name = environment.value
        let known = try session.environment(name)
        try session.checkWritable()
        try check(known)
        let triple = try read(for: name, in: context)
        var stored: CredentialVersion?
        // What is erased from the vault must not stay in the file beside it.
        let erases = Self.erases(known)
        let change = try session.change(wait, replaced: erases ? .dropped : .kept) {
            draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            try check(record)
            guard Self.erases(record) == erases else {
                throw Diagnostic(.conflict, "\(name.text) was changed by somebody else in between")
            }
            let fingerprints = try draft.fingerprints(of: triple, at: session.store.path)
            try Self.check(fingerprints, for: record, in: draft.metadata)
            if let current = record.version(in: .current), fingerprints == current.fingerprints {
                stored = current
                return nil
            }
            let version = try draft.store(triple, in: record, as: .current, at: session.store.path)
            stored = version
            return "put \(name.text) \(version.name)"
        }
        guard let stored else { throw Diagnostic(.internalError, "nothing was stored") }
        let done =
            change.changed
            ? "stored \(stored.name) of \(name.text), current now"
            : "\(stored.name) of \(name.text) is that already"
        return Report(
            change, text: [.line(done), .fields(CredentialText.rows(stored, lengthsOf: triple))],
            json: [
                "environment": .string(name.text), "version": .string(stored.name),
                "fingerprints": CredentialText.json(stored.fingerprints),
            ],
            hints: ["prove it with 'd24-rotate ping \(name.text)'"])
    }

    /// The three fields, with the consent to replace what is there. What is not typed is read first: nobody
    /// is asked to agree to what is no credential. Keys that are known elsewhere are refused afterwards, from
    /// the state that is there under the lock.
    private func read(
        for name: EnvironmentName, in context: ToolContext
    ) throws(Diagnostic) -> CredentialTriple {
        guard entry.isGiven else {
            try confirm(name)
            return try entry.read(for: name, besides: vault, in: context)
        }
        let triple = try entry.read(for: name, besides: vault, in: context)
        try confirm(name)
        return triple
    }

    private func confirm(_ name: EnvironmentName) throws(Diagnostic) {
        if replace { try confirmation.confirm("Replace the current credential of \(name.text)?") }
    }

    /// Whether a previous version makes room for what is current.
    private static func erases(_ record: EnvironmentRecord) -> Bool {
        record.version(in: .current) != nil && record.version(in: .previous) != nil
    }

    /// Fails for keys that are known elsewhere: in an environment of the other kind, or as pending here.
    private static func check(
        _ fingerprints: TripleFingerprint, for record: EnvironmentRecord, in metadata: VaultMetadata
    ) throws(Diagnostic) {
        let name = record.name.text
        if let known = metadata.fieldOfOtherKind(fingerprints, for: record) {
            throw Diagnostic(
                .conflict,
                "\(known.field.panelName) is known in \(known.environment.text), which is of the other kind",
                hint: "copy the credentials of \(name) anew from \(PanelPath.credentials)")
        }
        if record.version(in: .current)?.fingerprints == fingerprints { return }
        if let pending = record.version(in: .pending), fingerprints == pending.fingerprints {
            throw Diagnostic(
                .conflict, "these keys are pending in \(name), as \(pending.name)",
                hint: "prove and promote them: 'd24-rotate run \(name)'")
        }
    }

    /// Fails for an environment that has a current credential, unless it is to be replaced.
    private func check(_ record: EnvironmentRecord) throws(Diagnostic) {
        guard let current = record.version(in: .current) else { return }
        guard replace else {
            throw Diagnostic(
                .conflict, "\(record.name.text) has a credential already (\(current.name))",
                hint:
                    "rotate it with 'd24-rotate stage \(record.name.text)', or mend a typing mistake with --replace"
            )
        }
    }
}
