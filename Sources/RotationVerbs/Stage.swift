import Arguments
import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-rotate stage ENV`.
struct Stage: Verb {
    static let name = "stage"
    static let summary = "put new keys beside the current ones, as pending"
    static let discussion = """
        The pending version signs nothing yet, and verifies notifications already. Keys
        that are current or previous, and keys of an environment of the other kind, are
        refused. Input is as for 'd24-vault put'.
        """

    var environment = Required<EnvironmentName>()
    var replace = false
    var entry = CredentialEntry()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<Stage>] = [
        .operand(\.environment, "ENV", "the environment"),
        .flag(\.replace, "replace", "in the place of a pending version, whose secrets are erased"),
        .group(\.entry, CredentialEntry.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try entry.check(besides: vault)
        let session = try VaultSession.open(vault, in: context)
        let name = environment.value
        let before = try session.environment(name)
        try checkState(before)
        try session.checkWritable()
        let triple = try entry.read(for: name, besides: vault, in: context)
        return try stage(triple, in: session, context)
    }

    /// Makes a triple pending.
    func stage(
        _ triple: borrowing CredentialTriple, in session: borrowing VaultSession, _ context: ToolContext
    ) throws(Diagnostic) -> Report {
        let name = environment.value
        let before = try session.environment(name)
        let path = session.store.path
        var stored: CredentialVersion?
        var warnings: [String] = []
        // What is erased from the vault must not stay in the file beside it.
        let erases = before.version(in: .pending) != nil
        let change = try session.change(wait, replaced: erases ? .dropped : .kept) {
            draft throws(Diagnostic) in
            let record = try draft.metadata.environment(name)
            try checkState(record)
            let fingerprints = try draft.fingerprints(of: triple, at: path)
            if let refusal = StageRules.refusal(fingerprints, for: record, in: draft.metadata) {
                throw Diagnostic(refusal, name)
            }
            if let pending = record.version(in: .pending) {
                guard pending.fingerprints != fingerprints else {
                    stored = pending
                    return nil
                }
                try draft.erase(pending, of: record, allowed: erases, at: path)
            }
            warnings = StageRules.warnings(fingerprints, for: record)
            let version = try draft.store(triple, in: record, as: .pending, at: path)
            stored = version
            return "stage \(name.text) \(version.name)"
        }
        guard let stored else { throw Diagnostic(.internalError, "nothing was staged") }
        for warning in warnings { context.warn(warning) }
        let changed = change.changed
        let done =
            changed
            ? "staged \(stored.name) of \(name.text), pending now" : "\(stored.name) is pending already"
        return Report(
            change,
            text: [.line(done), .fields(CredentialText.rows(stored, lengthsOf: triple))],
            json: [
                "environment": .string(name.text), "version": .string(stored.name),
                "fingerprints": CredentialText.json(stored.fingerprints),
                "lengths": .object(
                    CredentialField.allCases.map {
                        JSONMember($0.jsonName, .integer(Int64(triple[$0].count)))
                    }),
            ],
            hints: ["prove it with 'd24-rotate verify \(name.text)'", HardCut.note])
    }

    private func checkState(_ record: EnvironmentRecord) throws(Diagnostic) {
        let rotation = RotationState(record, VerificationRules(now: Now.timestamp))
        guard !rotation.allows(replace ? .replace : .stage), let pending = record.version(in: .pending)
        else { return }
        throw Diagnostic(
            .conflict, "\(record.name.text) has a pending version already (\(pending.name))",
            hints: [
                "go on with 'd24-rotate verify \(record.name.text)'",
                "or enter it anew with 'd24-rotate stage \(record.name.text) --replace'",
            ])
    }
}

extension VaultDraft {
    /// Erases a version's secrets, in a write that leaves no older file behind.
    ///
    /// - Parameter allowed: whether the write is of that sort; not where somebody else staged in between.
    mutating func erase(
        _ version: CredentialVersion, of record: EnvironmentRecord, allowed: Bool, at path: String
    ) throws(Diagnostic) {
        guard allowed else { throw Diagnostic(VaultStoreError.conflict(path: path)) }
        do throws(VaultFormatError) { try retire(version, of: record) } catch {
            throw Diagnostic(error, at: path)
        }
    }
}

extension Diagnostic {
    fileprivate init(_ refusal: StageRefusal, _ name: EnvironmentName) {
        switch refusal {
        case .sameAs(let number, let state):
            self.init(
                .conflict, "these are the \(state.rawValue) keys of \(name.text) (v\(number))",
                hint: state == .previous
                    ? "to go back to them: 'd24-rotate rollback \(name.text)'"
                    : "make new ones in the panel: \(PanelPath.credentials)")
        case .otherKind(let field, let other):
            self.init(
                .conflict, "\(field.panelName) is known in \(other.text), which is of the other kind",
                hint: "staging and production have different keys: copy them from the panel of \(name.text)")
        }
    }
}
