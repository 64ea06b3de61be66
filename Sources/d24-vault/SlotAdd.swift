import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault slot add`.
struct SlotAdd: Verb {
    static let name = "slot add"
    static let summary = "let another host, or an unlock phrase, open the vault"
    static let discussion = """
        A reader opens the environments it is given with --env, or with --all those that
        are there and those added later. A writer opens and changes everything. Adding a
        host that is there already under its own name gives it more environments.
        """

    var recipient: String?
    var slotName: String?
    var role: SlotRole?
    var environments: [EnvironmentName] = []
    var all = false
    var usesPhrase = false
    var phrase = PhraseOptions()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<SlotAdd>] = [
        .operand(\.recipient, "RECIPIENT", "what 'd24-vault identity new' printed on the other host"),
        .option(\.slotName, "name", value: "NAME", "what to call the slot"),
        .option(\.role, "role", value: "ROLE", "what it may do (default: reader; writer for a phrase)"),
        .option(\.environments, "env", value: "ENV", "an environment that a reader may open"),
        .flag(\.all, "all", "a reader may open all environments, later ones too"),
        .flag(\.usesPhrase, "phrase", "add an unlock phrase instead of a host"),
        .group(\.phrase, PhraseOptions.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try check()
        let name = try SlotName.checked(slotName ?? (usesPhrase ? PhraseSlot.usualName : ""))
        let role = role ?? (usesPhrase ? .writer : .reader)
        let scope: SlotScope = all || role == .writer ? .all : .only(environments)
        let host = try parsedRecipient()
        let session = try VaultSession.open(vault, in: context)
        for environment in environments { _ = try session.environment(environment) }
        try session.checkWritable()
        let owner: SlotOwner
        if let host {
            owner = SlotOwner(kind: .identity, recipient: host)
        } else {
            try checkFree(name, in: session.metadata)
            let slot = try phrase.slot()
            try vault.memory.check(slot.identity.isLocked)
            owner = slot.owner
        }
        let path = session.store.path
        var given = scope
        let change = try session.change(wait) { draft throws(Diagnostic) in
            // Somebody may have removed one while this one waited.
            for environment in environments { _ = try draft.metadata.environment(environment) }
            return try add(owner, name: name, role: role, scope: &given, to: &draft, path: path)
        }
        return report(name, role, given, change.after, changed: change.changed, path: path)
    }

    private func check() throws(Diagnostic) {
        guard (recipient != nil) != usesPhrase else {
            throw .misuse("give a recipient or --phrase, and not both")
        }
        guard usesPhrase || slotName != nil else { throw .misuse("--name is missing") }
        guard usesPhrase || !(phrase.own || phrase.isGiven) else {
            throw .misuse("--own and --new-unlock-fd go with --phrase")
        }
        try phrase.check(besides: vault)
        let isWriter = (role ?? (usesPhrase ? .writer : .reader)) == .writer
        guard !(all && !environments.isEmpty) else { throw .misuse("--env and --all exclude each other") }
        guard isWriter ? environments.isEmpty : all || !environments.isEmpty else {
            throw .misuse(
                isWriter
                    ? "a writer opens every environment, so --env has no meaning"
                    : "say what the reader may open: --env ENV, or --all")
        }
    }

    private func parsedRecipient() throws(Diagnostic) -> Recipient? {
        guard let recipient else { return nil }
        let hint = "copy the line that 'd24-vault identity recipient' prints on that host"
        let parsed: Recipient
        do { parsed = try Recipient(text: recipient) } catch {
            throw Diagnostic(
                .usage, "the recipient string is not whole: its checksum does not match", hint: hint)
        }
        guard !parsed.repeatsKey else {
            throw Diagnostic(.usage, "the recipient string has one key twice, as no host's has", hint: hint)
        }
        guard parsed.canBeSealedTo else {
            throw Diagnostic(
                .usage, "the recipient string has a key that nothing can be sealed to", hint: hint)
        }
        return parsed
    }

    private func checkFree(_ name: String, in metadata: VaultMetadata) throws(Diagnostic) {
        guard !metadata.slots.contains(where: { $0.name == name }) else {
            throw Diagnostic(.conflict, "there is a slot \(name) already", hint: "give another --name")
        }
    }

    /// Adds the slot, or gives one that is there already more environments.
    ///
    /// - Parameter scope: what is to be given; afterwards what the slot has.
    private func add(
        _ owner: SlotOwner, name: String, role: SlotRole, scope: inout SlotScope, to draft: inout VaultDraft,
        path: String
    ) throws(Diagnostic) -> String? {
        guard let known = draft.slotHeaders.first(where: { $0.recipient.sharesKey(with: owner.recipient) })
        else {
            try checkFree(name, in: draft.metadata)
            do throws(VaultFormatError) {
                try draft.addSlot(owner.recipient, kind: owner.kind, name: name, role: role, scope: scope)
            } catch { throw Diagnostic(error, at: path) }
            return "slot add \(name) \(role.rawValue) \(scope.text)"
        }
        guard let record = draft.metadata.slots.first(where: { $0.id == known.id }), record.name == name,
            known.role == role, known.recipient == owner.recipient
        else {
            throw Diagnostic(
                .conflict, "this recipient has a slot already, under another name or with another role",
                hint: "see 'd24-vault slot list'")
        }
        scope = record.scope.widened(by: scope)
        if scope == record.scope { return nil }
        do throws(VaultFormatError) { try draft.setScope(scope, of: known.id) } catch {
            throw Diagnostic(error, at: path)
        }
        return "slot add \(name) \(scope.text)"
    }

    private func report(
        _ name: String, _ role: SlotRole, _ scope: SlotScope, _ state: VaultState, changed: Bool, path: String
    ) -> Report {
        var hints: [String] = []
        if !usesPhrase {
            hints.append(
                "if that is another host, bring the vault there: ssh \(name) d24-vault receive --signer "
                    + "\(state.typedSigner) < \(path)")
        }
        return Report(
            text: [
                .line(
                    changed
                        ? "added \(name), \(role.rawValue), \(scope.text)"
                        : "\(name) has that already: \(role.rawValue), \(scope.text)")
            ],
            json: [
                "changed": .bool(changed), "name": .string(name), "role": .string(role.rawValue),
                "environments": scope.json, "generation": .integer(Int64(state.generation)),
                "receive_signer": .string(state.typedSigner),
            ],
            hints: hints)
    }
}

extension SlotScope {
    /// Both together.
    fileprivate func widened(by other: SlotScope) -> SlotScope {
        guard case .only(let names) = self, case .only(let more) = other else { return .all }
        return .only(names + more.filter { !names.contains($0) })
    }
}
